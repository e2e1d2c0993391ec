/** What happened to the signal and to the gradient, one row per layer. */
import { square } from "./elementary.js";
import { refuse } from "./guard.js";
import { rank } from "./linalg.js";
import { columnSums, type Matrix } from "./matrix.js";
import type { Gradients, LayerGradients, LayerTrace, Trace } from "./mlp.js";
import {
  extent,
  type Histogram,
  type HistogramOptions,
  histogram,
  mean,
  meanSquare,
  rms,
  share,
  std,
} from "./statistics.js";

/** The figures of one layer; layer 0 is the inputs. Gradient figures are there when gradients were given. */
export interface SignalRow {
  layer: number;
  /** Mean of the activations over units and samples. */
  mean: number;
  /** Pooled std over units and samples: what a histogram of the layer shows. */
  std: number;
  /** Std of a unit across samples, root mean square over units: the part that depends on the input. */
  sampleStd: number;
  /** Std across the units for one sample, root mean square over samples: exactly 0 when all units agree. */
  unitSpread: number;
  /** `E h²`. */
  meanSquare: number;
  /** Share of outputs on a flat end of the activation (0 where it has none). */
  saturatedShare: number;
  /** Share of outputs that are exactly 0. */
  zeroShare: number;
  /** Numerical rank of the (batch × units) matrix, where it was asked for. */
  rank?: number;
  /** rms of ∂L/∂h. */
  gradientRms?: number;
  /** rms of ∂L/∂W of the layer (none for the inputs). */
  weightGradientRms?: number;
}

/** One row per layer, the inputs first. `rank` costs a singular value decomposition per layer. */
export function signals(trace: Trace, gradients?: Gradients, options: { rank?: boolean } = {}): SignalRow[] {
  if (gradients && gradients.layers.length !== trace.layers.length)
    refuse(
      "signals",
      `gradients must have ${trace.layers.length} layers like the trace`,
      gradients.layers.length,
    );
  return [undefined, ...trace.layers].map((layer, l) => {
    const here = layer?.activations ?? trace.inputs;
    const row = activationRow(l, here, layer);
    if (options.rank) row.rank = rank(here);
    if (!gradients) return row;
    const gradient = gradients.layers[l - 1] as LayerGradients | undefined;
    row.gradientRms = rms((gradient?.activations ?? gradients.inputs).data);
    if (gradient) row.weightGradientRms = rms(gradient.weights.data);
    return row;
  });
}

function activationRow(layer: number, m: Matrix, trace: LayerTrace | undefined): SignalRow {
  const saturated = trace?.activation.saturated;
  return {
    layer,
    mean: mean(m.data),
    std: std(m.data),
    sampleStd: sampleStd(m),
    unitSpread: unitSpread(m),
    meanSquare: meanSquare(m.data),
    saturatedShare: saturated ? share(m.data, saturated) : 0,
    zeroShare: share(m.data, (x) => x === 0),
  };
}

/** Std of each column over the rows (a unit over the samples), root mean square over the columns. */
export function sampleStd(m: Matrix): number {
  const { rows, cols, data } = m;
  const means = columnSums(m, new Float64Array(cols));
  for (let j = 0; j < cols; j++) means[j] = (means[j] as number) / rows;
  let sum = 0;
  for (let i = 0; i < data.length; i += cols)
    for (let j = 0; j < cols; j++) sum += square((data[i + j] as number) - (means[j] as number));
  return Math.sqrt(sum / data.length);
}

/** Std of each row over the columns (the units, for one sample), root mean square over the rows. */
export function unitSpread(m: Matrix): number {
  let sum = 0;
  for (let i = 0; i < m.rows; i++) {
    const row = m.row(i);
    // Distances from the first unit: they are exactly 0 when all units agree, whatever the rounding of a mean.
    const first = row[0] as number;
    let total = 0;
    let squares = 0;
    for (let j = 0; j < row.length; j++) {
      const d = (row[j] as number) - first;
      total += d;
      squares += d * d;
    }
    sum += Math.max(0, squares / row.length - square(total / row.length));
  }
  return Math.sqrt(sum / m.rows);
}

/** The histogram of every layer's activations (not the inputs), all with the same edges. */
export function layerHistograms(
  trace: Trace,
  options: HistogramOptions = {},
): (Histogram & { layer: number })[] {
  const ranges = trace.layers.map(({ activations }) => extent(activations.data));
  const low = options.low ?? Math.min(...ranges.map((range) => range.low));
  const high = options.high ?? Math.max(...ranges.map((range) => range.high));
  return trace.layers.map(({ activations }, i) => ({
    layer: i + 1,
    ...histogram(activations.data, {
      bins: options.bins ?? 30,
      low,
      high: options.high === undefined && high === low ? low + (Math.abs(low) || 1) * 1e-9 : high,
    }),
  }));
}
