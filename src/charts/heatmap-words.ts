/** A heat map in words and as a table. */

import { finiteExtent } from "./extent.js";
import type { FigureTable } from "./figure.js";
import type { HeatmapOptions } from "./heatmap.js";
import { said } from "./look.js";
import { formatNumber } from "./number.js";

/** What the chart shows, in words. */
export function altOf({ title, x, y, z }: HeatmapOptions): string {
  const place = (wanted: number) => {
    const row = z.findIndex((line) => Array.from(line).includes(wanted));
    return `${formatNumber(wanted, 2)} (${y[row]}, ${x[Array.from(z[row] as ArrayLike<number>).indexOf(wanted)]})`;
  };
  const [low, high] = finiteExtent(z) as [number, number];
  const span =
    low === high ? `every value is ${formatNumber(low, 2)}` : `from ${place(low)} to ${place(high)}`;
  return said(title, `${y.length} rows and ${x.length} columns, ${span}.`);
}

/** The most rows and columns of the table; of more, so many are chosen evenly. */
const mostInTable = 100;

function chosen(count: number): number[] {
  const most = Math.min(count, mostInTable);
  return Array.from({ length: most }, (_, i) =>
    most === count ? i : Math.round((i * (count - 1)) / (most - 1)),
  );
}

/** The values of the cells, of many rows and columns some. */
export function tableOf({ x, y, yTitle }: HeatmapOptions, rows: readonly number[][]): FigureTable {
  const columns = chosen(x.length);
  return {
    columns: [yTitle, ...columns.map((j) => String(x[j]))],
    rows: chosen(y.length).map((i) => [
      y[i] as string | number,
      ...columns.map((j) => rows[i]?.[j] as number),
    ]),
  };
}

/** What a row or a column is called. */
export const nameOf = (value: string | number): string =>
  typeof value === "number" ? numberName(value) : value;

function numberName(value: number): string {
  const text = String(value);
  return text.length > 8 || text.includes("e") ? formatNumber(value) : text;
}
