/** Heat maps: a coloured cell for every pair. */

import { finiteExtent } from "./extent.js";
import type { Figure } from "./figure.js";
import { heatmapOptions } from "./heatmap-doors.js";
import { altOf, nameOf, tableOf } from "./heatmap-words.js";
import { chartLayout } from "./look.js";
import { formatNumber, superscript } from "./number.js";

/** What `heatmap` takes. */
export interface HeatmapOptions {
  /** The finding, as a sentence. */
  title: string;
  x: readonly (string | number)[];
  y: readonly (string | number)[];
  /** `z[i][j]` belongs to `y[i]` and `x[j]`. */
  z: readonly ArrayLike<number>[];
  xTitle: string;
  yTitle: string;
  /** The quantity that the colours show. */
  colorbarTitle: string;
  /** Two colours that part at 0, for signed values. */
  diverging?: boolean | undefined;
  /** Colours by log10 of the value; exact zeros stay empty and say 0. */
  logZ?: boolean | undefined;
  /** Values written in the cells; by default while they fit on a phone. */
  showValues?: boolean | undefined;
  /** Significant digits of the values in the cells: 2, or 1 with logZ, by default. */
  digits?: number | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

/** Purple below 0, green above: colour-blind-safe, and neither the forward nor the backward colour. */
const divergingScale = [
  [0, "#762A83"],
  [0.25, "#AF8DC3"],
  [0.5, "#F7F7F7"],
  [0.75, "#7FBF7B"],
  [1, "#1B7837"],
];

/** The colour settings: symmetric about 0, by powers of ten, or from smallest to largest. */
function colouring(options: HeatmapOptions): Record<string, unknown> {
  const bar = {
    thickness: 12,
    title: { text: options.colorbarTitle, side: "right" },
    tickfont: { size: 12 },
    outlinewidth: 0,
  };
  if (options.diverging) {
    const [low, high] = finiteExtent(options.z) ?? [0, 0];
    const size = Math.max(-low, high) || 1;
    return { colorscale: divergingScale, zmin: -size, zmax: size, colorbar: { ...bar, nticks: 7 } };
  }
  if (!options.logZ) return { colorscale: "Cividis", colorbar: { ...bar, nticks: 7 } };
  const logs = finiteExtent(options.z.map((row) => Array.from(row, Math.log10))) ?? [-1, 0];
  const [low, high] = [Math.floor(logs[0]), Math.ceil(logs[1])];
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const tickvals = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
  const ticktext = tickvals.map((power) => (power === 0 ? "1" : `10${superscript(power)}`));
  return {
    colorscale: "Cividis",
    zmin: low,
    zmax: Math.max(high, low + 1),
    colorbar: { ...bar, tickmode: "array", tickvals, ticktext },
  };
}

/** What the colour of a cell says: its number or the logarithm of it; null where it has none. */
function heightOf(value: number, logZ: boolean | undefined): number | null {
  if (!Number.isFinite(value)) return null;
  return !logZ ? value : value > 0 ? Math.log10(value) : null;
}

/** More cells than these are too small to say anything. */
const mostNotes = 1000;

/** A grey 0 in each cell that has no logarithm. */
function zeroNotes(rows: readonly number[][]): object[] {
  const note = (x: number, y: number) => ({ x, y, text: "0", showarrow: false, font: { size: 12 } });
  const notes = rows.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [note(j, i)] : [])));
  return notes.length <= mostNotes ? notes : [];
}

/**
 * A number for every pair of x and y as a coloured cell, the first row on top. A cell whose number is not finite is empty.
 *
 * @throws RangeError unless z has one row per y and one value per x in each, some of them finite, and with logZ none
 * below 0.
 */
export function heatmap(options: HeatmapOptions): Figure {
  return heatmapFor("heatmap", options);
}

const places = (values: readonly unknown[]): number[] => Array.from(values, (_, i) => i);

/** Twelve labels at most; all of them when they fit. */
function labels(values: readonly (string | number)[]): Record<string, unknown> {
  const step = Math.ceil(values.length / 12);
  const kept = places(values).filter((i) => i % step === 0);
  const ticktext = kept.map((i) => nameOf(values[i] as string | number));
  return { tickmode: "array", tickvals: kept, ticktext, showgrid: false, ticks: "" };
}

/** What stands in the cells where there is room, and else under the pointer. */
function cellTexts(options: HeatmapOptions, rows: readonly number[][], notes: readonly object[]) {
  const { x, y, digits = options.logZ ? 1 : 2 } = options;
  const all = rows.map((row) => row.map((value) => formatNumber(value, digits)));
  const [, longest = 0] = finiteExtent(all.map((row) => row.map(({ length }) => length))) ?? [];
  const written = options.showValues ?? (longest * x.length <= 30 && y.length <= 12);
  // what a note says already, and in a cell what is no number
  const silent = (value: number): boolean =>
    value === 0 ? notes.length > 0 : written && !Number.isFinite(value);
  const text = all.map((row, i) => row.map((words, j) => (silent(rows[i]?.[j] as number) ? "" : words)));
  return { text, written };
}

/** A heat map for the chart `caller`. */
export function heatmapFor(caller: string, given: HeatmapOptions): Figure {
  const options = heatmapOptions(caller, given);
  const { x, y } = options;
  const rows = options.z.map((row) => Array.from(row));
  const notes = options.logZ ? zeroNotes(rows) : [];
  const { text, written } = cellTexts(options, rows, notes);
  const height = options.height ?? Math.min(520, Math.max(220, 110 + (written ? 34 : 14) * y.length));
  const layout = chartLayout({ ...options, height });
  Object.assign(layout.xaxis, labels(x));
  Object.assign(layout.yaxis, labels(y), { autorange: "reversed" });
  if (options.logZ) layout.annotations = notes;
  const trace = {
    type: "heatmap" as const,
    x: places(x),
    y: places(y),
    z: rows.map((row) => row.map((value) => heightOf(value, options.logZ))),
    xgap: written ? 1 : 0,
    ygap: written ? 1 : 0,
    text,
    ...(written ? { texttemplate: "%{text}", textfont: { size: 12 } } : {}),
    hovertemplate: "%{text}<extra></extra>",
    hoverongaps: true,
    ...colouring(options),
  };
  return {
    data: [trace],
    layout,
    alt: options.alt ?? altOf(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: tableOf(options, rows),
  };
}
