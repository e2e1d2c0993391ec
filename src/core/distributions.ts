/** The distributions that weights, biases and data are drawn from. */
import { type Distribution, distribution } from "./distribution.js";
import { halfOpenEnds, roundedEnds } from "./floats.js";
import { finite, refuse } from "./guard.js";
import type { Values } from "./matrix.js";
import type { Random } from "./random.js";

export type { Distribution } from "./distribution.js";
export { density, normal, standardNormal } from "./normal.js";
export { truncatedNormal } from "./truncated.js";

/** Always `value`, rounded to the precision drawn in; variance 0. */
export function point(value: number): Distribution {
  finite("point", "value", value);
  return distribution({
    by: "point",
    name: `constant ${value}`,
    mean: value,
    std: 0,
    ends: (precision) => roundedEnds(value, value, precision),
    draw: () => value,
  });
}

/**
 * `U(low, high)`, half open: `low <= x < high` in either precision; mean `(low + high)/2`, variance `(high - low)²/12`.
 *
 * A draw whose nearest number would be `high` is given the number below. That is as rare as a draw within half a step of
 * the precision from `high`, and moves it by one step: on [0, 1) in float32 one draw in 2^25 moves by 2^-24, and the mean
 * by 2^-49.
 */
export function uniform(low: number, high: number): Distribution {
  finite("uniform", "low", low);
  finite("uniform", "high", high);
  if (!(low < high)) refuse("uniform", `low must be below high = ${high}`, low);
  const [width, sum] = [high - low, low + high];
  const half = high / 2 - low / 2;
  return distribution({
    by: "uniform",
    name: `U(${low}, ${high})`,
    mean: Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2,
    std: width < Infinity ? width / Math.sqrt(12) : half / Math.sqrt(3),
    ends: (precision) => halfOpenEnds(low, high, precision),
    ...(width < Infinity
      ? {
          draw: (rng) => low + width * rng.double(),
          fill: (rng, array, first, last) => fillUniform(rng, array, low, width, first, last),
        }
      : { draw: (rng) => between(low, high, rng.double()) }),
  });
}

/** Fills `array` with the draws that would be made one by one, without a call for each. */
function fillUniform(
  rng: Random,
  array: Values,
  low: number,
  width: number,
  first: number,
  last: number,
): void {
  for (let i = 0; i < array.length; i++) {
    const x = low + width * rng.double();
    array[i] = x < first ? first : x > last ? last : x;
  }
}

/** The number that lies at the share u between two numbers whose difference is out of range. */
const between = (low: number, high: number, u: number): number => low * (1 - u) + high * u;
