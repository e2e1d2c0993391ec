/** The workloads of the table, each with a small version for libraries that would take minutes. */
import { normal } from "../../core/distributions.js";
import { xavierNormal } from "../../core/initializers.js";
import { type Matrix, type Precision, zeroMatrix } from "../../core/matrix.js";
import { mlp } from "../../core/mlp.js";
import { random, shuffle } from "../../core/random.js";
import type { Task } from "./task.js";

/** One row of the table. */
export interface Workload {
  id: string;
  title: string;
  /** The whole task in one precision. */
  task(precision: Precision): Task;
  /** A task that is `scale` times smaller; the same task where there is no need. */
  small?: { task(precision: Precision): Task; scale: number };
}

const rng = random("benchmark");
const gaussian = (label: string, rows: number, cols: number, precision: Precision): Matrix =>
  normal(0, 1).matrix(rng.split(label), rows, cols, precision);

function multiplication(rows: number, inner: number, cols: number, smallRows: number): Workload {
  const task =
    (m: number) =>
    (precision: Precision): Task => ({
      kind: "multiply",
      a: gaussian("a", m, inner, precision),
      b: gaussian("b", inner, cols, precision),
    });
  return {
    id: `multiply-${cols}`,
    title: `multiply ${rows}×${inner} by ${inner}×${cols}`,
    task: task(rows),
    ...(smallRows < rows && { small: { task: task(smallRows), scale: rows / smallRows } }),
  };
}

const WIDTH = 500;

function pass(backward: boolean): Workload {
  const task =
    (depth: number, samples: number) =>
    (precision: Precision): Task => {
      const sizes = new Array<number>(depth + 1).fill(WIDTH);
      const weights = xavierNormal();
      const net = mlp(rng.split("net"), {
        sizes,
        output: "tanh",
        weights,
        biases: normal(0, 0.05),
        precision,
      });
      const inputs = gaussian("inputs", samples, WIDTH, precision);
      const upstream = gaussian("upstream", samples, WIDTH, precision);
      return { kind: "pass", net, inputs, ...(backward && { upstream }) };
    };
  return {
    id: backward ? "forward-backward" : "forward",
    title: `10 × ${WIDTH} tanh on 1000 inputs, forward${backward ? " and backward" : ""}, statistics, histograms`,
    task: task(10, 1000),
    small: { task: task(2, 100), scale: 50 },
  };
}

/** The samples of each batch, as `train` takes them: runs of a shuffled order, shuffled anew when it runs out. */
function batchesOf(seed: string, samples: number, batchSize: number, steps: number): Int32Array[] {
  const stream = random(seed).split("batches");
  const order = Uint32Array.from({ length: samples }, (_, i) => i);
  let at = samples;
  return Array.from({ length: steps }, () => {
    if (at + batchSize > samples) {
      shuffle(stream, order);
      at = 0;
    }
    at += batchSize;
    return Int32Array.from(order.subarray(at - batchSize, at));
  });
}

const training: Workload = (() => {
  const [samples, features, classes] = [1024, 64, 10];
  const task =
    (steps: number) =>
    (precision: Precision): Task => {
      const sizes = [features, 100, 100, 100, classes];
      const net = mlp(rng.split("trained"), { sizes, weights: xavierNormal(), precision });
      const inputs = gaussian("samples", samples, features, precision);
      const targets = zeroMatrix(samples, classes, precision);
      for (let i = 0; i < samples; i++) {
        const row = inputs.row(i).subarray(0, classes);
        targets.data[i * classes + row.indexOf(Math.max(...row))] = 1;
      }
      const batches = batchesOf("training", samples, 64, steps);
      return {
        kind: "training",
        net,
        data: { inputs, targets },
        batches,
        learningRate: 0.1,
        seed: "training",
      };
    };
  return {
    id: "training",
    title: "1000 steps of training 64-100-100-100-10 on batches of 64",
    task: task(1000),
    small: { task: task(20), scale: 50 },
  };
})();

/** The rows of the table, in order. */
export const workloads: readonly Workload[] = [
  multiplication(100, 100, 100, 100),
  multiplication(1000, 500, 500, 100),
  multiplication(1000, 1000, 1000, 50),
  pass(false),
  pass(true),
  training,
  {
    id: "sampling",
    title: "1,000,000 normal variates",
    task: () => ({ kind: "sampling", count: 1_000_000 }),
  },
];
