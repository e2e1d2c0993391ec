/** Batch normalization of the columns of a matrix (Ioffe and Szegedy, 2015), without its learned scale. */
import { square } from "./elementary.js";
import { refuse } from "./guard.js";
import { type Matrix, type Values, values, zeroMatrix } from "./matrix.js";
import { largest, powerFor } from "./scaled.js";

/** What the backward pass needs: the normalized values, and one over the std of each column. */
export interface Normalized {
  values: Matrix;
  inverseStd: Values;
}

/** Added to the variance, so that a column without any spread becomes 0. */
const EPSILON = 1e-5;

/** The mean of a column, and `Σ(x - mean)²`, of its values times `factor`. */
interface ColumnMoments {
  factor: number;
  mean: number;
  squares: number;
}

function momentsTimes(factor: number, { data, rows, cols }: Matrix, j: number): ColumnMoments {
  let sum = 0;
  for (let i = j; i < data.length; i += cols) sum += factor * (data[i] as number);
  const mean = sum / rows;
  let squares = 0;
  for (let i = j; i < data.length; i += cols) squares += square(factor * (data[i] as number) - mean);
  return { factor, mean, squares };
}

/** The factor is 1 unless the squares of a column leave the range of doubles. */
function columnMoments(m: Matrix, j: number): ColumnMoments {
  const plain = momentsTimes(1, m, j);
  if (Number.isFinite(plain.squares)) return plain;
  return momentsTimes(powerFor(largest(m.data, j, m.data.length, m.cols)), m, j);
}

/**
 * Brings every column of `m` to mean 0 and variance 1 over the rows, in place: `(x - mean)/√(variance + 1e-5)`; `reuse` is
 * written over. A single row has no variance, so that `forward`, which calls this, refuses it.
 */
export function normalize(m: Matrix, reuse?: Normalized): Normalized {
  const { rows, cols, data, precision } = m;
  if (rows < 2) refuse("forward", "batch normalization needs more than one sample", rows);
  const kept = reuse ?? { values: zeroMatrix(rows, cols, precision), inverseStd: values(cols, precision) };
  for (let j = 0; j < cols; j++) {
    const { factor, mean, squares } = columnMoments(m, j);
    const inverse = 1 / Math.sqrt(squares / rows + EPSILON * factor * factor);
    kept.inverseStd[j] = inverse * factor;
    for (let i = j; i < data.length; i += cols) data[i] = (factor * (data[i] as number) - mean) * inverse;
  }
  kept.values.data.set(data);
  return kept;
}

/**
 * Turns the gradient with respect to the normalized values into the one with respect to what was normalized, in place:
 * `(g - mean g - v · mean(g v)) / std`, column by column.
 */
export function normalizationGradient(
  gradient: Matrix,
  { values: normalized, inverseStd }: Normalized,
): void {
  const { rows, cols, data } = gradient;
  for (let j = 0; j < cols; j++) {
    let sum = 0;
    let products = 0;
    for (let i = j; i < data.length; i += cols) {
      sum += data[i] as number;
      products += (data[i] as number) * (normalized.data[i] as number);
    }
    for (let i = j; i < data.length; i += cols) {
      const centred = (data[i] as number) - sum / rows - ((normalized.data[i] as number) * products) / rows;
      data[i] = centred * (inverseStd[j] as number);
    }
  }
}
