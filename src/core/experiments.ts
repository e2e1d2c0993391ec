/** Experiments described by plain data, so that they can be sent to a worker, stored in a file, or put in an address. */
import type { ActivationName } from "./activations.js";
import { accuracy, gaussianInputs } from "./datasets.js";
import { normal } from "./distributions.js";
import { lookup, positiveInteger } from "./guard.js";
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

/**
 * Draws the net, its inputs and its upstream gradient from the seed, and gives the signals of every layer.
 * The last layer has the same activation as the others.
 */
export function signalRun(spec: SignalSpec): LargeRun {
  const { depth, width, samples, activation, precision = "float64", histogram } = spec;
  positiveInteger("signalRun", "depth", depth);
  positiveInteger("signalRun", "width", width);
  positiveInteger("signalRun", "samples", samples);
  const rng = random(spec.seed);
  const net = mlp(rng.split("net"), {
    sizes: new Array<number>(depth + 1).fill(width),
    activation,
    output: activation,
    weights: scheme(spec.scheme, spec.options),
    biases: scheme(spec.biases ?? "zeros", spec.biasOptions),
    precision,
  });
  const single = precision === "float32";
  const inputs = single
    ? normal(0, 1).matrix(rng.split("inputs"), samples, width, precision)
    : gaussianInputs(rng.split("inputs"), samples, width);
  const upstream = normal(0, 1).matrix(rng.split("upstream"), samples, width, precision);
  const wanted = spec.backward === false ? {} : { outputGradient: upstream };
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

const asMatrix = ({ rows, cols, data }: MatrixData): Matrix => new Matrix(rows, cols, data);

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
  const { depth, width, activation, steps, batchSize, every = 1, normalization, residual } = spec;
  positiveInteger("trainingRun", "depth", depth);
  positiveInteger("trainingRun", "every", every);
  const [inputs, targets] = [asMatrix(spec.train.inputs), asMatrix(spec.train.targets)];
  const rng = random(spec.seed);
  const net = mlp(rng.split("net"), {
    sizes: [inputs.cols, ...new Array<number>(depth).fill(width), targets.cols],
    activation,
    weights: scheme(spec.scheme, spec.options),
    biases: scheme(spec.biases ?? "zeros", spec.biasOptions),
    ...(normalization && { normalization }),
    ...(residual && { residual }),
  });
  const optimizer = lookup("trainingRun", "optimizer", optimizers, spec.optimizer)(spec.learningRate);
  const options = { loss: softmaxCrossEntropy, optimizer, steps, batchSize };
  const losses: number[] = [];
  for (const { step, loss } of trainSteps(rng.split("training"), net, { inputs, targets }, options)) {
    if (!Number.isFinite(loss)) return diverged(losses);
    if (step % every === 0) losses.push(loss);
  }
  const outputsOf = (data: TrainingSpec["test"]): Matrix => forward(net, asMatrix(data.inputs)).outputs;
  const [tested, trained] = [outputsOf(spec.test), outputsOf(spec.train)];
  if (![tested, trained].every(({ data }) => data.every(Number.isFinite))) return diverged(losses);
  return {
    losses,
    testAccuracy: accuracy(tested, asMatrix(spec.test.targets)),
    trainAccuracy: accuracy(trained, targets),
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
