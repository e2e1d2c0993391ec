/** Singular values and the rank. */
import { square } from "./elementary.js";
import { finiteData, matrixOf, notNegative } from "./guard.js";
import { type Matrix, transpose } from "./matrix.js";
import { exponent, inRange, timesPower, toUnit } from "./range.js";

/** A length in two parts, `size · 2^exponent`: no ratio of lengths is too large. */
interface Length {
  size: number;
  exponent: number;
}

/**
 * The singular values, largest first, by one-sided Jacobi rotations: pairs of columns are turned until all are
 * at right angles; their lengths are then the singular values, small ones to high relative accuracy. Every column
 * (row, if A is wide) is kept at its own scale, so that they may be as different as 1e200 and 1e-200.
 * @throws RangeError if the largest is too large for a double.
 */
export function singularValues(a: Matrix): number[] {
  return lengths("singularValues", a).map(({ size, exponent }) =>
    inRange("singularValues", "every singular value", timesPower(size, exponent)),
  );
}

/**
 * The number of singular values above `tolerance` times the largest, 1e-10 by default; 0 for a zero matrix. A multiple
 * of A has the same rank, however small or large.
 */
export function rank(a: Matrix, tolerance = 1e-10): number {
  notNegative("rank", "tolerance", tolerance);
  const all = lengths("rank", a);
  const top = all[0] as Length;
  const limit = { size: tolerance * top.size, exponent: top.exponent };
  return all.filter((length) => compare(length, limit) > 0).length;
}

/** Positive if x is greater than y. */
function compare(x: Length, y: Length): number {
  if (x.size === 0 || y.size === 0) return x.size - y.size;
  const apart = x.exponent + exponent(x.size) - y.exponent - exponent(y.size);
  return apart === 0 ? timesPower(x.size, x.exponent - y.exponent) - y.size : apart;
}

/** The lengths of the columns of A after all were turned to right angles, largest first. */
function lengths(name: string, a: Matrix): Length[] {
  matrixOf(name, "the matrix", a);
  finiteData(name, "the matrix", a.data);
  // Rows of `work` are the columns of the tall form of A; row i is to be multiplied by 2^exponents[i].
  const tall = a.rows >= a.cols ? transpose(a) : a;
  const { rows: n, cols: m } = tall;
  const work = Float64Array.from(tall.data);
  const exponents = Array.from({ length: n }, (_, i) => toUnit(work, i * m, (i + 1) * m));
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) turned = rotate(work, m, exponents, p, q) || turned;
    if (!turned) break;
  }
  const found = exponents.map((exponent, i) => {
    const more = toUnit(work, i * m, (i + 1) * m);
    let sum = 0;
    for (let j = i * m; j < (i + 1) * m; j++) sum += square(work[j] as number);
    return { size: Math.sqrt(sum), exponent: exponent + more };
  });
  return found.sort((x, y) => compare(y, x));
}

/** Turns two vectors of length m to right angles; false if they were already, to rounding. */
function rotate(work: Float64Array, m: number, exponents: number[], p: number, q: number): boolean {
  const [x, y] = [work.subarray(p * m, (p + 1) * m), work.subarray(q * m, (q + 1) * m)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < m; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  if (Math.min(xx, yy) < SHORT) {
    const [up, down] = [toUnit(x), toUnit(y)];
    exponents[p] = (exponents[p] as number) + up;
    exponents[q] = (exponents[q] as number) + down;
    if (up !== 0 || down !== 0) return rotate(work, m, exponents, p, q);
  }
  if (xy === 0 || Math.abs(xy) <= 1e-15 * Math.sqrt(xx) * Math.sqrt(yy)) return false;
  const apart = (exponents[q] as number) - (exponents[p] as number);
  if (apart > FAR) project(x, y, xy / yy);
  else if (apart < -FAR) project(y, x, xy / xx);
  else turn(x, y, { xx, yy, xy }, timesPower(1, apart));
  return true;
}

/** A vector whose square is below this is brought to its scale again, long before squares vanish. */
const SHORT = 1e-100;

/** From this difference of exponents on, the longer of two vectors turns by less than its last bit. */
const FAR = 300;

/** Takes from x its part along the much longer y. */
function project(x: Float64Array, y: Float64Array, share: number): void {
  for (let i = 0; i < x.length; i++) x[i] = (x[i] as number) - share * (y[i] as number);
}

/** Turns x and `ratio · y`, whose inner products these are without the ratio. */
function turn(
  x: Float64Array,
  y: Float64Array,
  { xx, yy, xy }: { xx: number; yy: number; xy: number },
  ratio: number,
): void {
  const zeta = (yy * ratio - xx / ratio) / (2 * xy);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    x[i] = c * a - s * ratio * b;
    y[i] = (s / ratio) * a + c * b;
  }
}
