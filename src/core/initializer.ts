/** What an initializer is, and the two kinds whose weights are independent draws. */
import type { Distribution } from "./distribution.js";
import { type Fans, fansFor, fansOf, sizeOf } from "./fans.js";
import { bytesOf } from "./floats.js";
import { generator, type Known, knownOptions, room } from "./guard.js";
import type { Matrix, Precision } from "./matrix.js";
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
   * `[out, in/groups, height, width]` for a convolution (one filter a row), `[n]` for biases (one a row), for which a
   * rule that depends on the fans must be told those of the layer.
   */
  sample(rng: Random, shape: readonly number[], options?: SampleOptions): Matrix;
}

const sampleOptions: Known<SampleOptions> = { fans: true, precision: true };

/** What was asked of `sample`, checked before anything is drawn or any memory taken. */
export interface Asked {
  rows: number;
  cols: number;
  precision: Precision;
  /** The fans that were given, if any. */
  fans: Fans | undefined;
}

/** Checks the arguments of the initializer's `sample`. */
export function asked(
  name: string,
  rng: Random,
  shape: readonly number[],
  options: SampleOptions = {},
): Asked {
  generator(name, rng);
  const { fans, precision = "float64" } = knownOptions(name, options, sampleOptions);
  const size = sizeOf(name, shape);
  room(name, "shape", size, bytesOf(name, precision), "array");
  const rows = shape[0] as number;
  return { rows, cols: size / rows, precision, fans: fans === undefined ? undefined : fansOf(name, fans) };
}

/** An initializer that draws every layer from the same distribution, whatever its fans. */
export function fixed(name: string, distribution: Distribution): Initializer {
  const { mean, std } = distribution;
  return {
    name,
    moments: (fans) => {
      fansOf(name, fans);
      return { mean, std };
    },
    sample: (rng, shape, options) => {
      const { rows, cols, precision } = asked(name, rng, shape, options);
      return distribution.matrix(rng, rows, cols, precision);
    },
  };
}

/** An initializer whose weights are independent draws from the distribution that belongs to the fans. */
export function scaled(name: string, distributionFor: (fans: Fans) => Distribution): Initializer {
  return {
    name,
    moments: (fans) => {
      const { mean, std } = distributionFor(fansOf(name, fans));
      return { mean, std };
    },
    sample: (rng, shape, options) => {
      const { rows, cols, precision, fans } = asked(name, rng, shape, options);
      return distributionFor(fans ?? fansFor(name, shape)).matrix(rng, rows, cols, precision);
    },
  };
}
