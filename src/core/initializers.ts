/** Initializers: how the spread of a layer's first weights follows from its fans. */
import { type Distribution, point, uniform } from "./distributions.js";
import { sizeOf } from "./fans.js";
import {
  finite,
  finiteData,
  type Known,
  knownOptions,
  made,
  matrixOf,
  notNegative,
  refuse,
} from "./guard.js";
import { fixed, type Initializer, scaled } from "./initializer.js";
import type { Matrix, Precision } from "./matrix.js";
import { type FanMode, scaleOf, varianceScaling } from "./variance-scaling.js";

export type { Initializer, SampleOptions } from "./initializer.js";
export { deltaOrthogonal, orthogonal } from "./orthogonal.js";
export { dirac, eye, type SparseOptions, sparse } from "./placed.js";
export { type FanMode, TRUNCATION, type VarianceScaling, varianceScaling } from "./variance-scaling.js";

/** The options of a rule that has none. */
export type NoOptions = Readonly<Record<string, never>>;

/** The same distribution for every layer: `from(normal(0, 0.01))`. */
export function from(distribution: Distribution): Initializer {
  made("from", "distribution", distribution, "matrix", "one, such as normal(0, 0.01)");
  const { name, mean, std } = distribution;
  if (typeof name !== "string") refuse("from", "the distribution's name must be a text", name);
  finite("from", "the distribution's mean", mean);
  notNegative("from", "the distribution's std", std);
  const rule = fixed(name, distribution);
  return {
    ...rule,
    sample: (rng, shape, options) => {
      const out = rule.sample(rng, shape, options);
      drawnAs(name, out, shape, options?.precision ?? "float64");
      return out;
    },
  };
}

/** Requires what was asked for: a reader may have made the distribution. */
function drawnAs(name: string, out: Matrix, shape: readonly number[], precision: Precision): void {
  matrixOf(name, "what the distribution's matrix() gives", out);
  const rows = shape[0] as number;
  const cols = sizeOf(name, shape) / rows;
  if (out.rows !== rows || out.cols !== cols || out.precision !== precision)
    refuse(name, `the distribution's matrix() must give ${rows}×${cols} in ${precision}`, out);
  finiteData(name, "the distribution's matrix()", out.data);
}

/** Every entry 0. */
export function zeros(options: NoOptions = {}): Initializer {
  knownOptions("zeros", options, {});
  return fixed("zeros", point(0));
}

/** Every entry 1. */
export function ones(options: NoOptions = {}): Initializer {
  knownOptions("ones", options, {});
  return fixed("ones", point(1));
}

/** Every entry `value`. */
export function constant(value: number): Initializer {
  return fixed(`constant ${finite("constant", "value", value)}`, point(value));
}

/** The option of Xavier's rule: a factor on the standard deviation. */
export interface XavierOptions {
  gain?: number;
}

const xavierOptions: Known<XavierOptions> = { gain: true };

function xavier(name: string, distribution: "normal" | "uniform", options: XavierOptions): Initializer {
  const { gain = 1 } = knownOptions(name, options, xavierOptions);
  return varianceScaling({ scale: scaleOf(name, gain), mode: "fanAverage", distribution, name });
}

/** `N(0, gain² · 2/(fanIn + fanOut))` (Glorot and Bengio, 2010). */
export function xavierNormal(options: XavierOptions = {}): Initializer {
  return xavier("xavierNormal", "normal", options);
}

/** `U(±gain · √(6/(fanIn + fanOut)))` (Glorot and Bengio, 2010). */
export function xavierUniform(options: XavierOptions = {}): Initializer {
  return xavier("xavierUniform", "uniform", options);
}

/** Options of He's rule: the fan that counts, the slope `a` of a leaky ReLU, or the gain itself in place of `a`. */
export interface HeOptions {
  mode?: FanMode;
  a?: number;
  gain?: number;
}

const heOptions: Known<HeOptions> = { mode: true, a: true, gain: true };

function he(name: string, distribution: "normal" | "uniform", options: HeOptions): Initializer {
  const { mode = "fanIn", a = 0, gain } = knownOptions(name, options, heOptions);
  if (!(Math.abs(finite(name, "a", a)) <= 1e150)) refuse(name, "a must lie between -1e150 and 1e150", a);
  const scale = scaleOf(name, gain === undefined ? Math.sqrt(2 / (1 + a * a)) : gain);
  return varianceScaling({ scale, mode, distribution, name });
}

/** `N(0, gain²/fan)`, `gain² = 2/(1 + a²)` (He and others, 2015); PyTorch's `kaiming_normal_`. */
export function heNormal(options: HeOptions = {}): Initializer {
  return he("heNormal", "normal", options);
}

/** `U(±gain · √(3/fan))`, `gain² = 2/(1 + a²)` (He and others, 2015); PyTorch's `kaiming_uniform_`. */
export function heUniform(options: HeOptions = {}): Initializer {
  return he("heUniform", "uniform", options);
}

function lecun(name: string, distribution: "normal" | "uniform", options: NoOptions): Initializer {
  knownOptions(name, options, {});
  return varianceScaling({ mode: "fanIn", distribution, name });
}

/** `N(0, 1/fanIn)` (LeCun and others, 1998). */
export function lecunNormal(options: NoOptions = {}): Initializer {
  return lecun("lecunNormal", "normal", options);
}

/** `U(±√(3/fanIn))` (LeCun and others, 1998). */
export function lecunUniform(options: NoOptions = {}): Initializer {
  return lecun("lecunUniform", "uniform", options);
}

/** `U(±1/√fanIn)`: what PyTorch's Linear and Conv layers draw weights and biases from when nothing is said. */
export function pytorchDefault(options: NoOptions = {}): Initializer {
  knownOptions("pytorchDefault", options, {});
  return scaled("pytorchDefault", ({ fanIn }) => uniform(-1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanIn)));
}
