/** A matrix as a heat map. */

import { type Known, list, positiveInteger, refuse } from "../core/guard.js";
import { chartOptions, numberList } from "./doors.js";
import type { Figure } from "./figure.js";
import { heatmapFor } from "./heatmap.js";

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

const known: Known<MatrixChartOptions> = {
  ...{ title: true, matrix: true, rowTitle: true, columnTitle: true, valueTitle: true },
  ...{ showValues: true, digits: true, alt: true, caption: true, height: true },
};

function rowsOf(matrix: MatrixLike): number[][] {
  if (typeof matrix !== "object" || matrix === null || !("data" in matrix)) return listedRows(matrix);
  const { rows, cols, data } = matrix;
  positiveInteger("matrixChart", "matrix.rows", rows);
  positiveInteger("matrixChart", "matrix.cols", cols);
  numberList("matrixChart", "matrix.data", data);
  if (data.length !== rows * cols)
    refuse("matrixChart", `matrix.data must hold ${rows} × ${cols} values`, data.length);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => data[i * cols + j] as number),
  );
}

function listedRows(matrix: readonly ArrayLike<number>[]): number[][] {
  list("matrixChart", "matrix", matrix);
  if (matrix.length === 0) refuse("matrixChart", "matrix must have at least one row", matrix.length);
  Array.from(matrix).forEach((row, i) => {
    numberList("matrixChart", `row ${i + 1} of matrix`, row);
    const width = (matrix[0] as ArrayLike<number>).length;
    if (row.length !== width)
      refuse("matrixChart", `row ${i + 1} of matrix must have ${width} values like row 1`, row.length);
  });
  return Array.from(matrix, (row) => Array.from(row));
}

/**
 * A matrix as a heat map, row 1 on top: purple below 0, green above, white at 0.
 *
 * @throws RangeError unless its rows are equally long and some of its values finite.
 */
export function matrixChart(given: MatrixChartOptions): Figure {
  const options = chartOptions("matrixChart", given, known, ["title"]);
  const z = rowsOf(options.matrix);
  const { rowTitle, columnTitle, valueTitle, matrix: _, ...rest } = options;
  return heatmapFor("matrixChart", {
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
