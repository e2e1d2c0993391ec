/** tanh, the sigmoid and their slopes over whole float64 arrays, two numbers at a time. */

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const LOG2_E: f64 = 1.4426950408889634;
const ROUNDER: f64 = 6755399441055744;
const POWER_MINUS_200: f64 = 6.223015277861142e-61;

/** `e^r - 1` for `|r| <= ln(2)/2`, grouped as in core/elementary.ts. */
// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = group(r, r2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120);
  const middle = group(r, r2, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880);
  const high = group(r, r2, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800);
  const upper = f64x2.add(middle, f64x2.mul(r4, high));
  return f64x2.add(r, f64x2.mul(r2, f64x2.add(low, f64x2.mul(r4, upper))));
}

/** `a + r b + r² (c + r d)`. */
// @ts-ignore: decorator
@inline
function group(r: v128, r2: v128, a: f64, b: f64, c: f64, d: f64): v128 {
  const first = f64x2.add(f64x2.splat(a), f64x2.mul(r, f64x2.splat(b)));
  const second = f64x2.add(f64x2.splat(c), f64x2.mul(r, f64x2.splat(d)));
  return f64x2.add(first, f64x2.mul(r2, second));
}

/** `x log₂ e` rounded to a whole number, still as `k + ROUNDER`: its low bits are k as an integer. */
// @ts-ignore: decorator
@inline
function shifted(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(ROUNDER));
}

/** `x - k ln 2`. */
// @ts-ignore: decorator
@inline
function reduced(x: v128, k: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  return f64x2.sub(high, f64x2.mul(k, f64x2.splat(LN2_LOW)));
}

/** `2^k` for normal numbers, from `k + ROUNDER`. */
// @ts-ignore: decorator
@inline
function power(shiftedK: v128): v128 {
  return i64x2.shl(i64x2.add(shiftedK, i64x2.splat(1023)), 52);
}

/** `e^x` for `x <= 0`, in two factors where the result is too small for a normal number. */
// @ts-ignore: decorator
@inline
function expNegative(x: v128): v128 {
  const y = f64x2.max(x, f64x2.splat(-746));
  const s = shifted(y);
  const k = f64x2.sub(s, f64x2.splat(ROUNDER));
  const tiny = f64x2.lt(k, f64x2.splat(-1022));
  const lifted = i64x2.add(s, v128.and(tiny, i64x2.splat(200)));
  const drop = v128.bitselect(f64x2.splat(POWER_MINUS_200), f64x2.splat(1), tiny);
  const sum = f64x2.add(f64x2.splat(1), expm1Reduced(reduced(y, k)));
  return f64x2.mul(f64x2.mul(sum, power(lifted)), drop);
}

// @ts-ignore: decorator
@inline
function tanhOf(x: v128): v128 {
  const double = f64x2.mul(f64x2.splat(-2), f64x2.abs(x));
  const y = f64x2.max(double, f64x2.splat(-40));
  const s = shifted(y);
  const r = reduced(y, f64x2.sub(s, f64x2.splat(ROUNDER)));
  const p = power(s);
  const t = f64x2.add(f64x2.sub(p, f64x2.splat(1)), f64x2.mul(p, expm1Reduced(r)));
  const size = f64x2.abs(f64x2.div(t, f64x2.add(t, f64x2.splat(2))));
  return v128.or(size, v128.and(x, f64x2.splat(-0.0)));
}

/** `tanh' = 4e/(1 + e)²`, `e = e^(-2|z|)`. */
// @ts-ignore: decorator
@inline
function tanhSlopeOf(z: v128): v128 {
  const e = expNegative(f64x2.mul(f64x2.splat(-2), f64x2.abs(z)));
  const one = f64x2.add(f64x2.splat(1), e);
  return f64x2.div(f64x2.mul(f64x2.splat(4), e), f64x2.mul(one, one));
}

/** `1/(1 + e)` or `e/(1 + e)` with `e = e^-|z|`. */
// @ts-ignore: decorator
@inline
function sigmoidOf(x: v128): v128 {
  const e = expNegative(f64x2.neg(f64x2.abs(x)));
  const top = v128.bitselect(f64x2.splat(1), e, f64x2.ge(x, f64x2.splat(0)));
  return f64x2.div(top, f64x2.add(f64x2.splat(1), e));
}

/** `sigmoid' = e/(1 + e)²`. */
// @ts-ignore: decorator
@inline
function sigmoidSlopeOf(z: v128): v128 {
  const e = expNegative(f64x2.neg(f64x2.abs(z)));
  const one = f64x2.add(f64x2.splat(1), e);
  return f64x2.div(e, f64x2.mul(one, one));
}

/** tanh of n numbers; n even. */
export function tanh64(from: usize, to: usize, n: i32): void {
  const shift = to - from;
  for (let p = from, end = from + (<usize>n << 3); p < end; p += 16) v128.store(p + shift, tanhOf(v128.load(p)));
}

/** `to[i] = gradient[i] · tanh'(z[i])`; n even. */
export function tanhSlope64(z: usize, gradient: usize, to: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 3; i < end; i += 16)
    v128.store(to + i, f64x2.mul(v128.load(gradient + i), tanhSlopeOf(v128.load(z + i))));
}

/** The sigmoid of n numbers; n even. */
export function sigmoid64(from: usize, to: usize, n: i32): void {
  const shift = to - from;
  for (let p = from, end = from + (<usize>n << 3); p < end; p += 16) v128.store(p + shift, sigmoidOf(v128.load(p)));
}

/** `to[i] = gradient[i] · sigmoid'(z[i])`; n even. */
export function sigmoidSlope64(z: usize, gradient: usize, to: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 3; i < end; i += 16)
    v128.store(to + i, f64x2.mul(v128.load(gradient + i), sigmoidSlopeOf(v128.load(z + i))));
}
