/**
 * Sums of squares beyond the range of doubles. The plain sum `Σx²` comes first; where it overflows, or is so small that
 * squares may have underflowed, the values are multiplied by a power of two, which keeps every digit of the large ones.
 */

type Data = ArrayLike<number>;

/** `2^-960`: what squares below `2^-1022` have lost, over up to `2^53` values, is less than `2^-62` of such a sum. */
const LEAST = 1.0261342003245941e-289;

/** Whether a plain sum of squares has neither overflowed nor lost digits to underflow. */
export function isSafe(sum: number): boolean {
  return sum >= LEAST && sum < Infinity;
}

const view = new DataView(new ArrayBuffer(8));

/**
 * The power of two that brings a size `> 0` into [1, 2): exactly so for normal numbers below `2^1023`, into [2, 4) above,
 * and subnormal ones as far as `2^1023` brings them. Its inverse is a double, too.
 */
export function powerFor(size: number): number {
  view.setFloat64(0, size);
  const exponent = view.getUint16(0) >>> 4;
  view.setUint32(0, Math.max(1, 2046 - exponent) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** The greatest absolute value among every `step`-th value from `from` on, before `to`. */
export function largest(xs: Data, from = 0, to = xs.length, step = 1): number {
  let size = 0;
  for (let i = from; i < to; i += step) size = Math.max(size, Math.abs(xs[i] as number));
  return size;
}

/** All values times the power of two for the largest of them (1 if all are 0). */
export function scaled(xs: Data): { values: Float64Array; factor: number } {
  const size = largest(xs);
  const factor = size > 0 ? powerFor(size) : 1;
  return { values: Float64Array.from(xs, (x) => x * factor), factor };
}

/** `Σ (factor · x)²` over every `step`-th value from `from` on, before `to`; the factor is 1 where that is safe. */
export function sumOfSquares(xs: Data, from = 0, to = xs.length, step = 1): { sum: number; factor: number } {
  const plain = sumTimes(1, xs, from, to, step);
  if (isSafe(plain)) return { sum: plain, factor: 1 };
  const size = largest(xs, from, to, step);
  if (!(size > 0)) return { sum: plain, factor: 1 };
  const factor = powerFor(size);
  return { sum: sumTimes(factor, xs, from, to, step), factor };
}

function sumTimes(factor: number, xs: Data, from: number, to: number, step: number): number {
  let sum = 0;
  for (let i = from; i < to; i += step) {
    const x = factor * (xs[i] as number);
    sum += x * x;
  }
  return sum;
}

/** The length `√Σx²` of a vector, over every `step`-th value from `from` on, before `to`. */
export function norm(xs: Data, from = 0, to = xs.length, step = 1): number {
  const { sum, factor } = sumOfSquares(xs, from, to, step);
  return Math.sqrt(sum) / factor;
}
