/** What a large run is asked and what it answers, and how a row comes from the sums over a layer. */
import type { Histogram } from "./histogram.js";
import type { Matrix } from "./matrix.js";
import type { Mlp } from "./mlp.js";
import { stdOf } from "./moments.js";
import { activationsOf, type FiniteCheck, lostRow, type SignalRow } from "./rows.js";
import type { EndCounts, Moments } from "./single-moments.js";

/** A run whose parts fit each other; both matrices are in float32. */
export interface LargeTask {
  net: Mlp;
  inputs: Matrix;
  /** `∂L/∂outputs`. */
  upstream: Matrix | undefined;
  /** The edges of the histograms. */
  edges: readonly number[] | undefined;
  check: FiniteCheck;
}

/** The rows of `signals`, and the histograms if they were asked for. */
export interface LargeRun {
  rows: SignalRow[];
  histograms: (Histogram & { layer: number })[];
}

/** Numbers of a layer, copied out only where their sums do not suffice. */
export type Numbers = () => Float32Array;

/** The forward figures need the sums over a layer of `batch × units` activations. */
export interface LayerSums {
  batch: number;
  units: number;
  moments: Moments;
  ends: EndCounts;
}

/** Below this share of the mean square, `Σx²/n - mean²` has lost digits: the std takes a pass of its own. */
const CANCELED = 1e-6;

/** The forward figures of a layer. */
export function largeRow(layer: number, sums: LayerSums, numbers: Numbers, check: FiniteCheck): SignalRow {
  const { batch, units, moments, ends } = sums;
  const [sum, squares, within, spread] = moments;
  if (!Number.isFinite(squares)) {
    check(activationsOf(layer), numbers());
    return lostRow(layer);
  }
  const n = batch * units;
  const [mean, meanSquare] = [sum / n, squares / n];
  const variance = meanSquare - mean * mean;
  const [zero, below, above] = ends;
  return {
    layer,
    mean,
    std: variance > CANCELED * meanSquare ? Math.sqrt(variance) : stdOf(numbers()),
    sampleStd: Math.sqrt(within / n),
    unitSpread: Math.sqrt(spread / batch),
    meanSquare,
    saturatedShare: (below + above) / n,
    zeroShare: zero / n,
  };
}

/** The root mean square from the sum of the squares of n numbers, which `what` names. */
export function largeRms(what: string, sum: number, n: number, numbers: Numbers, check: FiniteCheck): number {
  if (!Number.isFinite(sum)) check(what, numbers());
  return Number.isFinite(sum) ? Math.sqrt(sum / n) : NaN;
}
