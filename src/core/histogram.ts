/** Histograms: equal bins from one edge to another, and every value in the bin whose shown edges hold it. */
import { finite, finiteData, type Known, knownOptions, positiveInteger, refuse, room } from "./guard.js";

type Data = ArrayLike<number>;

/** Counts in equal bins; `shares` are counts over all values, `outside` those beyond the edges. */
export interface Histogram {
  edges: number[];
  counts: number[];
  shares: number[];
  outside: number;
}

/** How a histogram is cut; without `low` and `high` it runs from the least value to the greatest. */
export interface HistogramOptions {
  /** 30 by default. */
  bins?: number;
  low?: number;
  high?: number;
}

export const histogramOptions: Known<HistogramOptions> = { bins: true, low: true, high: true };

/** The least and the greatest value. */
export interface Range {
  low: number;
  high: number;
}

/** The range of finite numbers. */
export function rangeOf(xs: Data): Range {
  let low = xs[0] as number;
  let high = low;
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i] as number;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { low, high };
}

/**
 * The histogram of `xs`; bins are `[edge, next)`, the last one closed. Values that leave no room for so many different
 * bins between them get a wider range: equal ones `1e-9` of their size (1e-9 for zeros).
 */
export function histogram(xs: Data, options: HistogramOptions = {}): Histogram {
  finiteData("histogram", "xs", xs);
  const known = knownOptions("histogram", options, histogramOptions);
  return countIn(
    xs,
    edgesFor("histogram", known, () => rangeOf(xs)),
  );
}

/** The strictly increasing edges of `lists` histograms with the same bins; `found` is asked for an end that is missing. */
export function edgesFor(name: string, options: HistogramOptions, found: () => Range, lists = 1): number[] {
  const { bins = 30, low: from, high: to } = options;
  positiveInteger(name, "bins", bins);
  room(name, lists === 1 ? "bins" : `bins of ${lists} histograms`, bins * lists, 40, "list");
  if (from !== undefined) finite(name, "low", from);
  if (to !== undefined) finite(name, "high", to);
  const free = from === undefined || to === undefined;
  const range = free ? found() : { low: from, high: to };
  const [low, high] = [from ?? range.low, to ?? range.high];
  if (low > high || (low === high && !free)) refuse(name, `low must be below high = ${high}`, low);
  const edges = cut(low, high, bins);
  if (increase(edges)) return edges;
  const wider = free ? cut(...widened(low, high, bins, from, to), bins) : edges;
  if (!increase(wider))
    refuse(name, `low and high must have room for ${bins} different bins between them`, [low, high]);
  return wider;
}

/** `low + i · width`; by halves where the width of all is beyond the range of doubles. */
function cut(low: number, high: number, bins: number): number[] {
  const width = (high - low) / bins;
  const half = (0.5 * high - 0.5 * low) / bins;
  const edge = (i: number): number => (width < Infinity ? low + i * width : 2 * (0.5 * low + i * half));
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : edge(i)));
}

function increase(edges: readonly number[]): boolean {
  return edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));
}

/** Ends that are far enough apart for the bins, at the cost of the one that was not given. */
function widened(low: number, high: number, bins: number, from?: number, to?: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = 4 * bins * Math.max(size * Number.EPSILON, Number.MIN_VALUE);
  const span = low === high ? Math.max((size || 1) * 1e-9, least) : least;
  const upward = to === undefined && (from !== undefined || low + span < Infinity);
  return upward ? [low, low + span] : [high - span, high];
}

/** The histogram of numbers between increasing edges; what is not a finite number lies outside. */
export function countIn(xs: Data, edges: readonly number[]): Histogram {
  const bins = edges.length - 1;
  const bounds = Float64Array.from(edges);
  const [low, high] = [bounds[0] as number, bounds[bins] as number];
  const half = (0.5 * high - 0.5 * low) / bins;
  const table = new Int32Array(bins);
  let outside = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    if (!(x >= low && x <= high)) {
      outside += 1;
      continue;
    }
    // Rounding may lead to a neighbor; the edges decide.
    let bin = Math.min(bins - 1, ((0.5 * x - 0.5 * low) / half) | 0);
    while (x < (bounds[bin] as number)) bin -= 1;
    while (bin + 1 < bins && x >= (bounds[bin + 1] as number)) bin += 1;
    table[bin] = (table[bin] as number) + 1;
  }
  const counts = Array.from(table);
  return { edges: [...edges], counts, shares: counts.map((count) => count / xs.length), outside };
}
