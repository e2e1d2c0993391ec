/** What is measured: tasks in plain data, the same for every library, and the figures that each must arrive at. */
import type { Matrix, Precision } from "../../core/matrix.js";
import type { Mlp } from "../../core/mlp.js";
import type { Data } from "../../core/training.js";

/** `A B`. Figures: `product`. */
export interface MultiplyTask {
  kind: "multiply";
  a: Matrix;
  b: Matrix;
}

/**
 * A tanh net run forward, and backward from `upstream` where it is given, with the statistics of `signals` for the
 * inputs and every layer, and a histogram of every layer in 30 bins from -1 to 1. Figures: see `PassFigures`.
 */
export interface PassTask {
  kind: "pass";
  net: Mlp;
  inputs: Matrix;
  upstream?: Matrix;
}

/** Steps of gradient descent with softmax cross-entropy on a tanh net. Figures: `losses`, one before each step. */
export interface TrainingTask {
  kind: "training";
  net: Mlp;
  data: Data;
  /** The samples of each step's batch. */
  batches: Int32Array[];
  learningRate: number;
  /** The label of the stream that shuffles the batches, for `train`. */
  seed: string;
}

/** Draws from N(0, 1). Figures: `moments`, the means of x, x² and x⁴. */
export interface SamplingTask {
  kind: "sampling";
  count: number;
}

export type Task = MultiplyTask | PassTask | TrainingTask | SamplingTask;

/** Named lists of numbers. Shares are compared absolutely, all else relative to the largest of its list. */
export type Figures = Record<string, ArrayLike<number>>;

/** The figures of a pass, layer after layer, the inputs first. */
export interface PassFigures {
  /** Of each layer: mean, std, sampleStd, unitSpread, meanSquare. */
  moments: number[];
  /** The shares of zeros, layer after layer; of saturated activations without the inputs; of every histogram's bins. */
  shares: number[];
  /** Of each layer: the root mean square of ∂L/∂h. */
  gradients?: number[];
  /** Of each layer but the inputs: the root mean square of ∂L/∂W. */
  weightGradients?: number[];
}

/** The histograms of every pass. */
export const bins = { bins: 30, low: -1, high: 1 } as const;

/** A task made ready in one library. */
export interface Job {
  /** Milliseconds for one of `repeats` runs in a row. */
  sample(repeats: number): number | Promise<number>;
  /** The figures that the runs computed. */
  figures(): Figures | Promise<Figures>;
  /** Gives back memory. */
  end?(): void;
}

/** A library in one precision. */
export interface Peer {
  name: string;
  precision: Precision;
  /** Takes minutes for a whole task: gets the small one, whose time is scaled up. */
  slow?: boolean;
  /** The task in this library; nothing where the library has no such thing. */
  start(task: Task): Job | undefined | Promise<Job | undefined>;
  close?(): void;
}

/** A job that runs in this process. */
export function job(work: () => Figures | Promise<Figures>, end?: () => void): Job {
  let last: Figures | undefined;
  return {
    sample: async (repeats) => {
      const start = performance.now();
      for (let i = 0; i < repeats; i++) {
        const made = work();
        last = made instanceof Promise ? await made : made;
      }
      return (performance.now() - start) / repeats;
    },
    figures: async () => last ?? work(),
    ...(end && { end }),
  };
}

/** The means of x, x² and x⁴. */
export function moments(xs: ArrayLike<number>): Figures {
  let [first, second, fourth] = [0, 0, 0];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    first += x;
    second += x * x;
    fourth += x * x * x * x;
  }
  return { moments: [first / xs.length, second / xs.length, fourth / xs.length] };
}
