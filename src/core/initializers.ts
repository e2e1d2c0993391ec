/** Initializers: how the spread of a layer's first weights follows from its fans. */
import { type Distribution, normal, point, truncatedNormal, uniform } from "./distributions.js";
import { square } from "./elementary.js";
import { type Fans, fansFor, fansOf, sizeOf } from "./fans.js";
import { finite, lookup, notNegative, positive, refuse } from "./guard.js";
import { qr } from "./linalg.js";
import { type Matrix, type Precision, scale, transpose, zeroMatrix } from "./matrix.js";
import type { Random } from "./random.js";

/** What `sample` may be told: other fans than the shape's own (a bias takes its layer's), and the precision. */
export interface SampleOptions {
  fans?: Fans;
  precision?: Precision;
}

/** A rule that draws a layer's first weights. */
export interface Initializer {
  readonly name: string;
  /** Mean and standard deviation of one entry, for a layer with these fans. */
  moments(fans: Fans): { mean: number; std: number };
  /**
   * Weights of the given shape as a matrix with `shape[0]` rows: `[fanOut, fanIn]` for a dense layer,
   * `[out, in/groups, height, width]` for a convolution (one filter a row).
   */
  sample(rng: Random, shape: readonly number[], options?: SampleOptions): Matrix;
}

/** An initializer whose entries are independent draws from the distribution that belongs to the fans. */
function independent(name: string, distributionFor: (fans: Fans) => Distribution): Initializer {
  return {
    name,
    moments: ({ fanIn, fanOut }) => {
      const { mean, std } = distributionFor(fansOf(name, fanIn, fanOut));
      return { mean, std };
    },
    sample: (rng, shape, options = {}) => {
      const own = fansFor(name, shape);
      const { fanIn, fanOut } = options.fans ?? own;
      const distribution = distributionFor(fansOf(name, fanIn, fanOut));
      const rows = shape[0] as number;
      return distribution.matrix(rng, rows, sizeOf(shape) / rows, options.precision);
    },
  };
}

/** The same distribution for every layer: `from(normal(0, 0.01))`. */
export function from(distribution: Distribution): Initializer {
  if (typeof distribution?.matrix !== "function")
    refuse("from", "distribution must be one, such as normal(0, 0.01)", distribution);
  return independent(distribution.name, () => distribution);
}

/** Every entry 0. */
export function zeros(): Initializer {
  return independent("zeros", () => point(0));
}

/** Every entry `value`. */
export function constant(value: number): Initializer {
  finite("constant", "value", value);
  return independent(`constant ${value}`, () => point(value));
}

/** Which count of connections the variance is divided by; `fanAverage` is `(fanIn + fanOut)/2`. */
export type FanMode = "fanIn" | "fanOut" | "fanAverage";

/** A row of the table of initializers: `Var = scale / fan`. */
export interface VarianceScaling {
  scale: number;
  mode: FanMode;
  distribution: "normal" | "uniform" | "truncatedNormal";
  name?: string;
}

/** The std that a standard normal keeps when it is cut at ±2: Keras divides by it to undo the loss. */
export const TRUNCATION = truncatedNormal(0, 1, -2, 2).std;

const shapes: Record<VarianceScaling["distribution"], (std: number) => Distribution> = {
  normal: (std) => normal(0, std),
  uniform: (std) => uniform(-std * Math.sqrt(3), std * Math.sqrt(3)),
  truncatedNormal: (std) => {
    const wide = std / TRUNCATION;
    return truncatedNormal(0, wide, -2 * wide, 2 * wide);
  },
};

const fanFor: Record<FanMode, (fans: Fans) => number> = {
  fanIn: ({ fanIn }) => fanIn,
  fanOut: ({ fanOut }) => fanOut,
  fanAverage: ({ fanIn, fanOut }) => (fanIn + fanOut) / 2,
};

/**
 * The table that every named scheme is a row of: mean 0 and `Var(w) = scale / fan`, as a normal, a uniform
 * on `±√(3 Var)`, or a normal cut at two of its own standard deviations and widened so that Var still holds.
 */
export function varianceScaling(row: VarianceScaling): Initializer {
  const name = row.name ?? "varianceScaling";
  positive(name, "scale", row.scale);
  const fan = lookup(name, "mode", fanFor, row.mode);
  const shape = lookup(name, "distribution", shapes, row.distribution);
  return independent(name, (f) => shape(Math.sqrt(row.scale / fan(f))));
}

/** `N(0, gain² · 2/(fanIn + fanOut))` (Glorot and Bengio, 2010). */
export function xavierNormal({ gain = 1 }: { gain?: number } = {}): Initializer {
  const scale = square(positive("xavierNormal", "gain", gain));
  return varianceScaling({ scale, mode: "fanAverage", distribution: "normal", name: "xavierNormal" });
}

/** `U(±gain · √(6/(fanIn + fanOut)))` (Glorot and Bengio, 2010). */
export function xavierUniform({ gain = 1 }: { gain?: number } = {}): Initializer {
  const scale = square(positive("xavierUniform", "gain", gain));
  return varianceScaling({ scale, mode: "fanAverage", distribution: "uniform", name: "xavierUniform" });
}

/** Options of He's rule: the fan that counts, the slope `a` of a leaky ReLU, or the gain itself. */
export interface HeOptions {
  mode?: FanMode;
  a?: number;
  gain?: number;
}

function he(name: string, distribution: "normal" | "uniform", options: HeOptions): Initializer {
  const { mode = "fanIn", a = 0 } = options;
  finite(name, "a", a);
  const gainOf = positive(name, "gain", options.gain ?? Math.sqrt(2 / (1 + a * a)));
  return varianceScaling({ scale: gainOf * gainOf, mode, distribution, name });
}

/** `N(0, gain²/fan)`, `gain² = 2/(1 + a²)` (He and others, 2015); PyTorch's `kaiming_normal_`. */
export function heNormal(options: HeOptions = {}): Initializer {
  return he("heNormal", "normal", options);
}

/** `U(±gain · √(3/fan))`, `gain² = 2/(1 + a²)` (He and others, 2015); PyTorch's `kaiming_uniform_`. */
export function heUniform(options: HeOptions = {}): Initializer {
  return he("heUniform", "uniform", options);
}

/** `N(0, 1/fanIn)` (LeCun and others, 1998). */
export function lecunNormal(): Initializer {
  return varianceScaling({ scale: 1, mode: "fanIn", distribution: "normal", name: "lecunNormal" });
}

/** `U(±√(3/fanIn))` (LeCun and others, 1998). */
export function lecunUniform(): Initializer {
  return varianceScaling({ scale: 1, mode: "fanIn", distribution: "uniform", name: "lecunUniform" });
}

/** `U(±1/√fanIn)`: what PyTorch's Linear and Conv layers draw weights and biases from when nothing is said. */
export function pytorchDefault(): Initializer {
  return independent("pytorchDefault", ({ fanIn }) => uniform(-1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanIn)));
}

/**
 * `gain · Q` with Q orthonormal in its shorter direction, uniformly distributed over all such matrices: the Q of a
 * Gaussian matrix, with the signs fixed so that R has a positive diagonal (Saxe and others, 2014). A convolution's
 * weights are one matrix, a filter a row; `moments` are those of a dense layer.
 */
export function orthogonal({ gain: factor = 1 }: { gain?: number } = {}): Initializer {
  notNegative("orthogonal", "gain", factor);
  return {
    name: "orthogonal",
    moments: ({ fanIn, fanOut }) => {
      fansOf("orthogonal", fanIn, fanOut);
      return { mean: 0, std: factor / Math.sqrt(Math.max(fanIn, fanOut)) };
    },
    sample: (rng, shape, options = {}) => {
      fansFor("orthogonal", shape);
      const rows = shape[0] as number;
      const cols = sizeOf(shape) / rows;
      const tall = normal(0, 1).matrix(rng, Math.max(rows, cols), Math.min(rows, cols));
      const { q } = qr(tall);
      const out = zeroMatrix(rows, cols, options.precision);
      out.data.set(scale(rows < cols ? transpose(q) : q, factor).data);
      return out;
    },
  };
}
