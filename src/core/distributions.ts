/** The distributions that weights, biases and data are drawn from. */
import { erf, exp, log } from "./elementary.js";
import { finite, positiveInteger, refuse } from "./guard.js";
import { type Matrix, type Precision, type Values, values, zeroMatrix } from "./matrix.js";
import type { Random } from "./random.js";

/** A distribution of single numbers: its moments, and ways to draw one, fill an array, or make a matrix. */
export interface Distribution {
  readonly name: string;
  readonly mean: number;
  readonly std: number;
  /** One draw. */
  draw(rng: Random): number;
  /** Overwrites `array` with draws and returns it. */
  fill<T extends Values>(rng: Random, array: T): T;
  /** A new vector of `n` draws. */
  vector(rng: Random, n: number, precision?: Precision): Values;
  /** A new `rows × cols` matrix of draws, filled row by row. */
  matrix(rng: Random, rows: number, cols: number, precision?: Precision): Matrix;
}

function distribution(
  name: string,
  mean: number,
  std: number,
  draw: (rng: Random) => number,
  fill: Distribution["fill"] = (rng, array) => {
    for (let i = 0; i < array.length; i++) array[i] = draw(rng);
    return array;
  },
): Distribution {
  return {
    name,
    mean,
    std,
    draw,
    fill,
    vector: (rng, n, precision = "float64") =>
      fill(rng, values(positiveInteger("vector", "n", n), precision)),
    matrix: (rng, rows, cols, precision = "float64") => {
      const out = zeroMatrix(rows, cols, precision);
      fill(rng, out.data);
      return out;
    },
  };
}

/** Always `value`; variance 0. */
export function point(value: number): Distribution {
  finite("point", "value", value);
  return distribution(`constant ${value}`, value, 0, () => value);
}

/** `U(low, high)`, half open; mean `(low + high)/2`, variance `(high - low)²/12`. */
export function uniform(low: number, high: number): Distribution {
  finite("uniform", "low", low);
  finite("uniform", "high", high);
  if (!(low < high)) refuse("uniform", `low must be below high = ${high}`, low);
  const width = high - low;
  return distribution(`U(${low}, ${high})`, (low + high) / 2, width / Math.sqrt(12), (rng) => {
    return low + width * rng.double();
  });
}

/** `N(mean, std²)`. The second argument is the standard deviation, never the variance. */
export function normal(mean: number, std: number): Distribution {
  finite("normal", "mean", mean);
  if (!(finite("normal", "std", std) >= 0)) refuse("normal", "std must not be negative", std);
  const draw = (rng: Random): number => mean + std * standardNormal(rng);
  return distribution(`N(${mean}, ${std}²)`, mean, std, draw, (rng, array) =>
    fillNormal(rng, array, mean, std),
  );
}

/**
 * `N(mean, std²)` conditioned on `low <= x <= high` (absolute bounds, not multiples of std).
 * The `std` of the result is that of the truncated distribution, smaller than the `std` asked for.
 * At least 1 % of the mass must lie between the bounds: draws are made by rejection.
 */
export function truncatedNormal(mean: number, std: number, low: number, high: number): Distribution {
  finite("truncatedNormal", "mean", mean);
  if (!(finite("truncatedNormal", "std", std) > 0)) refuse("truncatedNormal", "std must be positive", std);
  if (!(low < high)) refuse("truncatedNormal", `low must be below high = ${high}`, low);
  const a = (low - mean) / std;
  const b = (high - mean) / std;
  const mass = (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;
  if (!(mass >= 0.01)) refuse("truncatedNormal", "at least 1 % of the mass must lie within bounds", mass);
  const shift = (density(a) - density(b)) / mass;
  const edge = (z: number): number => (Number.isFinite(z) ? z * density(z) : 0);
  const variance = 1 + (edge(a) - edge(b)) / mass - shift * shift;
  const name = `N(${mean}, ${std}²) cut to [${low}, ${high}]`;
  return distribution(name, mean + std * shift, std * Math.sqrt(variance), (rng) => {
    for (;;) {
      const z = standardNormal(rng);
      if (z >= a && z <= b) return mean + std * z;
    }
  });
}

/** The standard normal density `e^(-z²/2)/√(2π)`. */
export function density(z: number): number {
  return 0.3989422804014327 * exp(-0.5 * z * z);
}

/**
 * The ziggurat: the area under `e^(-x²/2)` for `x >= 0` cut into 256 pieces of equal area, 255 rectangles
 * and a base with the tail. `EDGES[i]` is the right edge of piece i, `HEIGHTS[i]` the curve's height there.
 */
const PIECES = 256;
const EDGES = new Float64Array(PIECES + 1);
const HEIGHTS = new Float64Array(PIECES + 1);
/** Where the tail begins, and the area of each piece: the pair that makes the topmost piece end at height 1. */
const TAIL = 3.654152885361009;
const AREA = TAIL * exp(-0.5 * TAIL * TAIL) + 1.2533141373155003 * (1 - erf(TAIL / Math.SQRT2));
EDGES[0] = AREA / exp(-0.5 * TAIL * TAIL);
EDGES[1] = TAIL;
for (let i = 1; i < PIECES; i++) {
  const x = EDGES[i] as number;
  HEIGHTS[i] = exp(-0.5 * x * x);
  const above = (HEIGHTS[i] as number) + AREA / x;
  EDGES[i + 1] = above < 1 ? Math.sqrt(-2 * log(above)) : 0;
}
HEIGHTS[PIECES] = 1;
/** `2^-24` and `2^-31`: the weights of the lowest of the 24 extra bits, and of a signed step's lowest bit. */
const EXTRA = 1 / 16777216;
const PLACE = 1 / 2147483648;

/**
 * One draw from N(0, 1) by the ziggurat (Marsaglia and Tsang, 2000). Of one step's 32 bits, 8 choose the piece and 24
 * lengthen the next step's signed number, the place within the piece: the place must not share bits with the choice
 * of the piece, or the two would be correlated (Doornik, 2005).
 */
export function standardNormal(rng: Random): number {
  const bits = rng.bits();
  const piece = bits & 255;
  const x = (rng.bits() + (bits >>> 8) * EXTRA) * PLACE * (EDGES[piece] as number);
  return Math.abs(x) < (EDGES[piece + 1] as number) ? x : beyond(rng, piece, x);
}

/** Fills `array` with the draws that `mean + std * standardNormal(rng)` would make one by one, in a third of the time. */
function fillNormal<T extends Values>(rng: Random, array: T, mean: number, std: number): T {
  const step = rng.bits;
  for (let i = 0; i < array.length; i++) {
    const bits = step();
    const piece = bits & 255;
    const x = (step() + (bits >>> 8) * EXTRA) * PLACE * (EDGES[piece] as number);
    array[i] = mean + std * (Math.abs(x) < (EDGES[piece + 1] as number) ? x : beyond(rng, piece, x));
  }
  return array;
}

/** What becomes of a point outside the rectangle that lies wholly under the curve: kept, sent to the tail, or drawn anew. */
function beyond(rng: Random, piece: number, x: number): number {
  if (piece === 0) return x < 0 ? -tail(rng) : tail(rng);
  const low = HEIGHTS[piece] as number;
  const high = HEIGHTS[piece + 1] as number;
  return low + (high - low) * rng.double() < exp(-0.5 * x * x) ? x : standardNormal(rng);
}

/** A draw from the normal tail beyond `TAIL` (Marsaglia, 1964). */
function tail(rng: Random): number {
  for (;;) {
    const x = -log(1 - rng.double()) / TAIL;
    const y = -log(1 - rng.double());
    if (2 * y >= x * x) return TAIL + x;
  }
}
