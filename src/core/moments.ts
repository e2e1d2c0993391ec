/**
 * Moments of finite numbers at any scale, for functions that have checked their data. The plain sums come first; where
 * they leave the range of doubles, or drown in the rounding of a large mean, the values are scaled and shifted.
 */
import { square } from "./elementary.js";
import { isSafe, scaled, sumOfSquares } from "./scaled.js";

type Data = ArrayLike<number>;

/** A sum of squares of values that were multiplied by `factor`. */
interface Squares {
  sum: number;
  factor: number;
}

/** `2^-38`: a mean of n values is rounded by up to `n · 2^-53`, which a spread of `n · 2^-38` is far above. */
const DROWNED = 3.637978807091713e-12;

/** Whether a spread is so small beside the mean of n values that the rounding of the mean shows in it. */
function isDrowned(spread: number, mean: number, n: number): boolean {
  return spread < Math.abs(mean) * n * DROWNED;
}

function sumOf(xs: Data): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i] as number;
  return sum;
}

function squaresAbout(xs: Data, center: number): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += square((xs[i] as number) - center);
  return sum;
}

/** `√(sum/n)` of the unscaled values: never above the greatest double, which bounds every mean of doubles. */
function root({ sum, factor }: Squares, n: number): number {
  return Math.min(Number.MAX_VALUE, Math.sqrt(sum / n) / factor);
}

/** `Σx/n`. */
export function meanOf(xs: Data): number {
  const sum = sumOf(xs);
  if (Number.isFinite(sum)) return sum / xs.length;
  // With 2^-64 no sum overflows, and what that takes from small values is far below the digits of the large ones.
  const down = 5.421010862427522e-20;
  const mean = sumOf(Float64Array.from(xs, (x) => x * down)) / xs.length / down;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, mean));
}

/** The scaled values less their first `period` ones, in turn: small differences beside a large mean are exact. */
function differences(xs: Data, period: number): { values: Float64Array; factor: number } {
  const { values, factor } = scaled(xs);
  for (let i = values.length - 1; i >= 0; i--)
    values[i] = (values[i] as number) - (values[i % period] as number);
  return { values, factor };
}

/** The values, or what takes their place where they need scaling, about their mean. */
interface Deviations extends Squares {
  values: Data;
  center: number;
}

/** `Σ(x - mean)²`; exactly 0 if all values are equal. */
function deviations(xs: Data): Deviations {
  const plain = about(xs, 1);
  const safe = isSafe(plain.sum) && !isDrowned(root(plain, xs.length), plain.center, xs.length);
  if (safe) return plain;
  const { values, factor } = differences(xs, 1);
  return about(values, factor);
}

function about(values: Data, factor: number): Deviations {
  const center = sumOf(values) / values.length;
  return { sum: squaresAbout(values, center), factor, values, center };
}

/** The values less their mean, times some power of two where doubles would end; all 0 if they are equal. */
export function centered(xs: Data): Float64Array {
  const { values, center } = deviations(xs);
  return Float64Array.from(values, (x) => x - center);
}

/** `Σ(x - mean)²/n`; Infinity or 0 where doubles end. */
export function varianceOf(xs: Data): number {
  const { sum, factor } = deviations(xs);
  return sum / xs.length / factor / factor;
}

/** `√(Σ(x - mean)²/n)`. */
export function stdOf(xs: Data): number {
  return root(deviations(xs), xs.length);
}

/** The standard error of the mean, `√(Σ(x - mean)²/n/(n - 1))`. */
export function standardErrorOf(xs: Data): number {
  const { sum, factor } = deviations(xs);
  return root({ sum: sum / xs.length, factor }, xs.length - 1);
}

/** `Σx²/n`; Infinity or 0 where doubles end. */
export function meanSquareOf(xs: Data): number {
  const { sum, factor } = sumOfSquares(xs);
  return sum / xs.length / factor / factor;
}

/** `√(Σx²/n)`. */
export function rmsOf(xs: Data): number {
  return root(sumOfSquares(xs), xs.length);
}

function columnMeans(xs: Data, cols: number): Float64Array {
  const means = new Float64Array(cols);
  for (let i = 0; i < xs.length; i += cols)
    for (let j = 0; j < cols; j++) means[j] = (means[j] as number) + (xs[i + j] as number);
  for (let j = 0; j < cols; j++) means[j] = (means[j] as number) / (xs.length / cols);
  return means;
}

function squaresAboutColumns(xs: Data, means: Float64Array): number {
  const cols = means.length;
  let sum = 0;
  for (let i = 0; i < xs.length; i += cols)
    for (let j = 0; j < cols; j++) sum += square((xs[i + j] as number) - (means[j] as number));
  return sum;
}

/** The std of each column, root mean square over the columns; exactly 0 if all rows are equal. */
export function columnStdOf(xs: Data, cols: number): number {
  const means = columnMeans(xs, cols);
  const plain = squaresAboutColumns(xs, means);
  const spread = root({ sum: plain, factor: 1 }, xs.length);
  if (isSafe(plain) && !isDrowned(spread, rmsOf(means), xs.length / cols)) return spread;
  const { values, factor } = differences(xs, cols);
  return root({ sum: squaresAboutColumns(values, columnMeans(values, cols)), factor }, xs.length);
}

/**
 * The sum over the rows of a row's variance. Distances are taken from the row's first value: they are exactly 0 when
 * all are equal, whatever the rounding of a mean, and cancel to no more than one part in the number of columns.
 */
function rowVariances(xs: Data, cols: number): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i += cols) {
    const first = xs[i] as number;
    let total = 0;
    let squares = 0;
    for (let j = i; j < i + cols; j++) {
      const d = (xs[j] as number) - first;
      total += d;
      squares += d * d;
    }
    sum += Math.max(0, squares / cols - square(total / cols));
  }
  return sum;
}

/** The std of each row, root mean square over the rows; exactly 0 if every row is constant. */
export function rowStdOf(xs: Data, cols: number): number {
  const rows = xs.length / cols;
  const plain = rowVariances(xs, cols);
  if (isSafe(plain)) return root({ sum: plain, factor: 1 }, rows);
  const { values, factor } = scaled(xs);
  return root({ sum: rowVariances(values, cols), factor }, rows);
}
