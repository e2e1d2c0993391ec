/** Plain statistics of a list of numbers. Sums run from first to last, so equal data give equal bits. */
import { square } from "./elementary.js";
import { finite, finiteData, positiveInteger, refuse, within } from "./guard.js";

type Data = ArrayLike<number>;

/** The first moment, for the function `name`. */
function first(name: string, xs: Data): number {
  finiteData(name, "xs", xs);
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i] as number;
  return sum / xs.length;
}

/** The second moment about `centre`. */
function second(xs: Data, centre: number): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += square((xs[i] as number) - centre);
  return sum / xs.length;
}

/** The mean `Σx/n`. */
export function mean(xs: Data): number {
  return first("mean", xs);
}

/** The population variance `Σ(x - mean)²/n`, in two passes. */
export function variance(xs: Data): number {
  return second(xs, first("variance", xs));
}

/** The population standard deviation, `√variance`. */
export function std(xs: Data): number {
  return Math.sqrt(second(xs, first("std", xs)));
}

/** The second moment `Σx²/n`: what initialization theory follows through the layers. */
export function meanSquare(xs: Data): number {
  finiteData("meanSquare", "xs", xs);
  return second(xs, 0);
}

/** The root mean square `√(Σx²/n)`. */
export function rms(xs: Data): number {
  finiteData("rms", "xs", xs);
  return Math.sqrt(second(xs, 0));
}

/** The p-quantile, `0 <= p <= 1`, linear between neighbouring values (NumPy's default). */
export function quantile(xs: Data, p: number): number {
  finiteData("quantile", "xs", xs);
  if (!(p >= 0 && p <= 1)) refuse("quantile", "p must lie in [0, 1]", p);
  const sorted = Float64Array.from(xs).sort();
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/** Counts in equal bins; `shares` are counts over all values, `outside` those beyond the edges. */
export interface Histogram {
  edges: number[];
  counts: number[];
  shares: number[];
  outside: number;
}

/** How a histogram is cut; without `low` and `high` it runs from the least value to the greatest. */
export interface HistogramOptions {
  bins?: number;
  low?: number;
  high?: number;
}

/** The histogram of `xs`; bins are `[edge, next)`, the last one closed. */
export function histogram(xs: Data, options: HistogramOptions = {}): Histogram {
  finiteData("histogram", "xs", xs);
  const bins = positiveInteger("histogram", "bins", options.bins ?? 30);
  const range = extent(xs);
  const low = finite("histogram", "low", options.low ?? range.low);
  let high = finite("histogram", "high", options.high ?? range.high);
  if (options.high === undefined && high === low) high = low + (Math.abs(low) || 1) * 1e-9;
  if (!(low < high)) refuse("histogram", `low must be below high = ${high}`, low);
  const counts = new Array<number>(bins).fill(0);
  const width = (high - low) / bins;
  let outside = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    if (x < low || x > high) outside += 1;
    else {
      const bin = Math.min(bins - 1, Math.floor((x - low) / width));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  return { edges, counts, shares: counts.map((count) => count / xs.length), outside };
}

/** The least and the greatest value. */
export function extent(xs: Data): { low: number; high: number } {
  finiteData("extent", "xs", xs);
  let low = xs[0] as number;
  let high = low;
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i] as number;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { low, high };
}

function pair(name: string, a: Data, b: Data): void {
  finiteData(name, "a", a);
  finiteData(name, "b", b);
  if (a.length !== b.length) refuse(name, `b must have ${a.length} values like a`, b.length);
}

/** The cosine of the angle between two vectors, `a·b / (|a| |b|)`; NaN if one of them is zero. */
export function cosine(a: Data, b: Data): number {
  pair("cosine", a, b);
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / (Math.sqrt(aa) * Math.sqrt(bb));
}

/** Pearson's correlation: the cosine of the two vectors after their means are taken off. */
export function correlation(a: Data, b: Data): number {
  pair("correlation", a, b);
  const [meanA, meanB] = [mean(a), mean(b)];
  return cosine(
    Float64Array.from(a, (x) => x - meanA),
    Float64Array.from(b, (x) => x - meanB),
  );
}

/** The share of values for which `test` holds. */
export function share(xs: Data, test: (x: number) => boolean): number {
  if (xs.length === 0) refuse("share", "xs must hold at least one value", xs);
  let count = 0;
  for (let i = 0; i < xs.length; i++) if (test(xs[i] as number)) count += 1;
  return count / xs.length;
}

/** The mean of several runs, and half the width of its 95 % interval (`1.96 std/√n`, sample std). */
export function meanWithError(xs: Data): { mean: number; error: number } {
  const n = within("meanWithError", "the number of values", xs.length, 2, Infinity);
  return { mean: mean(xs), error: 1.96 * Math.sqrt(variance(xs) / (n - 1)) };
}
