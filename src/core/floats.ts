/** The numbers that a precision has: the next one above, the ends of an interval, and whether one is in range. */
import { refuse } from "./guard.js";
import type { Precision } from "./matrix.js";

const double = new Float64Array(1);
const doubleBits = new BigInt64Array(double.buffer);
const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);

/** The number of this precision that is nearest to x. */
export function round(x: number, precision: Precision): number {
  return precision === "float64" ? x : Math.fround(x);
}

/** The least number of this precision above `x`, which must be one of its numbers. */
export function nextUp(x: number, precision: Precision): number {
  const start = x === 0 ? 0 : x; // -0 has another pattern
  if (precision === "float64") {
    double[0] = start;
    doubleBits[0] = (doubleBits[0] as bigint) + (start >= 0 ? 1n : -1n);
    return double[0] as number;
  }
  single[0] = start;
  singleBits[0] = (singleBits[0] as number) + (start >= 0 ? 1 : -1);
  return single[0] as number;
}

/** The least and the greatest number that a draw may be; there is none if the first is the greater. */
export type Ends = readonly [first: number, last: number];

/** The least number of this precision that is not below `low`; infinite if `low` is out of its range. */
function notBelow(low: number, precision: Precision): number {
  const near = round(low, precision);
  return near >= low || near === -Infinity ? near : nextUp(near, precision);
}

/** The ends of `low <= x <= high`: a bound that has to be rounded is rounded inward. */
export function closedEnds(low: number, high: number, precision: Precision): Ends {
  return [notBelow(low, precision), -notBelow(-high, precision)];
}

/** The ends of `low <= x < high`. In float32 the rounded `high` is left out too, which may lie below `high`. */
export function halfOpenEnds(low: number, high: number, precision: Precision): Ends {
  const first = notBelow(low, precision);
  const end = round(high, precision);
  if (end === Infinity) return [first, end];
  const below = -nextUp(-end, precision);
  return [first, below < first && first < high ? first : below];
}

/** `low` and `high`, rounded to the nearest number. */
export function roundedEnds(low: number, high: number, precision: Precision): Ends {
  return [round(low, precision), round(high, precision)];
}

/** Requires `float64` or `float32`; gives the bytes of one number. */
export function bytesOf(name: string, precision: Precision): 4 | 8 {
  if (precision !== "float64" && precision !== "float32")
    refuse(name, `precision must be "float64" or "float32"`, precision);
  return precision === "float64" ? 8 : 4;
}

/** Requires a number that stays finite when it is rounded to this precision. */
export function inRange(name: string, what: string, value: number, precision: Precision): number {
  if (!Number.isFinite(round(value, precision)))
    refuse(name, `${what} must lie within the range of ${precision}`, value);
  return value;
}
