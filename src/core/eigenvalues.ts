/** The eigenvalues of a real square matrix, as points of the complex plane. */
import { type Complex, conjugate, magnitude, minus, root, scaled, size, times } from "./complex.js";
import { finiteData, matrixOf, refuse, room } from "./guard.js";
import { type Matrix, toArrays } from "./matrix.js";
import { exponent, hypotenuse, inRange, timesPower, toUnit } from "./range.js";
import { largest } from "./scaled.js";

export { type Complex, magnitude };

/**
 * All n eigenvalues, largest magnitude first: reduction to Hessenberg form by reflections, then the QR algorithm with
 * Wilkinson's shifts in complex arithmetic. Close to `1e-12` times the norm for the matrices of this course, whatever
 * their scale: the eigenvalues of `2^k A` are `2^k` times those of A.
 * @throws RangeError if an eigenvalue is too large for a double.
 */
export function eigenvalues(a: Matrix): Complex[] {
  matrixOf("eigenvalues", "the matrix", a);
  if (a.rows !== a.cols) refuse("eigenvalues", "the matrix must be square", a);
  finiteData("eigenvalues", "the matrix", a.data);
  room("eigenvalues", "the entries in complex numbers", a.data.length, BYTES, "list");
  const e = exponent(largest(a.data)) - HIGH;
  const rows = toArrays(a).map((row) => row.map((x) => timesPower(x, -e)));
  const found = deflate(hessenberg(rows).map((row) => row.map((re): Complex => ({ re, im: 0 }))));
  found.sort((x, y) => size(y) - size(x) || y.re - x.re || y.im - x.im);
  for (const z of found)
    for (const part of ["re", "im"] as const)
      z[part] = inRange("eigenvalues", "every eigenvalue", timesPower(z[part], e));
  return found;
}

/** What a complex number takes with its place in a list. */
const BYTES = 64;

/** The largest entry is brought to `2^HIGH`, from where the smallest number that is left is `2^-2022` of it. */
const HIGH = 1000;

/** The eigenvalues of a matrix in Hessenberg form, found from the last row upward. */
function deflate(h: Complex[][]): Complex[] {
  const found: Complex[] = [];
  for (let n = h.length, tries = 0; n > 0; ) {
    if (n === 1 || negligible(h, n - 1)) {
      found.push(entry(h, n - 1, n - 1));
      n -= 1;
      tries = 0;
      continue;
    }
    if (++tries > 200) refuse("eigenvalues", "the QR algorithm must converge in 200 steps", tries);
    let from = n - 1;
    while (from > 0 && !negligible(h, from)) from -= 1;
    qrStep(h, from, n, tries % 11 === 10 ? entry(h, n - 1, n - 2) : wilkinson(h, n));
  }
  return found;
}

function entry(h: Complex[][], i: number, j: number): Complex {
  return (h[i] as Complex[])[j] as Complex;
}

/** Whether the entry left of the diagonal in row i is rounding; if so it is set to 0. */
function negligible(h: Complex[][], i: number): boolean {
  const scale = size(entry(h, i, i)) + size(entry(h, i - 1, i - 1));
  if (size(entry(h, i, i - 1)) > 1e-16 * scale) return false;
  (h[i] as Complex[])[i - 1] = { re: 0, im: 0 };
  return true;
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
function wilkinson(h: Complex[][], n: number): Complex {
  const block = [
    entry(h, n - 2, n - 2),
    entry(h, n - 2, n - 1),
    entry(h, n - 1, n - 2),
    entry(h, n - 1, n - 1),
  ];
  const e = exponent(largest(block.flatMap(({ re, im }) => [re, im])));
  const [a, b, c, d] = block.map((z) => scaled(z, -e)) as [Complex, Complex, Complex, Complex];
  const half = { re: (a.re - d.re) / 2, im: (a.im - d.im) / 2 };
  const bc = times(b, c);
  const square = times(half, half);
  const spread = root({ re: square.re + bc.re, im: square.im + bc.im });
  const middle = { re: (a.re + d.re) / 2, im: (a.im + d.im) / 2 };
  const plus = { re: middle.re + spread.re, im: middle.im + spread.im };
  const other = minus(middle, spread);
  return scaled(size(minus(plus, d)) < size(minus(other, d)) ? plus : other, e);
}

/** One QR step on rows and columns `from … n - 1`: `H - s = Q R`, then `R Q + s`, by Givens rotations. */
function qrStep(h: Complex[][], from: number, n: number, shift: Complex): void {
  for (let i = from; i < n; i++) (h[i] as Complex[])[i] = minus(entry(h, i, i), shift);
  const turns: { c: Complex; s: Complex }[] = [];
  for (let k = from; k + 1 < n; k++) {
    const [x, y] = [entry(h, k, k), entry(h, k + 1, k)];
    const both = hypotenuse(size(x), size(y));
    const c = both === 0 ? { re: 1, im: 0 } : { re: x.re / both, im: x.im / both };
    const s = both === 0 ? { re: 0, im: 0 } : { re: y.re / both, im: y.im / both };
    turns.push({ c, s });
    turnRows(h[k] as Complex[], h[k + 1] as Complex[], k, n, c, s);
  }
  turns.forEach(({ c, s }, i) => {
    turnColumns(h, from + i, from, Math.min(n, from + i + 3), c, s);
  });
  for (let i = from; i < n; i++) {
    const d = entry(h, i, i);
    (h[i] as Complex[])[i] = { re: d.re + shift.re, im: d.im + shift.im };
  }
}

/** Rows k and k + 1 become `c̄ x + s̄ y` and `c y - s x`. */
function turnRows(
  upper: Complex[],
  lower: Complex[],
  from: number,
  to: number,
  c: Complex,
  s: Complex,
): void {
  for (let j = from; j < to; j++) {
    const [x, y] = [upper[j] as Complex, lower[j] as Complex];
    const [cx, sy] = [times(conjugate(c), x), times(conjugate(s), y)];
    upper[j] = { re: cx.re + sy.re, im: cx.im + sy.im };
    lower[j] = minus(times(c, y), times(s, x));
  }
}

/** Columns k and k + 1 become `x c + y s` and `y c̄ - x s̄`. */
function turnColumns(h: Complex[][], k: number, from: number, to: number, c: Complex, s: Complex): void {
  for (let i = from; i < to; i++) {
    const row = h[i] as Complex[];
    const [x, y] = [row[k] as Complex, row[k + 1] as Complex];
    const [xc, ys] = [times(x, c), times(y, s)];
    row[k] = { re: xc.re + ys.re, im: xc.im + ys.im };
    row[k + 1] = minus(times(y, conjugate(c)), times(x, conjugate(s)));
  }
}

/** The matrix turned into one with zeros below the first subdiagonal, by reflections from both sides. */
function hessenberg(a: number[][]): number[][] {
  const n = a.length;
  for (let k = 0; k + 2 < n; k++) {
    const v = Float64Array.from(a.slice(k + 1), (row) => row[k] as number);
    toUnit(v);
    const norm = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) continue;
    v[0] = (v[0] as number) + ((v[0] as number) > 0 ? norm : -norm);
    const length = v.reduce((sum, x) => sum + x * x, 0);
    for (let j = 0; j < n; j++) {
      const dot = v.reduce((sum, x, i) => sum + x * ((a[k + 1 + i] as number[])[j] as number), 0);
      v.forEach((x, i) => {
        const row = a[k + 1 + i] as number[];
        row[j] = (row[j] as number) - (2 * dot * x) / length;
      });
    }
    for (const row of a) {
      const dot = v.reduce((sum, x, i) => sum + x * (row[k + 1 + i] as number), 0);
      v.forEach((x, i) => {
        row[k + 1 + i] = (row[k + 1 + i] as number) - (2 * dot * x) / length;
      });
    }
  }
  return a;
}
