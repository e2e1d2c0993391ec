/** Orthogonal weights, of layers and at the center of kernels. */
import { normal } from "./distributions.js";
import { fansFor, greaterFan, kernelOf, positionIn } from "./fans.js";
import { inRange } from "./floats.js";
import { type Known, knownOptions, notNegative, refuse } from "./guard.js";
import { asked, type Initializer } from "./initializer.js";
import { qr } from "./linalg.js";
import { type Matrix, scale, transpose, zeroMatrix } from "./matrix.js";
import type { Random } from "./random.js";

const gainOnly: Known<{ gain?: number }> = { gain: true };

/** `factor · Q`, `rows × cols`: Q orthonormal in its shorter direction, all such matrices equally likely. */
function haar(rng: Random, rows: number, cols: number, factor: number): Matrix {
  const tall = normal(0, 1).matrix(rng, Math.max(rows, cols), Math.min(rows, cols));
  const { q } = qr(tall);
  return scale(rows < cols ? transpose(q) : q, factor);
}

/**
 * `gain · Q` with Q orthonormal in its shorter direction, uniformly distributed over all such matrices: the Q of a
 * Gaussian matrix, with the signs fixed so that R has a positive diagonal (Saxe and others, 2014). A convolution's
 * weights are one matrix, a filter a row; `moments` are those of a dense layer. Q and -Q are equally likely, so a
 * negative gain, which PyTorch takes, would change nothing and is refused.
 */
export function orthogonal(options: { gain?: number } = {}): Initializer {
  const { gain = 1 } = knownOptions("orthogonal", options, gainOnly);
  notNegative("orthogonal", "gain", gain);
  return {
    name: "orthogonal",
    moments: (fans) => ({ mean: 0, std: gain / Math.sqrt(greaterFan("orthogonal", fans)) }),
    sample: (rng, shape, how) => {
      const { rows, cols, precision } = asked("orthogonal", rng, shape, how);
      fansFor("orthogonal", shape);
      inRange("orthogonal", "gain", gain, precision);
      const out = zeroMatrix(rows, cols, precision);
      out.data.set(haar(rng, rows, cols, gain).data);
      return out;
    },
  };
}

/**
 * `gain · Q` at the kernel's center and 0 elsewhere, Q as in `orthogonal` (Xiao and others, 2018): a convolution that
 * keeps the length of what it reads. At least as many outputs as inputs are asked for, as in JAX; of a kernel of even
 * size the position before the middle is the center, `(k - 1) >> 1`, as there.
 */
export function deltaOrthogonal(options: { gain?: number } = {}): Initializer {
  const name = "deltaOrthogonal";
  const { gain = 1 } = knownOptions(name, options, gainOnly);
  notNegative(name, "gain", gain);
  return {
    name,
    moments: (fans) => ({ mean: 0, std: gain / Math.sqrt(greaterFan(name, fans)) }),
    sample: (rng, shape, how) => {
      const { rows, cols, precision } = asked(name, rng, shape, how);
      const kernel = kernelOf(name, shape);
      const inputs = shape[1] as number;
      if (rows < inputs) refuse(name, `shape[0] must not be below shape[1] = ${inputs}`, rows);
      inRange(name, "gain", gain, precision);
      const center = positionIn(kernel, (side) => (side - 1) >> 1);
      const out = zeroMatrix(rows, cols, precision);
      const q = haar(rng, rows, inputs, gain).data;
      for (let i = 0; i < q.length; i++) out.data[i * (cols / inputs) + center] = q[i] as number;
      return out;
    },
  };
}
