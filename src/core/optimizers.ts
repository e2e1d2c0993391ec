/** Update rules: gradient descent and its relatives. */
import {
  type Known,
  knownOptions,
  notNegative,
  positive,
  refuse,
  room,
  wholeNumber,
  within,
} from "./guard.js";
import type { Values } from "./matrix.js";

/** An update rule. `start` gives the step for one array of parameters, with whatever memory it needs. */
export interface Optimizer {
  readonly name: string;
  start(length: number): (parameters: Values, gradient: Values) => void;
}

/** Requires the number of parameters, and that doubles for `memories` numbers each fit into memory. */
function requireLength(name: string, length: number, memories: number): void {
  wholeNumber(name, "length", length);
  room(name, "length", length, 8 * memories, "array");
}

/** Requires as many parameters and slopes as the step was started for. */
function requireParameters(name: string, length: number, w: Values, g: Values): void {
  if (w?.length !== length) refuse(name, `parameters must be ${length} numbers`, w);
  if (g?.length !== length) refuse(name, `gradient must be ${length} numbers`, g);
}

/** Options of gradient descent. */
export interface SgdOptions {
  learningRate: number;
  momentum?: number;
}

const sgdOptions: Known<SgdOptions> = { learningRate: true, momentum: true };

/**
 * Gradient descent `w -= η v` with `v = momentum · v + g` (PyTorch's form; momentum 0 is plain descent).
 */
export function sgd(options: SgdOptions): Optimizer {
  const { learningRate, momentum = 0 } = knownOptions("sgd", options, sgdOptions);
  notNegative("sgd", "learningRate", learningRate);
  within("sgd", "momentum", momentum, 0, 1);
  return {
    name: momentum > 0 ? `sgd with momentum ${momentum}` : "sgd",
    start(length) {
      requireLength("sgd", length, 1);
      const velocity = new Float64Array(momentum > 0 ? length : 0);
      return (w, g) => {
        requireParameters("sgd", length, w, g);
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

const adamOptions: Known<AdamOptions> = {
  learningRate: true,
  beta1: true,
  beta2: true,
  epsilon: true,
};

/**
 * Adam (Kingma and Ba, 2015): steps `η m̂/(√v̂ + ε)` from running means of g and g², corrected for their start at 0.
 * The square of a slope beyond 1e154 is infinite: its parameter then stays where it is for good, as in PyTorch. Slopes
 * whose square vanishes, below 1e-162, count as far below ε.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const {
    learningRate = 1e-3,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
  } = knownOptions("adam", options, adamOptions);
  notNegative("adam", "learningRate", learningRate);
  within("adam", "beta1", beta1, 0, 1);
  within("adam", "beta2", beta2, 0, 1);
  positive("adam", "epsilon", epsilon);
  return {
    name: "adam",
    start(length) {
      requireLength("adam", length, 2);
      const m = new Float64Array(length);
      const v = new Float64Array(length);
      let power1 = 1;
      let power2 = 1;
      return (w, g) => {
        requireParameters("adam", length, w, g);
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
