/** The normal distribution between two bounds, wherever they lie. */
import { type Distribution, distribution } from "./distribution.js";
import { erf, exp, expm1, log1p, square } from "./elementary.js";
import { closedEnds } from "./floats.js";
import { finite, refuse } from "./guard.js";
import { density, FARTHEST, standardNormal } from "./normal.js";
import { expectation } from "./quadrature.js";
import type { Random } from "./random.js";

/** Bounds with less of the mass between them are drawn from by `excess` instead of by rejection. */
const LEAST_MASS = 0.01;
/** Below this variance (at std 1), the closed form loses digits. */
const LEAST_VARIANCE = 0.1;

/** The mean and the standard deviation of a law. */
interface Moments {
  mean: number;
  std: number;
}

/**
 * `N(mean, std²)` conditioned on `low <= x <= high` (absolute bounds, not multiples of std), which hold in either
 * precision; a bound may be infinite. The `std` of the result is that of the truncated distribution, smaller than the
 * `std` asked for.
 */
export function truncatedNormal(mean: number, std: number, low: number, high: number): Distribution {
  finite("truncatedNormal", "mean", mean);
  if (!(finite("truncatedNormal", "std", std) > 0)) refuse("truncatedNormal", "std must be positive", std);
  if (typeof low !== "number") refuse("truncatedNormal", "low must be a number", low);
  if (typeof high !== "number") refuse("truncatedNormal", "high must be a number", high);
  if (!(low < high)) refuse("truncatedNormal", `low must be below high = ${high}`, low);
  const a = (low - mean) / std;
  const b = (high - mean) / std;
  const mass = (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;
  const named = { by: "truncatedNormal", name: `N(${mean}, ${std}²) cut to [${low}, ${high}]` };
  if (!(mass >= LEAST_MASS)) return farCut(named, mean, std, low, high);
  const reach = FARTHEST * std;
  return distribution({
    ...named,
    ...(closedForm(a, b, mass, mean, std) ?? momentsFrom(nearEnd(mean, std, low, high), std)),
    ends: (precision) => closedEnds(Math.max(low, mean - reach), Math.min(high, mean + reach), precision),
    draw: (rng) => {
      for (;;) {
        const z = standardNormal(rng);
        if (z >= a && z <= b) return mean + std * z;
      }
    },
  });
}

/** Mean and std by `E z = (φ(a) - φ(b))/mass`, `Var z = 1 + (a φ(a) - b φ(b))/mass - (E z)²`; undefined where they cancel. */
function closedForm(a: number, b: number, mass: number, mean: number, std: number): Moments | undefined {
  const edge = (z: number): number => (Number.isFinite(z) ? z * density(z) : 0);
  const shift = fallOfDensity(a, b) / mass;
  const variance = 1 + (edge(a) - edge(b)) / mass - shift * shift;
  if (!(variance >= LEAST_VARIANCE)) return undefined;
  return { mean: mean + std * shift, std: std * Math.sqrt(variance) };
}

/** `φ(a) - φ(b)`, without cancellation where they are nearly equal. */
function fallOfDensity(a: number, b: number): number {
  const fall = density(a) - density(b);
  if (!(Math.abs(fall) < 0.01 * density(a))) return fall;
  return -density(a) * expm1(-0.5 * (b - a) * (b + a));
}

/** The bound nearer to the mean, and the interval as seen from there: everything in units of std. */
interface NearEnd {
  /** The bound itself, and the direction in which the interval lies: 1 or -1. */
  bound: number;
  sign: number;
  /** How far from the mean the interval begins; negative if the mean lies within. */
  from: number;
  width: number;
}

function nearEnd(mean: number, std: number, low: number, high: number): NearEnd {
  const [above, below] = [(low - mean) / std, (mean - high) / std];
  const width = (high - low) / std;
  return above >= below
    ? { bound: low, sign: 1, from: above, width }
    : { bound: high, sign: -1, from: below, width };
}

/** A cut that leaves little of the mass: far out in a tail, or narrow. */
function farCut(
  named: { by: string; name: string },
  mean: number,
  std: number,
  low: number,
  high: number,
): Distribution {
  const near = nearEnd(mean, std, low, high);
  const { bound, sign, from, width } = near;
  if (!Number.isFinite(from)) refuse(named.by, "the bounds must lie nearer to the mean", named.name);
  // No excess is greater: at a rate of 2.3 or more, 53 random bits reach 53 ln 2/2.3 = 16.
  const far = bound + sign * std * 16;
  const [least, greatest] = sign > 0 ? [low, Math.min(high, far)] : [Math.max(low, far), high];
  return distribution({
    ...named,
    ...momentsFrom(near, std),
    ends: (precision) => closedEnds(least, greatest, precision),
    draw: (rng) => bound + sign * std * excess(rng, from, width),
  });
}

/**
 * By how much a standard normal z exceeds `from`, given `from <= z <= from + width`: the excess has the density
 * `e^(-from·x - x²/2)` up to a factor. Proposals are exponential of rate `from` (Robert, 1995), cut at the width, or
 * uniform where that density hardly falls, and are taken with the probability that remains. Where less than 1 % of the
 * mass is left, more than half of them are.
 */
function excess(rng: Random, from: number, width: number): number {
  const even = from * width <= 1;
  const most = from < 0 ? from * from : 0;
  const share = even ? 0 : expm1(-from * width);
  for (;;) {
    const x = even ? width * rng.double() : -log1p(share * rng.double()) / from;
    const exponent = even ? x * (from + 0.5 * x) + 0.5 * most : 0.5 * x * x;
    if (rng.double() < exp(-exponent)) return x;
  }
}

/**
 * Mean and std seen from the near end, as integrals of positive functions, in which nothing cancels: the excess is
 * `unit · t`, and t has the density `e^(-from·unit·t - unit²t²/2)`, written as one over the standard normal's.
 */
function momentsFrom({ bound, sign, from, width }: NearEnd, std: number): Moments {
  const unit = Math.min(1, width, from > 5 ? 5 / from : 1);
  const [rate, end] = [from * unit, width / unit];
  const weight = (t: number): number =>
    t < 0 || t > end ? 0 : exp(t * (0.5 * t * (1 - unit * unit) - rate));
  const kinks = end < 10 ? [end] : [];
  const total = (f: (t: number) => number): number => expectation((t) => f(t) * weight(t), kinks);
  const mass = total(() => 1);
  const mean = total((t) => t) / mass;
  const variance = total((t) => square(t - mean)) / mass;
  return { mean: bound + sign * std * unit * mean, std: std * unit * Math.sqrt(variance) };
}
