/** Puts the figures of a pass together, and the loops for what a library has no function for. */
import { bins, type Figures } from "./task.js";

/** The figures of a layer in the order of a signal row. */
export interface LayerFigures {
  mean: number;
  std: number;
  sampleStd: number;
  unitSpread: number;
  meanSquare: number;
  saturatedShare: number;
  zeroShare: number;
}

/** What a pass computed, layer after layer; the layers of `gradients` begin with the inputs. */
export function passFigures(
  layers: readonly LayerFigures[],
  histograms: readonly (readonly number[])[],
  gradients?: readonly number[],
  weightGradients?: readonly number[],
): Figures {
  const saturated = layers.slice(1).map((f) => f.saturatedShare);
  return {
    moments: layers.flatMap((f) => [f.mean, f.std, f.sampleStd, f.unitSpread, f.meanSquare]),
    shares: [...layers.map((f) => f.zeroShare), ...saturated, ...histograms.flat()],
    ...(gradients && weightGradients && { gradients, weightGradients }),
  };
}

/** The share of the values in each bin, in a loop over them. */
export function binShares(values: ArrayLike<number>): number[] {
  const counts = new Int32Array(bins.bins);
  const scale = bins.bins / (bins.high - bins.low);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i] as number) - bins.low) * scale);
    if (bin < 0 || bin > bins.bins) continue;
    const place = Math.min(bin, bins.bins - 1);
    counts[place] = (counts[place] as number) + 1;
  }
  return Array.from(counts, (count) => count / values.length);
}

/** The share of values for which |x| > 0.97, and of zeros, in a loop over them. */
export function flatShares(values: ArrayLike<number>): { saturatedShare: number; zeroShare: number } {
  let [saturated, zero] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    if (Math.abs(x) > 0.97) saturated += 1;
    if (x === 0) zero += 1;
  }
  return { saturatedShare: saturated / values.length, zeroShare: zero / values.length };
}

/** `√(Σx²/n)`. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) * (values[i] as number);
  return Math.sqrt(sum / values.length);
}
