/** The range of doubles: powers of two that bring numbers into its middle, and results that leave it. */
import { describe } from "./guard.js";
import { largest } from "./scaled.js";

/** A result of finite numbers that is too large for its numbers. */
export class Overflow extends RangeError {}

/** Requires a result that its numbers, doubles as a rule, can hold. */
export function inRange(name: string, what: string, result: number, precision = "float64"): number {
  if (Number.isFinite(result)) return result;
  const numbers = precision === "float64" ? "doubles" : "float32 numbers";
  throw new Overflow(`${name}: ${what} must stay within the range of ${numbers}, got ${describe(result)}`);
}

const view = new DataView(new ArrayBuffer(8));

/** The whole number e with `2^e <= |x| < 2^(e + 1)`; 0 for 0. */
export function exponent(x: number): number {
  view.setFloat64(0, x);
  const biased = (view.getUint32(0) >>> 20) & 0x7ff;
  if (biased > 0) return biased - 1023;
  return x === 0 ? 0 : exponent(x * 18014398509481984) - 54;
}

/** `2^k` for `-1022 <= k <= 1023`. */
function power(k: number): number {
  view.setUint32(0, (k + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** `x · 2^k` for every whole k, rounded once. */
export function timesPower(x: number, k: number): number {
  const steps = Math.trunc(k / 1000);
  let y = x * power(k - 1000 * steps);
  for (let i = 0; i < Math.abs(steps); i++) y *= power(steps > 0 ? 1000 : -1000);
  return y;
}

/** Multiplies the numbers at `from`, `from + stride`, … below `to` by a power of two, so that the largest lies in [1, 2), and gives their old exponent. */
export function toUnit(xs: Float64Array, from = 0, to = xs.length, stride = 1): number {
  const e = exponent(largest(xs, from, to, stride));
  if (e === 0) return e;
  const factor = Math.abs(e) <= 1000 ? power(-e) : undefined;
  for (let i = from; i < to; i += stride) {
    const x = xs[i] as number;
    xs[i] = factor === undefined ? timesPower(x, -e) : x * factor;
  }
  return e;
}

/** `√(a² + b²)`: the squares neither overflow nor vanish. */
export function hypotenuse(a: number, b: number): number {
  const e = exponent(largest([a, b]));
  const [x, y] = [timesPower(a, -e), timesPower(b, -e)];
  return timesPower(Math.sqrt(x * x + y * y), e);
}
