/** An experiment by plain data: a classifier, trained and tested. */
import type { ActivationName } from "./activations.js";
import { requireDepth } from "./architecture.js";
import { type Data, requireData } from "./batches.js";
import { accuracy } from "./datasets.js";
import { type Known, knownOptions, lookup, positiveInteger, refuse, room } from "./guard.js";
import { softmaxCrossEntropy } from "./losses.js";
import { Matrix, type Values } from "./matrix.js";
import { forward, mlp } from "./mlp.js";
import { random } from "./random.js";
import { type SchemeName, type SchemeOptions, scheme } from "./schemes.js";
import { adam, sgd, trainSteps } from "./training.js";

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
  // It asks every row for its class, now rather than after the training.
  accuracy(targets, targets);
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
  const known = knownOptions("trainingRun", spec, trainingSpec, "fields of the spec");
  const { depth, width, activation, batchSize, every = 1, normalization, residual = false } = known;
  requireDepth("trainingRun", "depth", depth);
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
