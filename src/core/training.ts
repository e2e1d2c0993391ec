/** Gradient descent and its relatives over mini-batches, with a record of what happened. */
import { notNegative, positive, positiveInteger, refuse, within } from "./guard.js";
import type { Loss } from "./losses.js";
import { type Matrix, type Values, zeroMatrix } from "./matrix.js";
import { backward, copyNet, forward, type Gradients, type Mlp, type Trace } from "./mlp.js";
import { type Random, shuffle } from "./random.js";

/** An update rule. `start` gives the step for one array of parameters, with whatever memory it needs. */
export interface Optimizer {
  readonly name: string;
  start(length: number): (parameters: Values, gradient: Values) => void;
}

/**
 * Gradient descent `w -= η v` with `v = momentum · v + g` (PyTorch's form; momentum 0 is plain descent).
 */
export function sgd({ learningRate, momentum = 0 }: { learningRate: number; momentum?: number }): Optimizer {
  notNegative("sgd", "learningRate", learningRate);
  within("sgd", "momentum", momentum, 0, 1);
  return {
    name: momentum > 0 ? `sgd with momentum ${momentum}` : "sgd",
    start(length) {
      const velocity = new Float64Array(momentum > 0 ? length : 0);
      return (w, g) => {
        for (let i = 0; i < length; i++) {
          let v = g[i] as number;
          if (momentum > 0) v = velocity[i] = momentum * (velocity[i] as number) + v;
          w[i] = (w[i] as number) - learningRate * v;
        }
      };
    },
  };
}

/** Options of Adam, with the defaults of its paper. */
export interface AdamOptions {
  learningRate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** Adam (Kingma and Ba, 2015): steps `η m̂/(√v̂ + ε)` from running means of g and g², corrected for their start at 0. */
export function adam(options: AdamOptions = {}): Optimizer {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  notNegative("adam", "learningRate", learningRate);
  within("adam", "beta1", beta1, 0, 1);
  within("adam", "beta2", beta2, 0, 1);
  positive("adam", "epsilon", epsilon);
  return {
    name: "adam",
    start(length) {
      const m = new Float64Array(length);
      const v = new Float64Array(length);
      let power1 = 1;
      let power2 = 1;
      return (w, g) => {
        power1 *= beta1;
        power2 *= beta2;
        const size = learningRate / (1 - power1);
        const root = Math.sqrt(1 - power2);
        for (let i = 0; i < length; i++) {
          const slope = g[i] as number;
          m[i] = beta1 * (m[i] as number) + (1 - beta1) * slope;
          v[i] = beta2 * (v[i] as number) + (1 - beta2) * slope * slope;
          w[i] = (w[i] as number) - (size * (m[i] as number)) / (Math.sqrt(v[i] as number) / root + epsilon);
        }
      };
    },
  };
}

/** Inputs (samples × features) and targets (samples × outputs). */
export interface Data {
  inputs: Matrix;
  targets: Matrix;
}

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

/**
 * Trains `net` in place, step by step: each step is handed out after its backward pass and before its update, so that
 * step 0 shows the untouched net. Batches are runs of a shuffled order, which is shuffled anew when it runs out.
 */
export function* trainSteps(
  rng: Random,
  net: Mlp,
  data: Data,
  options: TrainOptions,
): Generator<TrainingStep, void> {
  const { loss, optimizer, dropout = 0 } = options;
  const steps = positiveInteger("train", "steps", options.steps);
  within("train", "dropout", dropout, 0, 1);
  const nextBatch = batches(rng.split("batches"), data, options.batchSize);
  const dropoutOption = dropout > 0 ? { dropout: { rng: rng.split("dropout"), rate: dropout } } : {};
  const updates = net.layers.map(({ weights, biases }) => ({
    weights: optimizer.start(weights.data.length),
    biases: optimizer.start(biases.length),
  }));
  let trace: Trace | undefined;
  let gradients: Gradients | undefined;
  let slope: Matrix | undefined;
  for (let step = 0; step < steps; step++) {
    const { inputs, targets } = nextBatch();
    trace = forward(net, inputs, { ...dropoutOption, ...(trace && { reuse: trace }) });
    const lossValue = loss.value(trace.outputs, targets);
    slope = loss.gradient(trace.outputs, targets, slope);
    gradients = backward(net, trace, slope, gradients);
    yield { step, loss: lossValue, net, trace, gradients };
    for (let l = 0; l < net.layers.length; l++) {
      const layer = net.layers[l] as Mlp["layers"][number];
      const gradient = gradients.layers[l] as Gradients["layers"][number];
      updates[l]?.weights(layer.weights.data, gradient.weights.data);
      updates[l]?.biases(layer.biases, gradient.biases);
    }
  }
}

/** A function that gives the next batch; the batch's memory is used again by the next one. */
function batches(rng: Random, data: Data, batchSize: number | undefined): () => Data {
  const { inputs, targets } = data;
  const n = inputs.rows;
  if (targets.rows !== n) refuse("train", `targets must have ${n} rows like the inputs`, targets);
  if (batchSize === undefined) return () => data;
  positiveInteger("train", "batchSize", batchSize);
  if (batchSize > n) refuse("train", `batchSize must not exceed the ${n} samples`, batchSize);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const batch = {
    inputs: zeroMatrix(batchSize, inputs.cols, inputs.precision),
    targets: zeroMatrix(batchSize, targets.cols, targets.precision),
  };
  let at = n;
  return () => {
    if (at + batchSize > n) {
      shuffle(rng, order);
      at = 0;
    }
    for (let i = 0; i < batchSize; i++, at++) {
      copyRow(batch.inputs, i, inputs, order[at] as number);
      copyRow(batch.targets, i, targets, order[at] as number);
    }
    return batch;
  };
}

function copyRow(to: Matrix, row: number, from: Matrix, source: number): void {
  const { cols } = from;
  for (let j = 0; j < cols; j++) to.data[row * cols + j] = from.data[source * cols + j] as number;
}

/** What a run of `train` leaves: the trained net, the loss before each step, and what `record` returned. */
export interface TrainingResult<T> {
  net: Mlp;
  losses: number[];
  records: T[];
}

/**
 * Trains a copy of `net` to the end; `net` itself is left as it was. `record` is called at step 0, `every`, 2 `every`, …
 * (every step by default) with the state before that step's update.
 */
export function train<T = never>(
  rng: Random,
  net: Mlp,
  data: Data,
  options: TrainOptions & { record?: (step: TrainingStep) => T; every?: number },
): TrainingResult<T> {
  const { record, every = 1 } = options;
  positiveInteger("train", "every", every);
  const trained = copyNet(net);
  const losses: number[] = [];
  const records: T[] = [];
  for (const state of trainSteps(rng, trained, data, options)) {
    losses.push(state.loss);
    if (record && state.step % every === 0) records.push(record(state));
  }
  return { net: trained, losses, records };
}
