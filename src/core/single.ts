/**
 * tanh, the sigmoid, ELU and their slopes in float32: every step is rounded to float32, in the order of
 * `src/kernel/float32.ts`, so that one number here and four at a time there have the same bits. Each is within 3 units
 * in the last place (of 24 bits) of the true value; slopes stop falling at about 1e-38.
 */

const round = Math.fround;
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = round(1.428606765330187e-6);
const LOG2_E = round(Math.LOG2E);
const C3 = round(1 / 6);
const C4 = round(1 / 24);
const C5 = round(1 / 120);
const C6 = round(1 / 720);
const C7 = round(1 / 5040);
/** Adding and subtracting `1.5 · 2^23` rounds to the nearest whole number, ties to even. */
const ROUNDER = 12582912;
const word = new Int32Array(1);
const single = new Float32Array(word.buffer);

/** `e^r - 1` for `|r| <= ln(2)/2`, to the 7th power. */
function expm1Reduced(r: number): number {
  let sum = C7;
  sum = round(C6 + round(r * sum));
  sum = round(C5 + round(r * sum));
  sum = round(C4 + round(r * sum));
  sum = round(C3 + round(r * sum));
  sum = round(0.5 + round(r * sum));
  return round(r + round(round(r * r) * sum));
}

/** The whole number nearest to `x log₂ e`. */
function quotient(x: number): number {
  return round(round(round(x * LOG2_E) + ROUNDER) - ROUNDER);
}

/** `x - k ln 2`. */
function reduced(x: number, k: number): number {
  return round(round(x - round(k * LN2_HIGH)) - round(k * LN2_LOW));
}

/** `2^k` for whole k from -126 to 127. */
function power(k: number): number {
  word[0] = (k + 127) << 23;
  return single[0] as number;
}

/** `e^x` for x <= 0; below -87 it stays at e^-87. */
function expNegative(x: number): number {
  const y = x < -87 ? -87 : x;
  const k = quotient(y);
  return round(round(1 + expm1Reduced(reduced(y, k))) * power(k));
}

/** `e^x - 1` for x <= 0. */
function expm1Negative(x: number): number {
  const y = x < -40 ? -40 : x;
  const k = quotient(y);
  const p = power(k);
  return round(round(p - 1) + round(p * expm1Reduced(reduced(y, k))));
}

/** `tanh z = -t/(t + 2)` with `t = e^(-2|z|) - 1`. */
function tanh(z: number): number {
  const t = expm1Negative(-2 * Math.abs(z));
  const size = Math.abs(round(t / round(t + 2)));
  return z < 0 || Object.is(z, -0) ? -size : size;
}

/** `4e/(1 + e)²` with `e = e^(-2|z|)`. */
function tanhSlope(z: number): number {
  const e = expNegative(-2 * Math.abs(z));
  const one = round(1 + e);
  return round(round(4 * e) / round(one * one));
}

/** `1/(1 + e)`, or `e/(1 + e)` for z < 0, with `e = e^-|z|`. */
function sigmoid(z: number): number {
  const e = expNegative(-Math.abs(z));
  return round((z >= 0 ? 1 : e) / round(1 + e));
}

/** `e/(1 + e)²` with `e = e^-|z|`. */
function sigmoidSlope(z: number): number {
  const e = expNegative(-Math.abs(z));
  const one = round(1 + e);
  return round(e / round(one * one));
}

/** A function of one float32 and its slope. */
export interface Single {
  value(z: number): number;
  slope(z: number): number;
}

/** `scale · (z, or alpha (e^z - 1) below 0)`. */
export function elu(alpha: number, scale: number): Single {
  const [a, s] = [round(alpha), round(scale)];
  return {
    value: (z) => round(s * (z > 0 ? z : round(a * expm1Negative(Math.min(z, 0))))),
    slope: (z) => round(s * (z > 0 ? 1 : round(a * expNegative(Math.min(z, 0))))),
  };
}

/** The two activations that have their own arithmetic in float32. */
export const singles: Readonly<Record<"tanh" | "sigmoid", Single>> = {
  tanh: { value: tanh, slope: tanhSlope },
  sigmoid: { value: sigmoid, slope: sigmoidSlope },
};
