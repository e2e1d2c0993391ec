/** The normal distribution: its density, and draws by the ziggurat. */
import { type Distribution, distribution } from "./distribution.js";
import { erf, exp, log } from "./elementary.js";
import { roundedEnds } from "./floats.js";
import { finite, generator, refuse } from "./guard.js";
import type { Values } from "./matrix.js";
import type { Random } from "./random.js";

/**
 * No draw of `standardNormal` is farther from 0: with 53 random bits, `tail` ends at 3.66 + √(2 · 53 ln 2) = 12.23 at
 * the latest.
 */
export const FARTHEST = 13;

/**
 * `N(mean, std²)`. The second argument is the standard deviation, never the variance. `mean ± 13 std` must lie within
 * the range of the precision drawn in, so that no draw is infinite.
 */
export function normal(mean: number, std: number): Distribution {
  finite("normal", "mean", mean);
  if (!(finite("normal", "std", std) >= 0)) refuse("normal", "std must not be negative", std);
  const reach = FARTHEST * std;
  return distribution({
    by: "normal",
    name: `N(${mean}, ${std}²)`,
    mean,
    std,
    ends: (precision) => roundedEnds(mean - reach, mean + reach, precision),
    draw: (rng) => mean + std * standardNormal(rng),
    fill: (rng, array) => fillNormal(rng, array, mean, std),
  });
}

/** The standard normal density `e^(-z²/2)/√(2π)`. */
export function density(z: number): number {
  if (typeof z !== "number" || Number.isNaN(z)) refuse("density", "z must be a number", z);
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
  if (typeof rng?.bits !== "function") generator("standardNormal", rng);
  const bits = rng.bits();
  const piece = bits & 255;
  const x = (rng.bits() + (bits >>> 8) * EXTRA) * PLACE * (EDGES[piece] as number);
  return Math.abs(x) < (EDGES[piece + 1] as number) ? x : beyond(rng, piece, x);
}

/** Fills `array` with the draws that `mean + std * standardNormal(rng)` would make one by one, in a third of the time. */
function fillNormal(rng: Random, array: Values, mean: number, std: number): void {
  const step = rng.bits;
  for (let i = 0; i < array.length; i++) {
    const bits = step();
    const piece = bits & 255;
    const x = (step() + (bits >>> 8) * EXTRA) * PLACE * (EDGES[piece] as number);
    array[i] = mean + std * (Math.abs(x) < (EDGES[piece + 1] as number) ? x : beyond(rng, piece, x));
  }
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
