/** The linear algebra that lessons ask for: QR here, singular values and rank in a file of their own. */
import { square } from "./elementary.js";
import { finiteData, matrixOf, refuse } from "./guard.js";
import { type Matrix, zeroMatrix } from "./matrix.js";
import { inRange, timesPower, toUnit } from "./range.js";

export { rank, singularValues } from "./singular-values.js";

/**
 * The thin QR decomposition of an m × n matrix with `m >= n` by Householder reflections: `A = Q R`, the columns
 * of Q orthonormal, R upper triangular with a diagonal that is not negative (so that Q and R are unique). Every column
 * is taken at its own scale: `2^k A` has the same Q, and columns of 1e200 beside columns of 1e-200 are as exact.
 * @throws RangeError if an entry of R is too large for a double.
 */
export function qr(a: Matrix): { q: Matrix; r: Matrix } {
  matrixOf("qr", "the matrix", a);
  const { rows: m, cols: n } = a;
  if (m < n) refuse("qr", "the matrix must have at least as many rows as columns", a);
  finiteData("qr", "the matrix", a.data);
  const work = Float64Array.from(a.data);
  const exponents = Array.from({ length: n }, (_, j) => toUnit(work, j, m * n, n));
  const heads: number[] = [];
  for (let k = 0; k < n; k++) heads.push(reflect(work, m, n, k));
  const r = zeroMatrix(n, n);
  const q = zeroMatrix(m, n);
  for (let k = 0; k < n; k++) {
    for (let j = k + 1; j < n; j++) r.data[k * n + j] = work[k * n + j] as number;
    r.data[k * n + k] = heads[k] as number;
    q.data[k * n + k] = 1;
  }
  for (let k = n - 1; k >= 0; k--) applyReflection(work, q.data as Float64Array, m, n, k, n);
  for (let k = 0; k < n; k++) {
    if ((heads[k] as number) >= 0) continue;
    for (let j = k; j < n; j++) r.data[k * n + j] = -(r.data[k * n + j] as number);
    for (let i = 0; i < m; i++) q.data[i * n + k] = -(q.data[i * n + k] as number);
  }
  for (let i = 0; i < r.data.length; i++) {
    const entry = timesPower(r.data[i] as number, exponents[i % n] as number);
    r.data[i] = inRange("qr", "every entry of R", entry);
  }
  return { q, r };
}

/** Turns column k into a multiple of the k-th axis; leaves the unit mirror vector in it, returns the multiple. */
function reflect(work: Float64Array, m: number, n: number, k: number): number {
  const e = toUnit(work, k * n + k, m * n, n);
  let norm = 0;
  for (let i = k; i < m; i++) norm += square(work[i * n + k] as number);
  norm = Math.sqrt(norm);
  const first = work[k * n + k] as number;
  const head = first > 0 ? -norm : norm;
  work[k * n + k] = first - head;
  let length = 0;
  for (let i = k; i < m; i++) length += square(work[i * n + k] as number);
  length = Math.sqrt(length);
  if (length > 0) for (let i = k; i < m; i++) work[i * n + k] = (work[i * n + k] as number) / length;
  applyReflection(work, work, m, n, k, n, k + 1);
  return timesPower(head, e);
}

/** Applies the mirror stored in column k of `mirrors` to columns `from … cols - 1` of `target`. */
function applyReflection(
  mirrors: Float64Array,
  target: Float64Array,
  m: number,
  n: number,
  k: number,
  cols: number,
  from = 0,
): void {
  for (let j = from; j < cols; j++) {
    let dot = 0;
    for (let i = k; i < m; i++) dot += (mirrors[i * n + k] as number) * (target[i * cols + j] as number);
    for (let i = k; i < m; i++)
      target[i * cols + j] = (target[i * cols + j] as number) - 2 * dot * (mirrors[i * n + k] as number);
  }
}
