/** A chart as plain data: Plotly traces and layout, a sentence in its place, and a table of its values. */

import { formatNumber } from "./number.js";

/** One Plotly trace, of a kind that the small (cartesian) Plotly bundle can draw. */
export interface PlotlyTrace {
  type: "scatter" | "bar" | "heatmap" | "histogram" | "box" | "violin" | "contour";
  [option: string]: unknown;
}

/** One state of an animated figure. */
export interface PlotlyFrame {
  name: string;
  data: PlotlyTrace[];
  layout?: Record<string, unknown>;
  traces?: number[];
}

/** The values behind a figure, for readers who cannot see it. */
export interface FigureTable {
  columns: string[];
  rows: (string | number)[][];
}

/** A chart: everything that is needed to draw it, to say it in words and to tabulate it. */
export interface Figure {
  data: PlotlyTrace[];
  layout: Record<string, unknown>;
  frames?: PlotlyFrame[];
  /** One or more sentences that say what the chart shows. */
  alt: string;
  /** What to do and what to see. */
  caption?: string;
  table: FigureTable;
}

/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A number with about `digits` significant digits; null where it is not finite; integers stay as they are. */
function plainNumber(x: number, digits: number): number | null {
  if (!Number.isFinite(x)) return null;
  return Number.isInteger(x) ? x + 0 : Number(x.toPrecision(digits));
}

/**
 * The same value as plain JSON data: typed arrays become arrays, NaN and infinities null, numbers keep `digits`
 * significant digits, keys without a value disappear.
 */
export function toPlain(value: unknown, digits = 6): Json {
  if (typeof value === "number") return plainNumber(value, digits);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, digits));
  if (ArrayBuffer.isView(value))
    return Array.from(value as Float64Array, (item) => plainNumber(item, digits));
  if (typeof value !== "object" || value === null) return null;
  const plain: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && typeof item !== "function") plain[key] = toPlain(item, digits);
  }
  return plain;
}

/** A table whose numbers are written out for reading, with at most four significant digits. */
export function readableTable(table: FigureTable): { columns: string[]; rows: string[][] } {
  const text = (cell: string | number) => (typeof cell === "number" ? formatNumber(cell) : cell);
  return { columns: table.columns, rows: table.rows.map((row) => row.map(text)) };
}
