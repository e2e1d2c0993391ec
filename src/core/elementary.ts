/**
 * Elementary functions with the same bits in every engine: `Math.exp` and its kin may differ in the last
 * digit from one engine or version to the next, while `+ - × ÷ √` may not, and these use nothing else.
 * Each is within 3 units in the last place of the true value, `erf` within 8, `erfc` within 20.
 */

/** `x²`, as a product: `x ** 2` is a power function, whose last bit may differ between engines. */
export function square(x: number): number {
  return x * x;
}

/** `ln 2` in two parts: the first has 21 trailing zero bits, so that `k · LN2_HIGH` is exact for `|k| < 2^20`. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = Math.LOG2E;
/** Adding and subtracting `1.5 · 2^52` rounds to the nearest whole number, ties to even. */
const ROUNDER = 6755399441055744;

/** `POWERS[k + 1022] = 2^k` for the exponents of normal numbers, `-1022 <= k <= 1023`. */
const POWERS = new Float64Array(2046);
for (let k = 0, up = 1, down = 1; k <= 1023; k++, up *= 2, down /= 2) {
  POWERS[1022 + k] = up;
  if (k <= 1022) POWERS[1022 - k] = down;
}

/** `1/n!` for the tail `1/2! + r/3! + …` of the exponential series. */
const C2 = 1 / 2;
const C3 = 1 / 6;
const C4 = 1 / 24;
const C5 = 1 / 120;
const C6 = 1 / 720;
const C7 = 1 / 5040;
const C8 = 1 / 40320;
const C9 = 1 / 362880;
const C10 = 1 / 3628800;
const C11 = 1 / 39916800;
const C12 = 1 / 479001600;
const C13 = 1 / 6227020800;

/** `e^r - 1` for `|r| <= ln(2)/2`, by its series to the 13th power, grouped so that the steps overlap. */
function expm1Reduced(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = C2 + r * C3 + r2 * (C4 + r * C5);
  const middle = C6 + r * C7 + r2 * (C8 + r * C9);
  const high = C10 + r * C11 + r2 * (C12 + r * C13);
  return r + r2 * (low + r4 * (middle + r4 * high));
}

/** `x · 2^k` for `-1080 <= k <= 1024`, in two steps where the factor itself is out of range. */
function scaleByPower(x: number, k: number): number {
  if (k > 1023) return x * 2 * (POWERS[k - 1 + 1022] as number);
  if (k < -1022) return x * (POWERS[k + 200 + 1022] as number) * (POWERS[1022 - 200] as number);
  return x * (POWERS[k + 1022] as number);
}

/** `e^x`; 0 below -745.14 and Infinity above 709.78. */
export function exp(x: number): number {
  if (!(x < 710)) return x >= 710 ? Infinity : x;
  if (x < -746) return 0;
  const k = x * LOG2_E + ROUNDER - ROUNDER;
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  return scaleByPower(1 + expm1Reduced(r), k);
}

/** `e^x - 1` without the cancellation near 0. */
export function expm1(x: number): number {
  if (!(x < 709)) return exp(x) - 1;
  if (x < -40) return -1;
  const k = x * LOG2_E + ROUNDER - ROUNDER;
  if (k === 0) return x === 0 ? x : expm1Reduced(x);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const power = POWERS[k + 1022] as number;
  return power - 1 + power * expm1Reduced(r);
}

/** `tanh x = -t/(t + 2)` with `t = e^(-2|x|) - 1`, its sign that of `x`; never NaN for a number. */
export function tanh(x: number): number {
  const t = expm1(-2 * Math.abs(x));
  return x < 0 ? t / (t + 2) : x > 0 ? -t / (t + 2) : x;
}

const bits = new Uint32Array(2);
const value = new Float64Array(bits.buffer);
value[0] = 1;
/** Where the half with the exponent lies: 1 on little-endian machines. */
const TOP = bits[1] !== 0 ? 1 : 0;

/** `ln x`; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  let m = x;
  if (m < 2.2250738585072014e-308) {
    m *= 18014398509481984;
    k = -54;
  }
  value[0] = m;
  const top = bits[TOP] as number;
  k += (top >>> 20) - 1023;
  bits[TOP] = (top & 0xfffff) | 0x3ff00000;
  m = value[0] as number;
  if (m > Math.SQRT2) {
    m *= 0.5;
    k += 1;
  }
  return logReduced(m - 1, k);
}

/** `k ln 2 + ln(1 + f)` for `1 + f` between `√½` and `√2`, by `ln((1 + s)/(1 - s)) = 2(s + s³/3 + …)`. */
function logReduced(f: number, k: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const tail =
    2 / 3 +
    z *
      (2 / 5 +
        z *
          (2 / 7 +
            z *
              (2 / 9 +
                z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21)))))))));
  const half = 0.5 * f * f;
  // 2s = f - s f, and s f = f²/2 - s f²/2: the large part f is exact, so only the small rest is rounded.
  const rest = half - s * (half + z * tail);
  return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
}

/** `ln(1 + x)` without the cancellation near 0; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x > -0.29 && x < 0.41) return x === 0 ? x : logReduced(x, 0);
  const u = 1 + x;
  return u === x ? log(x) : log(u) + (x - (u - 1)) / u;
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** `e^(-x²)` with `x²` taken in two parts, so that its rounding is not blown up by the exponential. */
function expMinusSquare(x: number): number {
  const high = Math.fround(x);
  return exp(-high * high) * exp(-(x - high) * (x + high));
}

/** The error function `2/√π ∫₀ˣ e^(-t²) dt`. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (!(a < 6)) return a >= 6 ? Math.sign(x) : x;
  if (a >= 1) return Math.sign(x) * (1 - erfc(a));
  // x Σ (2x²)^n / (1·3·5···(2n+1)): every term positive, so nothing cancels.
  let term = x;
  let sum = x;
  for (let n = 1; n < 30; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * expMinusSquare(x) * sum;
}

/** `1 - erf x`, accurate also where it is tiny (by its continued fraction from 1 upward). */
export function erfc(x: number): number {
  if (!(x >= 1)) return 1 - erf(x);
  if (x > 27.3) return 0;
  const terms = Math.ceil(24 + 130 / (x * x));
  let fraction = (x + Math.sqrt(x * x + 2 * terms)) / 2;
  for (let n = terms; n > 0; n--) fraction = x + (0.5 * n) / fraction;
  return (0.5 * TWO_OVER_ROOT_PI * expMinusSquare(x)) / fraction;
}

/** `π/2` in three parts, the first two short enough for exact products with `|k| < 2^20`. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;

function sineReduced(r: number): number {
  const z = r * r;
  let sum = 0;
  for (let n = 17; n > 1; n -= 2) sum = (1 - sum) * (z / (n * (n - 1)));
  return r - r * sum;
}

function cosineReduced(r: number): number {
  const z = r * r;
  let sum = 0;
  for (let n = 18; n > 0; n -= 2) sum = (1 - sum) * (z / (n * (n - 1)));
  return 1 - sum;
}

/** `sin(x + quarter · π/2)` for `|x| <= 10^5`; NaN beyond, where the reduction would lose digits. */
function circular(x: number, quarter: number): number {
  if (!(Math.abs(x) <= 1e5)) return NaN;
  const k = x * 0.6366197723675814 + ROUNDER - ROUNDER;
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_MIDDLE - k * HALF_PI_LOW;
  const turn = (((k + quarter) % 4) + 4) % 4;
  if (turn === 0) return sineReduced(r);
  if (turn === 1) return cosineReduced(r);
  return turn === 2 ? -sineReduced(r) : -cosineReduced(r);
}

/** `sin x` for `|x| <= 10^5`. */
export function sin(x: number): number {
  return x === 0 ? x : circular(x, 0);
}

/** `cos x` for `|x| <= 10^5`. */
export function cos(x: number): number {
  return circular(x, 1);
}
