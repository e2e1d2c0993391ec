/**
 * Plain statistics of a list of numbers, at any scale that doubles have. Sums run from first to last, so equal data give
 * equal bits.
 */
import { callable, finiteData, list, refuse, within } from "./guard.js";
import { type Range, rangeOf } from "./histogram.js";
import { centered, meanOf, meanSquareOf, rmsOf, standardErrorOf, stdOf, varianceOf } from "./moments.js";
import { isSafe, scaled } from "./scaled.js";

export { type Histogram, type HistogramOptions, histogram } from "./histogram.js";

type Data = ArrayLike<number>;

/** The mean `Σx/n`. */
export function mean(xs: Data): number {
  finiteData("mean", "xs", xs);
  return meanOf(xs);
}

/**
 * The population variance `Σ(x - mean)²/n`, in two passes; exactly 0 if all values are equal. Below `5e-324` it is 0;
 * one beyond the range of doubles is refused, and `std` says how large its root is.
 */
export function variance(xs: Data): number {
  finiteData("variance", "xs", xs);
  const value = varianceOf(xs);
  if (value === Infinity)
    refuse("variance", `xs must have a variance below 1.8e308 (std gives its root, ${stdOf(xs)})`, xs);
  return value;
}

/** The population standard deviation, `√variance`, at any scale; exactly 0 if all values are equal. */
export function std(xs: Data): number {
  finiteData("std", "xs", xs);
  return stdOf(xs);
}

/**
 * The second moment `Σx²/n`: what initialization theory follows through the layers. Below `5e-324` it is 0; one beyond
 * the range of doubles is refused, and `rms` says how large its root is.
 */
export function meanSquare(xs: Data): number {
  finiteData("meanSquare", "xs", xs);
  const value = meanSquareOf(xs);
  if (value === Infinity)
    refuse("meanSquare", `xs must have a mean square below 1.8e308 (rms gives its root, ${rmsOf(xs)})`, xs);
  return value;
}

/** The root mean square `√(Σx²/n)`, at any scale. */
export function rms(xs: Data): number {
  finiteData("rms", "xs", xs);
  return rmsOf(xs);
}

/** The p-quantile, `0 <= p <= 1`, linear between neighbouring values (NumPy's default). */
export function quantile(xs: Data, p: number): number {
  finiteData("quantile", "xs", xs);
  if (typeof p !== "number" || !(p >= 0 && p <= 1)) refuse("quantile", "p must lie in [0, 1]", p);
  const sorted = Float64Array.from(xs).sort();
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  const part = place - below;
  return high - low < Infinity ? low + part * (high - low) : (1 - part) * low + part * high;
}

/** The least and the greatest value. */
export function extent(xs: Data): Range {
  finiteData("extent", "xs", xs);
  return rangeOf(xs);
}

function pair(name: string, a: Data, b: Data): void {
  finiteData(name, "a", a);
  finiteData(name, "b", b);
  if (a.length !== b.length) refuse(name, `b must have ${a.length} values like a`, b.length);
}

/** `a·b`, `a·a` and `b·b`. */
function products(a: Data, b: Data): [ab: number, aa: number, bb: number] {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return [ab, aa, bb];
}

/** The cosine of the angle between two vectors of any length but 0; NaN where one is 0. */
function cosineOf(a: Data, b: Data): number {
  let [ab, aa, bb] = products(a, b);
  if (!isSafe(aa) || !isSafe(bb)) [ab, aa, bb] = products(scaled(a).values, scaled(b).values);
  return Math.max(-1, Math.min(1, ab / (Math.sqrt(aa) * Math.sqrt(bb))));
}

/** The cosine of the angle between two vectors, `a·b / (|a| |b|)`, in [-1, 1]; a zero vector has none. */
export function cosine(a: Data, b: Data): number {
  pair("cosine", a, b);
  const value = cosineOf(a, b);
  if (Number.isNaN(value)) refuse("cosine", "neither a nor b must be zero", [a, b]);
  return value;
}

/** Pearson's correlation: the cosine of the two vectors after their means are taken off, in [-1, 1]. */
export function correlation(a: Data, b: Data): number {
  pair("correlation", a, b);
  const value = cosineOf(centered(a), centered(b));
  if (Number.isNaN(value)) refuse("correlation", "neither a nor b must be constant", [a, b]);
  return value;
}

/** The share of values for which `test` holds. */
export function share(xs: Data, test: (x: number) => boolean): number {
  list("share", "xs", xs);
  callable("share", "test", test);
  if (xs.length === 0) refuse("share", "xs must hold at least one value", xs);
  let count = 0;
  for (let i = 0; i < xs.length; i++) if (test(xs[i] as number)) count += 1;
  return count / xs.length;
}

/** The mean of several runs, and half the width of its 95 % interval (`1.96 std/√n`, sample std). */
export function meanWithError(xs: Data): { mean: number; error: number } {
  finiteData("meanWithError", "xs", xs);
  within("meanWithError", "the number of values", xs.length, 2, Infinity);
  const error = 1.96 * standardErrorOf(xs);
  if (error === Infinity) refuse("meanWithError", "xs must have an error below 1.8e308", xs);
  return { mean: meanOf(xs), error };
}
