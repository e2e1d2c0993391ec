/** Training over mini-batches, with a record of what happened. */
import { batches, type Data, requireData } from "./batches.js";
import {
  callable,
  generator,
  type Known,
  knownOptions,
  made,
  positiveInteger,
  refuse,
  room,
  within,
} from "./guard.js";
import type { Loss } from "./losses.js";
import { type Matrix, zeroMatrix } from "./matrix.js";
import { copyNet, type ForwardOptions, type Gradients, type Layer, type Mlp, type Trace } from "./mlp.js";
import { requireNet } from "./net-checks.js";
import type { Optimizer } from "./optimizers.js";
import { emptyGradients, emptyTrace, runBackward, runForward } from "./passes.js";
import type { Random } from "./random.js";
import { Overflow } from "./range.js";

export { type AdamOptions, adam, type Optimizer, type SgdOptions, sgd } from "./optimizers.js";
export type { Data };

/** How to train; without `batchSize`, every step sees all samples. */
export interface TrainOptions {
  loss: Loss;
  optimizer: Optimizer;
  steps: number;
  batchSize?: number;
  /** The share of hidden activations that is dropped at each step. */
  dropout?: number;
}

/** What `trainSteps` hands out: the state before the step's update. `net`, `trace` and `gradients` are reused. */
export interface TrainingStep {
  step: number;
  loss: number;
  net: Mlp;
  trace: Trace;
  gradients: Gradients;
}

const trainOptions: Known<TrainOptions> = {
  loss: true,
  optimizer: true,
  steps: true,
  batchSize: true,
  dropout: true,
};

/**
 * Trains `net` in place, step by step: each step is handed out after its backward pass and before its update, so that
 * step 0 shows the untouched net. Batches are runs of a shuffled order, which is shuffled anew when it runs out.
 * A training that diverges goes on: its loss is NaN or Infinity from then on.
 */
export function trainSteps(
  rng: Random,
  net: Mlp,
  data: Data,
  options: TrainOptions,
): Generator<TrainingStep, void> {
  const known = knownOptions("train", options, trainOptions);
  requireTraining(rng, net, data, known);
  return stepsOf(net, known, {
    next: batches(rng.split("batches"), data, known.batchSize),
    dropout: known.dropout ? { rng: rng.split("dropout"), rate: known.dropout } : undefined,
  });
}

/** Where the batches of a training come from, and which units it drops. */
interface Source {
  next: () => Data;
  dropout: ForwardOptions["dropout"];
}

function* stepsOf(
  net: Mlp,
  { loss, optimizer, steps }: TrainOptions,
  { next, dropout }: Source,
): Generator<TrainingStep, void> {
  const update = updates(net, optimizer);
  let trace: Trace | undefined;
  let gradients: Gradients | undefined;
  let slope: Matrix | undefined;
  for (let step = 0; step < steps; step++) {
    const { inputs, targets } = next();
    trace = runForward(net, inputs, trace ?? emptyTrace(net, inputs), dropout);
    const { outputs } = trace;
    const value = unlessTooLarge(() => loss.value(outputs, targets)) ?? Infinity;
    const into = slope;
    slope = unlessTooLarge(() => loss.gradient(outputs, targets, into)) ?? notANumber(outputs);
    gradients = runBackward(net, trace, slope, gradients ?? emptyGradients(net, inputs.rows));
    yield { step, loss: value, net, trace, gradients };
    update(gradients);
  }
}

function requireTraining(rng: Random, net: Mlp, data: Data, options: TrainOptions): void {
  generator("train", rng);
  requireNet("train", net);
  requireData("train", data);
  const { inputs, targets } = data;
  const [ins, outs] = [(net.layers[0] as Layer).weights.cols, (net.layers.at(-1) as Layer).weights.rows];
  if (inputs.cols !== ins)
    refuse("train", `inputs must have ${ins} columns, one per input of the net`, inputs);
  if (targets.cols !== outs)
    refuse("train", `targets must have ${outs} columns, one per output of the net`, targets);
  made("train", "loss", options.loss, "value gradient", "a loss such as losses.meanSquared");
  made("train", "optimizer", options.optimizer, "start", "an optimizer such as sgd({ learningRate: 0.1 })");
  positiveInteger("train", "steps", options.steps);
  within("train", "dropout", options.dropout ?? 0, 0, 1);
}

/** One step of the optimizer for every array of parameters. */
function updates(net: Mlp, optimizer: Optimizer): (gradients: Gradients) => void {
  const start = (length: number): ReturnType<Optimizer["start"]> => {
    const step = optimizer.start(length);
    callable("train", "what the optimizer starts", step);
    return step;
  };
  const steps = net.layers.map(({ weights, biases }) => ({
    weights: start(weights.data.length),
    biases: start(biases.length),
  }));
  return (gradients) => {
    for (const [l, step] of steps.entries()) {
      const layer = net.layers[l] as Layer;
      const gradient = gradients.layers[l] as Gradients["layers"][number];
      step.weights(layer.weights.data, gradient.weights.data);
      step.biases(layer.biases, gradient.biases);
    }
  };
}

/** What a loss gives, unless it refuses it as too large for a double: that ends no training. */
function unlessTooLarge<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Overflow) return undefined;
    throw error;
  }
}

function notANumber({ rows, cols, precision }: Matrix): Matrix {
  const out = zeroMatrix(rows, cols, precision);
  out.data.fill(NaN);
  return out;
}

/** What a run of `train` leaves: the trained net, the loss before each step, and what `record` returned. */
export interface TrainingResult<T> {
  net: Mlp;
  losses: number[];
  records: T[];
}

/** How to train, and what to keep: `record` is called at step 0, `every`, 2 `every`, … */
export interface RecordedOptions<T> extends TrainOptions {
  record?: (step: TrainingStep) => T;
  every?: number;
}

const recordedOptions: Known<RecordedOptions<unknown>> = { ...trainOptions, record: true, every: true };

/**
 * Trains a copy of `net` to the end; `net` itself is left as it was. `record` is called at step 0, `every`, 2 `every`, …
 * (every step by default) with the state before that step's update.
 */
export function train<T = never>(
  rng: Random,
  net: Mlp,
  data: Data,
  options: RecordedOptions<T>,
): TrainingResult<T> {
  const { record, every = 1, ...how } = knownOptions<RecordedOptions<T>>("train", options, recordedOptions);
  positiveInteger("train", "every", every);
  if (record !== undefined) callable("train", "record", record);
  room("train", "steps", positiveInteger("train", "steps", how.steps), 8, "list");
  requireNet("train", net);
  const trained = copyNet(net);
  const losses: number[] = [];
  const records: T[] = [];
  for (const state of trainSteps(rng, trained, data, how)) {
    losses.push(state.loss);
    if (record && state.step % every === 0) records.push(record(state));
  }
  return { net: trained, losses, records };
}
