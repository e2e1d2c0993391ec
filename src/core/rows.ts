/** The rows of figures that tell what happened in each layer, and what becomes of a layer that is not finite. */
import { lookup, refuse } from "./guard.js";
import { rank } from "./linalg.js";
import type { Matrix, Values } from "./matrix.js";
import type { Gradients, LayerTrace, Trace } from "./mlp.js";
import { columnStdOf, meanOf, meanSquareOf, rmsOf, rowStdOf, stdOf } from "./moments.js";
import { share } from "./statistics.js";

/** The figures of one layer; layer 0 is the inputs. Gradient figures are there when gradients were given. */
export interface SignalRow {
  layer: number;
  /** Mean of the activations over units and samples. */
  mean: number;
  /** Pooled std over units and samples: what a histogram of the layer shows. Exactly 0 when all agree. */
  std: number;
  /** Std of a unit across samples, root mean square over units: the part that depends on the input. */
  sampleStd: number;
  /** Std across the units for one sample, root mean square over samples: exactly 0 when all units agree. */
  unitSpread: number;
  /**
   * `E h²`. In a float64 net it leaves the range of doubles long before the activations do: it is then Infinity (above
   * 1.8e308, activations near 1e154) or 0 (below 5e-324, near 1e-162), while the other figures go on.
   */
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

/**
 * What becomes of a layer that left the finite numbers: `refuse` (the default) names the first such layer in an error,
 * `keep` makes its figures NaN, and those of all gradients, which mean nothing then, and counts what is not finite
 * outside of a histogram.
 */
export type Overflow = "refuse" | "keep";

/** Says whether all numbers are finite; `what` names them in an error. */
export type FiniteCheck = (what: string, numbers: Values) => boolean;

/** The check for the function `name`, which refuses what is not finite unless it is kept. */
export function finiteCheck(name: string, overflow: Overflow): FiniteCheck {
  const keep = lookup(name, "overflow", { refuse: false, keep: true }, overflow);
  return (what, numbers) => {
    for (let i = 0; i < numbers.length; i++) {
      if (Number.isFinite(numbers[i])) continue;
      return keep ? false : refuse(name, `${what} must be finite numbers`, numbers[i]);
    }
    return true;
  };
}

/** What an error calls a layer's activations. */
export function activationsOf(layer: number): string {
  return layer === 0 ? "the inputs" : `the activations of layer ${layer}`;
}

/** The row of a layer that left the finite numbers. */
export function lostRow(layer: number): SignalRow {
  return {
    layer,
    mean: NaN,
    std: NaN,
    sampleStd: NaN,
    unitSpread: NaN,
    meanSquare: NaN,
    saturatedShare: NaN,
    zeroShare: NaN,
  };
}

/** Makes the gradient figures NaN if a layer left the finite numbers; says whether one did. */
export function loseGradients(rows: SignalRow[]): boolean {
  const lost = rows.some(({ std }) => Number.isNaN(std));
  for (const row of lost ? rows : []) {
    row.gradientRms = NaN;
    if (row.layer > 0) row.weightGradientRms = NaN;
  }
  return lost;
}

/** One row per layer, for the function `name`; the shapes are taken to fit. */
export function rowsOf(
  name: string,
  trace: Trace,
  gradients: Gradients | undefined,
  { rank: ranked = false, overflow = "refuse" }: { rank?: boolean; overflow?: Overflow },
): SignalRow[] {
  const check = finiteCheck(name, overflow);
  const rows = [undefined, ...trace.layers].map((layer, l) => {
    const here = layer?.activations ?? trace.inputs;
    const kept = check(activationsOf(l), here.data);
    const row = kept ? activationRow(l, here, layer) : lostRow(l);
    if (ranked) row.rank = kept ? rank(here) : NaN;
    return row;
  });
  const size = (what: string, { data }: Matrix): number => (check(what, data) ? rmsOf(data) : NaN);
  if (gradients && !loseGradients(rows)) addGradients(rows, gradients, size);
  return rows;
}

/** Adds the gradient figures of every layer, from the top down; `size` gives the rms of what `what` names. */
export function addGradients(
  rows: SignalRow[],
  gradients: Gradients,
  size: (what: string, m: Matrix) => number,
): void {
  for (let l = rows.length - 1; l >= 0; l--) {
    const row = rows[l] as SignalRow;
    const { activations = gradients.inputs, weights } = gradients.layers[l - 1] ?? {};
    row.gradientRms = size(`the gradients of layer ${l}`, activations);
    if (weights) row.weightGradientRms = size(`the weight gradients of layer ${l}`, weights);
  }
}

function activationRow(layer: number, { data, cols }: Matrix, trace: LayerTrace | undefined): SignalRow {
  const saturated = trace?.activation.saturated;
  return {
    layer,
    mean: meanOf(data),
    std: stdOf(data),
    sampleStd: columnStdOf(data, cols),
    unitSpread: rowStdOf(data, cols),
    meanSquare: meanSquareOf(data),
    saturatedShare: saturated ? share(data, saturated) : 0,
    zeroShare: share(data, (x) => x === 0),
  };
}
