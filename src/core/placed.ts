/** Initializers that place their weights: on the diagonal, at the kernel's center, in a share of each column. */
import { normal } from "./distributions.js";
import { fansFor, fansOf, greaterFan, kernelOf, positionIn } from "./fans.js";
import { inRange } from "./floats.js";
import { finite, type Known, knownOptions, notNegative, positiveInteger, refuse } from "./guard.js";
import { asked, type Initializer } from "./initializer.js";
import { zeroMatrix } from "./matrix.js";
import { shuffle } from "./random.js";

const gainOnly: Known<{ gain?: number }> = { gain: true };
const groupsOnly: Known<{ groups?: number }> = { groups: true };

/**
 * `gain` on the diagonal and 0 elsewhere: as many inputs as there is room for are passed on. PyTorch's `eye_`, Keras's
 * `Identity(gain)`; `identity(n)` is the matrix itself. `moments` are those of an entry whose place is random.
 */
export function eye(options: { gain?: number } = {}): Initializer {
  const { gain = 1 } = knownOptions("eye", options, gainOnly);
  finite("eye", "gain", gain);
  return {
    name: "eye",
    moments: (fans) => onesMoments(greaterFan("eye", fans), gain),
    sample: (rng, shape, how) => {
      const { rows, cols, precision } = asked("eye", rng, shape, how);
      matrixShape("eye", shape);
      inRange("eye", "gain", gain, precision);
      const out = zeroMatrix(rows, cols, precision);
      for (let i = 0; i < Math.min(rows, cols); i++) out.data[i * cols + i] = gain;
      return out;
    },
  };
}

/** Mean and std of an entry that is `value` in one of n places and 0 in the others. */
function onesMoments(n: number, value: number): { mean: number; std: number } {
  return { mean: value / n, std: (Math.abs(value) * Math.sqrt(n - 1)) / n };
}

/** Requires the shape of a matrix. */
function matrixShape(name: string, shape: readonly number[]): void {
  if (shape.length !== 2) refuse(name, "shape must have two entries, [fanOut, fanIn]", shape);
}

/**
 * A convolution that passes its inputs on: in each group, filter i has a 1 at the kernel's center of input i. PyTorch's
 * `dirac_`; of a kernel of even size the position behind the middle is the center, `k >> 1`, as there. `moments` are
 * those of an entry whose place is random, for fans that know of the groups.
 */
export function dirac(options: { groups?: number } = {}): Initializer {
  const { groups = 1 } = knownOptions("dirac", options, groupsOnly);
  positiveInteger("dirac", "groups", groups);
  return {
    name: "dirac",
    moments: (fans) => onesMoments(greaterFan("dirac", fans), 1),
    sample: (rng, shape, how) => {
      const { rows, cols, precision } = asked("dirac", rng, shape, how);
      const kernel = kernelOf("dirac", shape);
      fansFor("dirac", shape, groups);
      const inputs = shape[1] as number;
      const center = positionIn(kernel, (side) => side >> 1);
      const out = zeroMatrix(rows, cols, precision);
      for (let i = 0; i < rows; i++) {
        const input = i % (rows / groups);
        if (input < inputs) out.data[i * cols + (input * cols) / inputs + center] = 1;
      }
      return out;
    },
  };
}

/** Options of `sparse`. */
export interface SparseOptions {
  /** The share of zeros in each column, from 0 to 1. */
  sparsity: number;
  /** The standard deviation of the others; 0.01 by default. */
  std?: number;
}

const sparseOptions: Known<SparseOptions> = { sparsity: true, std: true };

/**
 * `N(0, std²)`, with `⌈sparsity · fanOut⌉` entries of each column, drawn at random, set to 0: so many units do not read
 * the column's input (Martens, 2010; PyTorch's `sparse_`).
 */
export function sparse(options: SparseOptions): Initializer {
  const { sparsity, std = 0.01 } = knownOptions("sparse", options, sparseOptions);
  if (!(notNegative("sparse", "sparsity", sparsity) <= 1))
    refuse("sparse", "sparsity must not be above 1", sparsity);
  notNegative("sparse", "std", std);
  const zerosOf = (rows: number): number => Math.ceil(sparsity * rows);
  return {
    name: "sparse",
    moments: (fans) => {
      const { fanOut } = fansOf("sparse", fans);
      return { mean: 0, std: std * Math.sqrt(1 - zerosOf(fanOut) / fanOut) };
    },
    sample: (rng, shape, how) => {
      const { rows, cols, precision } = asked("sparse", rng, shape, how);
      matrixShape("sparse", shape);
      const out = normal(0, std).matrix(rng, rows, cols, precision);
      const order = Uint32Array.from({ length: rows }, (_, i) => i);
      for (let j = 0; j < cols; j++) {
        shuffle(rng, order);
        for (const i of order.subarray(0, zerosOf(rows))) out.data[i * cols + j] = 0;
      }
      return out;
    },
  };
}
