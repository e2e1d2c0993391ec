/** The table that every scheme by fans is a row of: scale × fan × distribution. */
import { type Distribution, normal, truncatedNormal, uniform } from "./distributions.js";
import type { Fans } from "./fans.js";
import { type Known, knownOptions, lookup, positive, refuse } from "./guard.js";
import { type Initializer, scaled } from "./initializer.js";

/** Which count of connections the variance is divided by; `fanAverage` is `(fanIn + fanOut)/2`. */
export type FanMode = "fanIn" | "fanOut" | "fanAverage";

/** A row of the table of initializers: `Var = scale / fan`. */
export interface VarianceScaling {
  /** 1 by default. */
  scale?: number;
  /** `fanIn` by default. */
  mode?: FanMode;
  /** `truncatedNormal` by default. */
  distribution?: "normal" | "uniform" | "truncatedNormal";
  /** What the initializer is called; `varianceScaling` by default. */
  name?: string;
}

const known: Known<VarianceScaling> = { scale: true, mode: true, distribution: true, name: true };

/** The std that a standard normal keeps when it is cut at ±2: Keras divides by it to undo the loss. */
export const TRUNCATION = truncatedNormal(0, 1, -2, 2).std;

const shapes: Record<"normal" | "uniform" | "truncatedNormal", (std: number) => Distribution> = {
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
 * on `±√(3 Var)`, or a normal cut at two of its own standard deviations and widened so that Var still holds. Without
 * options it is Keras's `VarianceScaling()`; Keras calls our `normal` "untruncated_normal".
 */
export function varianceScaling(row: VarianceScaling = {}): Initializer {
  const {
    scale = 1,
    mode = "fanIn",
    distribution = "truncatedNormal",
    name = "varianceScaling",
  } = knownOptions("varianceScaling", row, known);
  if (typeof name !== "string" || name === "") refuse("varianceScaling", "name must be a text", name);
  if (!(positive(name, "scale", scale) >= 1e-300 && scale <= 1e300))
    refuse(name, "scale must lie between 1e-300 and 1e300", scale);
  const fan = lookup(name, "mode", fanFor, mode);
  const shape = lookup(name, "distribution", shapes, distribution);
  return scaled(name, (fans) => shape(Math.sqrt(scale / fan(fans))));
}

/** The scale that a gain stands for, `gain²`, within the range of `scale`. */
export function scaleOf(name: string, gain: number): number {
  if (!(positive(name, "gain", gain) >= 1e-150 && gain <= 1e150))
    refuse(name, "gain must lie between 1e-150 and 1e150", gain);
  return gain * gain;
}
