/** Experiments described by plain data, so that they can be sent to a worker, stored in a file, or put in an address. */
import type { ActivationName } from "./activations.js";
import { type Data, requireData } from "./batches.js";
import { accuracy, gaussianInputs } from "./datasets.js";
import { normal } from "./distributions.js";
import { flag, type Known, knownOptions, lookup, positiveInteger, refuse, room } from "./guard.js";
import { type LargeRun, largeRun } from "./large-run.js";
import { softmaxCrossEntropy } from "./losses.js";
import { Matrix, type Values } from "./matrix.js";
import { backward, forward, mlp } from "./mlp.js";
import { random } from "./random.js";
import { type SchemeName, type SchemeOptions, scheme } from "./schemes.js";
import { layerHistograms, signals } from "./signals.js";
import type { HistogramOptions } from "./statistics.js";
import { adam, sgd, trainSteps } from "./training.js";

/** A net of equal layers on standard normal inputs, with a random gradient at its top. */
export interface SignalSpec {
  depth: number;
  width: number;
  samples: number;
  activation: ActivationName;
  scheme: SchemeName;
  options?: SchemeOptions;
  biases?: SchemeName;
  biasOptions?: SchemeOptions;
  seed: string | number;
  /** `float64` (the default), or `float32` for large sweeps: see `largeRun`. */
  precision?: "float64" | "float32";
  backward?: boolean;
  histogram?: Required<HistogramOptions>;
}

const signalSpec: Known<SignalSpec> = {
  depth: true,
  width: true,
  samples: true,
  activation: true,
  scheme: true,
  options: true,
  biases: true,
  biasOptions: true,
  seed: true,
  precision: true,
  backward: true,
  histogram: true,
};

/** About what one layer takes besides its numbers. */
const LAYER_BYTES = 2000;

/**
 * Draws the net, its inputs and its upstream gradient from the seed, and gives the signals of every layer.
 * The last layer has the same activation as the others.
 */
export function signalRun(spec: SignalSpec): LargeRun {
  const known = knownOptions("signalRun", spec, signalSpec, "the spec");
  const {
    depth,
    width,
    samples,
    activation,
    precision = "float64",
    backward: back = true,
    histogram,
  } = known;
  room("signalRun", "depth", positiveInteger("signalRun", "depth", depth), LAYER_BYTES, "list");
  positiveInteger("signalRun", "width", width);
  positiveInteger("signalRun", "samples", samples);
  room("signalRun", "samples · width · depth", samples * width * depth, 16, "array");
  flag("signalRun", "backward", back);
  const rng = random(known.seed);
  const net = mlp(rng.split("net"), {
    sizes: new Array<number>(depth + 1).fill(width),
    activation,
    output: activation,
    weights: scheme(known.scheme, known.options),
    biases: scheme(known.biases ?? "zeros", known.biasOptions),
    precision,
  });
  const single = precision === "float32";
  const inputs = single
    ? normal(0, 1).matrix(rng.split("inputs"), samples, width, precision)
    : gaussianInputs(rng.split("inputs"), samples, width);
  const upstream = normal(0, 1).matrix(rng.split("upstream"), samples, width, precision);
  const wanted = back ? { outputGradient: upstream } : {};
  if (single) return largeRun(net, inputs, { ...wanted, ...(histogram && { histogram }) });
  const trace = forward(net, inputs);
  const gradients = wanted.outputGradient && backward(net, trace, wanted.outputGradient);
  return { rows: signals(trace, gradients), histograms: histogram ? layerHistograms(trace, histogram) : [] };
}

/** Plain numbers in the shape of a matrix: what is left of one after it was sent to a worker. */
export interface MatrixData {
  rows: number;
  cols: number;
  data: Values;
}

/** A classifier trained on data that is sent along. */
export interface TrainingSpec {
  train: { inputs: MatrixData; targets: MatrixData };
  test: { inputs: MatrixData; targets: MatrixData };
  /** Hidden layers, and units in each. */
  depth: number;
  width: number;
  activation: ActivationName;
  scheme: SchemeName;
  options?: SchemeOptions;
  biases?: SchemeName;
  biasOptions?: SchemeOptions;
  normalization?: "batch";
  residual?: boolean;
  optimizer: "sgd" | "momentum" | "adam";
  learningRate: number;
  steps: number;
  batchSize: number;
  seed: string | number;
  /** The loss is kept every so many steps. */
  every?: number;
}

/** The losses that were kept, and how well the net did: `diverged` if the loss or the outputs left the finite numbers. */
export interface TrainingRun {
  losses: number[];
  testAccuracy: number;
  trainAccuracy: number;
  diverged: boolean;
}

const optimizers = {
  sgd: (learningRate: number) => sgd({ learningRate }),
  momentum: (learningRate: number) => sgd({ learningRate, momentum: 0.9 }),
  adam: (learningRate: number) => adam({ learningRate }),
} as const;

const trainingSpec: Known<TrainingSpec> = {
  train: true,
  test: true,
  depth: true,
  width: true,
  activation: true,
  scheme: true,
  options: true,
  biases: true,
  biasOptions: true,
  normalization: true,
  residual: true,
  optimizer: true,
  learningRate: true,
  steps: true,
  batchSize: true,
  seed: true,
  every: true,
};

/** The set as matrices; the second set must be of the first one's columns. */
function dataOf(what: string, set: TrainingSpec["train"], like?: Data): Data {
  const [inputs, targets] = (["inputs", "targets"] as const).map((part) => {
    const plain = set?.[part];
    if (typeof plain !== "object" || plain === null)
      refuse("trainingRun", `${part} of ${what} must be a matrix, or its rows, cols and data`, plain);
    return new Matrix(plain.rows, plain.cols, plain.data);
  }) as [Matrix, Matrix];
  const data = { inputs, targets };
  requireData("trainingRun", data);
  for (const part of ["inputs", "targets"] as const)
    if (like && data[part].cols !== like[part].cols)
      refuse("trainingRun", `${part} of ${what} must have ${like[part].cols} columns`, data[part]);
  return data;
}

const diverged = (losses: number[]): TrainingRun => ({
  losses,
  testAccuracy: NaN,
  trainAccuracy: NaN,
  diverged: true,
});

/**
 * Trains with softmax cross-entropy on mini-batches. A loss that is no longer finite ends the run; so do outputs of the
 * trained net that are not.
 */
export function trainingRun(spec: TrainingSpec): TrainingRun {
  const known = knownOptions("trainingRun", spec, trainingSpec, "the spec");
  const { depth, width, activation, batchSize, every = 1, normalization, residual = false } = known;
  room("trainingRun", "depth", positiveInteger("trainingRun", "depth", depth), LAYER_BYTES, "list");
  positiveInteger("trainingRun", "width", width);
  positiveInteger("trainingRun", "every", every);
  const steps = positiveInteger("trainingRun", "steps", known.steps);
  room("trainingRun", "steps", steps, 8, "list");
  const seen = dataOf("train", known.train);
  const unseen = dataOf("test", known.test, seen);
  const rng = random(known.seed);
  const net = mlp(rng.split("net"), {
    sizes: [seen.inputs.cols, ...new Array<number>(depth).fill(width), seen.targets.cols],
    activation,
    weights: scheme(known.scheme, known.options),
    biases: scheme(known.biases ?? "zeros", known.biasOptions),
    ...(normalization !== undefined && { normalization }),
    residual,
  });
  const optimizer = lookup("trainingRun", "optimizer", optimizers, known.optimizer)(known.learningRate);
  const options = { loss: softmaxCrossEntropy, optimizer, steps, batchSize };
  const losses: number[] = [];
  for (const { step, loss } of trainSteps(rng.split("training"), net, seen, options)) {
    if (!Number.isFinite(loss)) return diverged(losses);
    if (step % every === 0) losses.push(loss);
  }
  const [tested, trained] = [unseen, seen].map(({ inputs }) => forward(net, inputs).outputs) as [
    Matrix,
    Matrix,
  ];
  if (![tested, trained].every(({ data }) => data.every(Number.isFinite))) return diverged(losses);
  return {
    losses,
    testAccuracy: accuracy(tested, unseen.targets),
    trainAccuracy: accuracy(trained, seen.targets),
    diverged: false,
  };
}

/** The experiments that can be asked for by name. */
export const experiments = { signals: signalRun, training: trainingRun } as const;

export type ExperimentName = keyof typeof experiments;
export type SpecOf<Name extends ExperimentName> = Parameters<(typeof experiments)[Name]>[0];
export type ResultOf<Name extends ExperimentName> = ReturnType<(typeof experiments)[Name]>;

/** Runs one experiment by name. */
export function runExperiment<Name extends ExperimentName>(name: Name, spec: SpecOf<Name>): ResultOf<Name> {
  const run = lookup<unknown>("runExperiment", "name", experiments, name);
  return (run as (spec: SpecOf<Name>) => ResultOf<Name>)(spec);
}
