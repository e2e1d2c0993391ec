/** The linear algebra that lessons ask for: QR, singular values, rank. */
import { square } from "./elementary.js";
import { finiteData, notNegative, refuse } from "./guard.js";
import { type Matrix, transpose, zeroMatrix } from "./matrix.js";

/**
 * The thin QR decomposition of an m × n matrix with `m >= n` by Householder reflections: `A = Q R`, the columns
 * of Q orthonormal, R upper triangular with a diagonal that is not negative (so that Q and R are unique).
 */
export function qr(a: Matrix): { q: Matrix; r: Matrix } {
  const { rows: m, cols: n } = a;
  if (m < n) refuse("qr", "the matrix must have at least as many rows as columns", a);
  finiteData("qr", "the matrix", a.data);
  const work = Float64Array.from(a.data);
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
  return { q, r };
}

/** Turns column k into a multiple of the k-th axis; leaves the unit mirror vector in it, returns the multiple. */
function reflect(work: Float64Array, m: number, n: number, k: number): number {
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
  return head;
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

/**
 * The singular values, largest first, by one-sided Jacobi rotations: pairs of columns are turned until all are
 * at right angles; their lengths are then the singular values, small ones to high relative accuracy.
 */
export function singularValues(a: Matrix): number[] {
  finiteData("singularValues", "the matrix", a.data);
  // Rows of `work` are the columns of the tall form of A.
  const tall = a.rows >= a.cols ? transpose(a) : a;
  const { rows: n, cols: m } = tall;
  const work = Float64Array.from(tall.data);
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) turned = rotate(work, m, p * m, q * m) || turned;
    if (!turned) break;
  }
  const lengths = Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = i * m; j < (i + 1) * m; j++) sum += square(work[j] as number);
    return Math.sqrt(sum);
  });
  return lengths.sort((x, y) => y - x);
}

/** Turns two vectors of length m to right angles; false if they were already, to rounding. */
function rotate(work: Float64Array, m: number, p: number, q: number): boolean {
  let pp = 0;
  let qq = 0;
  let pq = 0;
  for (let i = 0; i < m; i++) {
    const x = work[p + i] as number;
    const y = work[q + i] as number;
    pp += x * x;
    qq += y * y;
    pq += x * y;
  }
  if (pq === 0 || Math.abs(pq) <= 1e-15 * Math.sqrt(pp) * Math.sqrt(qq)) return false;
  const zeta = (qq - pp) / (2 * pq);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let i = 0; i < m; i++) {
    const x = work[p + i] as number;
    const y = work[q + i] as number;
    work[p + i] = c * x - s * y;
    work[q + i] = s * x + c * y;
  }
  return true;
}

/** The number of singular values above `tolerance` times the largest; 0 for a zero matrix. */
export function rank(a: Matrix, tolerance = 1e-10): number {
  notNegative("rank", "tolerance", tolerance);
  const s = singularValues(a);
  const top = s[0] as number;
  return top === 0 ? 0 : s.filter((x) => x > tolerance * top).length;
}
