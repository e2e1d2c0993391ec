/** Activations and their slopes in float32, four numbers at a time: the large-run path's own, near 1e-7 relative. */

const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.428606765330187e-6;
const LOG2_E: f32 = 1.4426950408889634;

/** Kinds of activations; `elu` is `scale · (z, or alpha (e^z - 1) below 0)` and covers SELU. */
export const LINEAR: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const TANH: i32 = 2;
export const SIGMOID: i32 = 3;
export const ELU: i32 = 4;

/** `e^r - 1` for `|r| <= ln(2)/2`, to the 7th power. */
// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128): v128 {
  let sum = f32x4.splat(1.0 / 5040);
  sum = f32x4.add(f32x4.splat(1.0 / 720), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 120), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 24), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 6), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(0.5), f32x4.mul(r, sum));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), sum));
}

/** `x - k ln 2`. */
// @ts-ignore: decorator
@inline
function reduced(x: v128, k: v128): v128 {
  const high = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  return f32x4.sub(high, f32x4.mul(k, f32x4.splat(LN2_LOW)));
}

/** `2^k` for whole k from -126 to 127. */
// @ts-ignore: decorator
@inline
function power(k: v128): v128 {
  return i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
}

/** `e^x` for x <= 0; below -87 it stays at e^-87, about 1e-38. */
// @ts-ignore: decorator
@inline
function expNegative(x: v128): v128 {
  const y = f32x4.max(x, f32x4.splat(-87));
  const k = f32x4.nearest(f32x4.mul(y, f32x4.splat(LOG2_E)));
  return f32x4.mul(f32x4.add(f32x4.splat(1), expm1Reduced(reduced(y, k))), power(k));
}

/** `e^x - 1` for x <= 0. */
// @ts-ignore: decorator
@inline
function expm1Negative(x: v128): v128 {
  const y = f32x4.max(x, f32x4.splat(-40));
  const k = f32x4.nearest(f32x4.mul(y, f32x4.splat(LOG2_E)));
  const p = power(k);
  return f32x4.add(f32x4.sub(p, f32x4.splat(1)), f32x4.mul(p, expm1Reduced(reduced(y, k))));
}

// @ts-ignore: decorator
@inline
function value(kind: i32, z: v128, alpha: v128, scale: v128): v128 {
  if (kind == TANH) {
    const t = expm1Negative(f32x4.mul(f32x4.splat(-2), f32x4.abs(z)));
    const size = f32x4.abs(f32x4.div(t, f32x4.add(t, f32x4.splat(2))));
    return v128.or(size, v128.and(z, f32x4.splat(-0.0)));
  }
  if (kind == SIGMOID) {
    const e = expNegative(f32x4.neg(f32x4.abs(z)));
    const top = v128.bitselect(f32x4.splat(1), e, f32x4.ge(z, f32x4.splat(0)));
    return f32x4.div(top, f32x4.add(f32x4.splat(1), e));
  }
  if (kind == LEAKY_RELU) return v128.bitselect(z, f32x4.mul(alpha, z), f32x4.gt(z, f32x4.splat(0)));
  if (kind == ELU) {
    const low = f32x4.mul(alpha, expm1Negative(f32x4.min(z, f32x4.splat(0))));
    return f32x4.mul(scale, v128.bitselect(z, low, f32x4.gt(z, f32x4.splat(0))));
  }
  return z;
}

// @ts-ignore: decorator
@inline
function slope(kind: i32, z: v128, alpha: v128, scale: v128): v128 {
  if (kind == TANH) {
    const e = expNegative(f32x4.mul(f32x4.splat(-2), f32x4.abs(z)));
    const one = f32x4.add(f32x4.splat(1), e);
    return f32x4.div(f32x4.mul(f32x4.splat(4), e), f32x4.mul(one, one));
  }
  if (kind == SIGMOID) {
    const e = expNegative(f32x4.neg(f32x4.abs(z)));
    const one = f32x4.add(f32x4.splat(1), e);
    return f32x4.div(e, f32x4.mul(one, one));
  }
  const above = f32x4.gt(z, f32x4.splat(0));
  if (kind == LEAKY_RELU) return v128.bitselect(f32x4.splat(1), alpha, above);
  if (kind == ELU) {
    const low = f32x4.mul(alpha, expNegative(f32x4.min(z, f32x4.splat(0))));
    return f32x4.mul(scale, v128.bitselect(f32x4.splat(1), low, above));
  }
  return f32x4.splat(1);
}

/** Adds the row `biases` to each of `rows` rows of z. */
export function addBiases32(z: usize, biases: usize, rows: i32, cols: i32): void {
  const width = <usize>(cols * 4);
  const whole = width & ~15;
  for (let i = 0; i < rows; i++, z += width) {
    for (let j: usize = 0; j < whole; j += 16)
      v128.store(z + j, f32x4.add(v128.load(z + j), v128.load(biases + j)));
    for (let j = whole; j < width; j += 4) store<f32>(z + j, load<f32>(z + j) + load<f32>(biases + j));
  }
}

/** `h = φ(z)` for n numbers; it may run over up to 3 numbers more. */
export function activate32(kind: i32, z: usize, h: usize, n: i32, alpha: f32, scale: f32): void {
  const a = f32x4.splat(alpha);
  const s = f32x4.splat(scale);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16)
    v128.store(h + i, value(kind, v128.load(z + i), a, s));
}

/** `gradient *= φ'(z)` for n numbers; it may run over up to 3 numbers more. */
export function applySlope32(kind: i32, z: usize, gradient: usize, n: i32, alpha: f32, scale: f32): void {
  const a = f32x4.splat(alpha);
  const s = f32x4.splat(scale);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16)
    v128.store(gradient + i, f32x4.mul(v128.load(gradient + i), slope(kind, v128.load(z + i), a, s)));
}
