/**
 * Signals and gradients of a large net, in float32 and wholly inside the kernel's memory: for sweeps and for
 * experiments that answer while a slider moves. Only the rows and the histograms come out.
 *
 * Against the float64 path on the same numbers, figures agree within a relative 3e-4 as long as they are above 1e-6 of
 * the layer's root mean square (below that float32 has no digits left) and the net is not chaotic: at tanh with
 * std 1 (χ = 12) every rounding grows 3.5 times a layer, and after 10 layers the gradient figures differ by 3 %.
 * Float32 reaches from 1e-45 to 3e38: what is smaller becomes 0 there, what is larger leaves the finite numbers.
 */
import { finite, finiteData, type Known, knownOptions, matrixOf, positiveInteger, refuse } from "./guard.js";
import { countIn, edgesFor, type HistogramOptions, histogramOptions } from "./histogram.js";
import { withKernel } from "./kernel.js";
import { kernelRun } from "./kernel-run.js";
import type { LargeRun, LargeTask } from "./large-row.js";
import { Matrix } from "./matrix.js";
import { backward, forward, type Layer, type Mlp } from "./mlp.js";
import { requireNet } from "./net-checks.js";
import { finiteCheck, type Overflow, rowsOf } from "./rows.js";
import { single, singleRun } from "./single-run.js";

export type { LargeRun } from "./large-row.js";

/** What to compute besides the forward signals. */
export interface LargeRunOptions {
  /** `∂L/∂outputs` (batch × outputs): with it, the gradient figures are computed too. */
  outputGradient?: Matrix;
  /** With it, a histogram of every layer's activations in these bins. */
  histogram?: Required<HistogramOptions>;
  overflow?: Overflow;
}

const largeRunOptions: Known<LargeRunOptions> = { outputGradient: true, histogram: true, overflow: true };

/**
 * What `signals(forward(net, inputs), backward(…))` gives, computed in float32: in the kernel, or number by number with
 * the same bits where there is no WebAssembly or the net is too large for its memory. Nets with activations that the
 * kernel does not know, with batch normalization or residual connections go the ordinary way in their own precision.
 */
export function largeRun(net: Mlp, inputs: Matrix, options: LargeRunOptions = {}): LargeRun {
  const known = knownOptions("largeRun", options, largeRunOptions);
  requireNet("largeRun", net);
  const { outputGradient: upstream, histogram, overflow = "refuse" } = known;
  const check = finiteCheck("largeRun", overflow);
  requireNumbers("inputs", inputs, (net.layers[0] as Layer).weights.cols);
  if (upstream !== undefined)
    requireNumbers("outputGradient", upstream, (net.layers.at(-1) as Layer).weights.rows, inputs.rows);
  const edges = histogram === undefined ? undefined : histogramEdges(histogram, net.layers.length);
  const task = { net, inputs, upstream, edges, check };
  return net.layers.every(plain) ? plainRun(task) : ordinaryRun(task, overflow);
}

/** Requires a matrix of finite numbers with so many columns, and so many rows where that is known. */
function requireNumbers(what: string, m: Matrix, cols: number, rows?: number): void {
  matrixOf("largeRun", what, m);
  if (m.cols !== cols && rows === undefined)
    refuse("largeRun", `${what} must have ${cols} columns, one per input of the net`, m);
  if (m.cols !== cols || (rows !== undefined && m.rows !== rows))
    refuse("largeRun", `${what} must be ${rows}×${cols}`, m);
  finiteData("largeRun", what, m.data);
}

function histogramEdges(options: Required<HistogramOptions>, layers: number): number[] {
  const known = knownOptions("largeRun", options, histogramOptions, "histogram");
  positiveInteger("largeRun", "bins", known.bins);
  const low = finite("largeRun", "low", known.low);
  const high = finite("largeRun", "high", known.high);
  return edgesFor("largeRun", known, () => ({ low, high }), layers);
}

/** Whether float32 is all that the layer needs. */
function plain({ activation, normalized, residual }: Layer): boolean {
  return activation.kernel !== undefined && !normalized && !residual;
}

/** The run in float32. */
function plainRun({ inputs, upstream, ...rest }: LargeTask): LargeRun {
  const task = {
    ...rest,
    inputs: inSingle("inputs", inputs),
    upstream: upstream === undefined ? undefined : inSingle("outputGradient", upstream),
  };
  return withKernel((arena) => kernelRun(arena, task)) ?? singleRun(task);
}

/** The matrix in float32; what is too large there is refused. */
function inSingle(what: string, m: Matrix): Matrix {
  const numbers = single(m.data);
  if (numbers === m.data) return m;
  for (let i = 0; i < numbers.length; i++)
    if (!Number.isFinite(numbers[i]))
      refuse("largeRun", `${what} must lie within the range of float32`, m.data[i]);
  return new Matrix(m.rows, m.cols, numbers);
}

/** The same through the ordinary path. */
function ordinaryRun({ net, inputs, upstream, edges }: LargeTask, overflow: Overflow): LargeRun {
  const trace = forward(net, inputs);
  const gradients = upstream && backward(net, trace, upstream);
  const histograms = trace.layers.map(({ activations }, l) =>
    edges ? [{ layer: l + 1, ...countIn(activations.data, edges) }] : [],
  );
  return { rows: rowsOf("largeRun", trace, gradients, { overflow }), histograms: histograms.flat() };
}
