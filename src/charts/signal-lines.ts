/** Rows of layers as two lines: the forward statistic, and the gradient relative to the top layer. */

import { finite, type Known, knownOptions, list, lookup, refuse } from "../core/guard.js";
import { finiteExtent } from "./extent.js";
import type { Band } from "./series.js";
import { checkBand } from "./series-doors.js";

/** What the chart reads of one layer, measured or predicted. Rows of `signals` and of `wideNetwork` fit. */
export interface LayerSize {
  layer: number;
  std: number;
  sampleStd: number;
  meanSquare: number;
  /** rms ∂L/∂h of the layer; any common factor, since it is shown relative to the top layer. */
  gradientRms?: number | undefined;
}

/** The statistic of the activations that is shown as the forward signal. */
export type ForwardStatistic = "std" | "sampleStd" | "meanSquare";

/** The rows and what of them is shown. */
export interface SignalOptions {
  rows: readonly LayerSize[];
  theory?: readonly LayerSize[] | undefined;
  /** The forward statistic, "std" by default. */
  forward?: ForwardStatistic | undefined;
  /** Bands, one edge value for each row, in the units of the lines they surround. */
  bands?: { forward?: Band | undefined; backward?: Band | undefined } | undefined;
}

const forwardNames: Record<ForwardStatistic, string> = {
  std: "std of h",
  sampleStd: "std of h across samples",
  meanSquare: "mean of h²",
};
const backwardName = "rms ∂L/∂h ÷ top";

const knownBands: Known<NonNullable<SignalOptions["bands"]>> = { forward: true, backward: true };

/** One of the two lines of the chart, with what belongs to it. */
export interface SignalLine {
  name: string;
  key: "forward" | "backward";
  measured: number[];
  theory: number[] | undefined;
  band: Band | undefined;
}

/**
 * `gradientRms` of each row divided by that of the top row, or by the largest, if the top one is 0 or not finite. What is
 * not 0 never becomes 0.
 */
function relativeGradients(rows: readonly LayerSize[]): number[] {
  const sizes = rows.map((row) => row.gradientRms ?? Number.NaN);
  const top = sizes[sizes.length - 1] as number;
  const unit = top > 0 && top < Infinity ? top : (finiteExtent([sizes])?.[1] ?? 0);
  return sizes.map((size) => (size > 0 ? Math.max(size / unit, Number.MIN_VALUE) : size));
}

function checkRow(caller: string, what: string, row: LayerSize, statistic: ForwardStatistic): void {
  if (typeof row !== "object" || row === null) refuse(caller, `${what} must hold rows of layers`, row);
  finite(caller, `layer in ${what}`, row.layer);
  for (const key of [statistic, "gradientRms"] as const) {
    const size = row[key];
    if (key === "gradientRms" && size === undefined) continue;
    if (typeof size !== "number" || size < 0)
      refuse(caller, `${key} of layer ${row.layer} must be a number not below 0`, size);
  }
}

/** Throws unless there are rows, whose layers are finite and whose sizes are not below 0, with a band value for each. */
export function checkSignals(caller: string, { rows, theory, forward, bands }: SignalOptions): void {
  list(caller, "rows", rows);
  if (rows.length === 0) throw new RangeError(`${caller}: rows must have at least one layer, got 0`);
  const statistic = forward ?? "std";
  lookup(caller, "forward", forwardNames, statistic);
  if (theory !== undefined) list(caller, "theory", theory);
  for (const row of rows) checkRow(caller, "rows", row, statistic);
  for (const row of theory ?? []) checkRow(caller, "theory", row, statistic);
  if (bands === undefined) return;
  knownOptions(caller, bands, knownBands, "bands");
  for (const [key, band] of Object.entries(bands)) {
    if (band === undefined) continue;
    checkBand(caller, `bands.${key}`, band, rows.length);
  }
}

/** The forward line, and the backward line where the rows have gradients. */
export function signalLines(options: SignalOptions): SignalLine[] {
  const { rows, bands } = options;
  const statistic = options.forward ?? "std";
  const byLayer = new Map((options.theory ?? []).map((row) => [row.layer, row]));
  const expected = options.theory && rows.map((row) => byLayer.get(row.layer));
  const lines: SignalLine[] = [
    {
      name: forwardNames[statistic],
      key: "forward",
      measured: rows.map((row) => row[statistic]),
      theory: expected?.map((row) => row?.[statistic] ?? Number.NaN),
      band: bands?.forward,
    },
  ];
  if (rows.some((row) => row.gradientRms !== undefined)) {
    const theory =
      expected && relativeGradients(expected.map((row, i) => row ?? unknownLayer(rows[i] as LayerSize)));
    lines.push({
      name: backwardName,
      key: "backward",
      measured: relativeGradients(rows),
      theory: theory?.some(Number.isFinite) ? theory : undefined,
      band: bands?.backward,
    });
  }
  return lines;
}

function unknownLayer({ layer }: LayerSize): LayerSize {
  return { layer, std: Number.NaN, sampleStd: Number.NaN, meanSquare: Number.NaN };
}
