/** A matrix as a heat map. */

import type { Figure } from "./figure.js";
import { heatmap } from "./heatmap.js";

/** A matrix by rows, or in one row-major array. */
export type MatrixLike =
  | readonly ArrayLike<number>[]
  | { rows: number; cols: number; data: ArrayLike<number> };

/** What `matrixChart` takes. */
export interface MatrixChartOptions {
  /** The finding, as a sentence. */
  title: string;
  matrix: MatrixLike;
  /** What a row is; "unit (row)" by default. */
  rowTitle?: string | undefined;
  /** What a column is; "input (column)" by default. */
  columnTitle?: string | undefined;
  /** The quantity; "weight" by default. */
  valueTitle?: string | undefined;
  showValues?: boolean | undefined;
  digits?: number | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

function rowsOf(matrix: MatrixLike): number[][] {
  if (!("data" in matrix)) return Array.from(matrix, (row) => Array.from(row));
  const { rows, cols, data } = matrix;
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => data[i * cols + j] as number),
  );
}

/** A matrix as a heat map, row 1 on top: purple below 0, green above, white at 0. */
export function matrixChart(options: MatrixChartOptions): Figure {
  const z = rowsOf(options.matrix);
  const { rowTitle, columnTitle, valueTitle, matrix: _, ...rest } = options;
  return heatmap({
    ...rest,
    x: Array.from({ length: z[0]?.length ?? 0 }, (_, j) => j + 1),
    y: z.map((_, i) => i + 1),
    z,
    xTitle: columnTitle ?? "input (column)",
    yTitle: rowTitle ?? "unit (row)",
    colorbarTitle: valueTitle ?? "weight",
    diverging: true,
  });
}
