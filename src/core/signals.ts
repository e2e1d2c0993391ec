/** What happened to the signal and to the gradient, one row per layer. */
import { requireGradients, requireTrace } from "./fitting.js";
import { finiteData, flag, type Known, knownOptions, matrixOf } from "./guard.js";
import {
  countIn,
  edgesFor,
  type Histogram,
  type HistogramOptions,
  histogramOptions,
  rangeOf,
} from "./histogram.js";
import type { Matrix } from "./matrix.js";
import type { Gradients, Trace } from "./mlp.js";
import { columnStdOf, rowStdOf } from "./moments.js";
import { activationsOf, finiteCheck, type Overflow, rowsOf, type SignalRow } from "./rows.js";

export type { Overflow, SignalRow } from "./rows.js";

/** What else `signals` takes. */
export interface SignalOptions {
  /** Whether to add the rank of each layer, which costs a singular value decomposition per layer. */
  rank?: boolean;
  overflow?: Overflow;
}

const signalOptions: Known<SignalOptions> = { rank: true, overflow: true };

/** One row per layer, the inputs first. */
export function signals(trace: Trace, gradients?: Gradients, options: SignalOptions = {}): SignalRow[] {
  const known = knownOptions("signals", options, signalOptions);
  if (known.rank !== undefined) flag("signals", "rank", known.rank);
  requireTrace("signals", trace);
  if (gradients !== undefined) requireGradients("signals", gradients, trace);
  return rowsOf("signals", trace, gradients, known);
}

/** Requires a matrix of finite numbers. */
function finiteMatrix(name: string, m: Matrix): void {
  matrixOf(name, "m", m);
  finiteData(name, "m", m.data);
}

/** Std of each column over the rows (a unit over the samples), root mean square over the columns. */
export function sampleStd(m: Matrix): number {
  finiteMatrix("sampleStd", m);
  return columnStdOf(m.data, m.cols);
}

/** Std of each row over the columns (the units, for one sample), root mean square over the rows. */
export function unitSpread(m: Matrix): number {
  finiteMatrix("unitSpread", m);
  return rowStdOf(m.data, m.cols);
}

/** The histogram of every layer's activations (not the inputs), all with the same edges. */
export function layerHistograms(
  trace: Trace,
  options: HistogramOptions = {},
): (Histogram & { layer: number })[] {
  const known = knownOptions("layerHistograms", options, histogramOptions);
  requireTrace("layerHistograms", trace);
  const layers = trace.layers.map(({ activations }) => activations.data);
  const check = finiteCheck("layerHistograms", "refuse");
  for (const [l, data] of layers.entries()) check(activationsOf(l + 1), data);
  const range = () => rangeOf(layers.map(rangeOf).flatMap(({ low, high }) => [low, high]));
  const edges = edgesFor("histogram", known, range, layers.length);
  return layers.map((data, l) => ({ layer: l + 1, ...countIn(data, edges) }));
}
