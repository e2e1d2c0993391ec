/** The eigenvalues of a real square matrix, as points of the complex plane. */
import { square } from "./elementary.js";
import { finiteData, refuse } from "./guard.js";
import { type Matrix, toArrays } from "./matrix.js";

/** A complex number. */
export interface Complex {
  re: number;
  im: number;
}

/** The size `√(re² + im²)` of a complex number. */
export function magnitude({ re, im }: Complex): number {
  return Math.sqrt(re * re + im * im);
}

const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const minus = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
const conjugate = ({ re, im }: Complex): Complex => ({ re, im: -im });

/** The square root in the right half plane. */
function root(z: Complex): Complex {
  const size = magnitude(z);
  const re = Math.sqrt((size + Math.abs(z.re)) / 2);
  if (re === 0) return { re: 0, im: 0 };
  const im = z.im / (2 * re);
  if (z.re >= 0) return { re, im };
  return { re: Math.abs(im), im: z.im < 0 ? -re : re };
}

/**
 * All n eigenvalues, largest magnitude first: reduction to Hessenberg form by reflections, then the QR algorithm with
 * Wilkinson's shifts in complex arithmetic. Close to `1e-12` times the norm for the matrices of this course.
 */
export function eigenvalues(a: Matrix): Complex[] {
  if (a.rows !== a.cols) refuse("eigenvalues", "the matrix must be square", a);
  finiteData("eigenvalues", "the matrix", a.data);
  const h = hessenberg(toArrays(a)).map((row) => row.map((re): Complex => ({ re, im: 0 })));
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
  return found.sort((x, y) => magnitude(y) - magnitude(x) || y.re - x.re || y.im - x.im);
}

function entry(h: Complex[][], i: number, j: number): Complex {
  return (h[i] as Complex[])[j] as Complex;
}

/** Whether the entry left of the diagonal in row i is rounding; if so it is set to 0. */
function negligible(h: Complex[][], i: number): boolean {
  const scale = magnitude(entry(h, i, i)) + magnitude(entry(h, i - 1, i - 1));
  if (magnitude(entry(h, i, i - 1)) > 1e-16 * scale) return false;
  (h[i] as Complex[])[i - 1] = { re: 0, im: 0 };
  return true;
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
function wilkinson(h: Complex[][], n: number): Complex {
  const [a, b] = [entry(h, n - 2, n - 2), entry(h, n - 2, n - 1)];
  const [c, d] = [entry(h, n - 1, n - 2), entry(h, n - 1, n - 1)];
  const half = { re: (a.re - d.re) / 2, im: (a.im - d.im) / 2 };
  const bc = times(b, c);
  const square2 = times(half, half);
  const spread = root({ re: square2.re + bc.re, im: square2.im + bc.im });
  const middle = { re: (a.re + d.re) / 2, im: (a.im + d.im) / 2 };
  const plus = { re: middle.re + spread.re, im: middle.im + spread.im };
  const other = minus(middle, spread);
  return magnitude(minus(plus, d)) < magnitude(minus(other, d)) ? plus : other;
}

/** One QR step on rows and columns `from … n - 1`: `H - s = Q R`, then `R Q + s`, by Givens rotations. */
function qrStep(h: Complex[][], from: number, n: number, shift: Complex): void {
  for (let i = from; i < n; i++) (h[i] as Complex[])[i] = minus(entry(h, i, i), shift);
  const turns: { c: Complex; s: Complex }[] = [];
  for (let k = from; k + 1 < n; k++) {
    const [x, y] = [entry(h, k, k), entry(h, k + 1, k)];
    const size = Math.sqrt(square(magnitude(x)) + square(magnitude(y)));
    const c = size === 0 ? { re: 1, im: 0 } : { re: x.re / size, im: x.im / size };
    const s = size === 0 ? { re: 0, im: 0 } : { re: y.re / size, im: y.im / size };
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
    const v = a.slice(k + 1).map((row) => row[k] as number);
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
