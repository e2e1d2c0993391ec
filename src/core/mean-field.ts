/** What an activation makes of normal pre-activations, at every scale that doubles have. */
import type { Activation } from "./activations.js";
import { square } from "./elementary.js";
import { average, FINEST, pairAverage } from "./panels.js";
import { exponent, timesPower } from "./range.js";

/** Averages over `φ(m + s z)`, `z ~ N(0, 1)`. */
export interface MeanField {
  /** `E φ`. */
  mean(): number;
  /** `E φ²`, which may be too large or too small for a double. */
  meanSquare(): number;
  /** `√E φ²`. */
  rms(): number;
  /** `√E (φ - mean)²`. */
  std(mean: number): number;
  /** `E φ'²`. */
  slopes(): number;
  /** `√(½ E (φ(u) - φ(v))²)` for pre-activations with correlation `1 - gap`: `E φ² - E φ(u) φ(v)` without cancellation. */
  spread(gap: number): number;
}

/** Up to this std of the pre-activations, the activations without kinks are smooth on a scale of 1. */
const SMOOTH = 2;
/** So far from 0, in units of its own scale, a bend falls into panels that are too wide for it. */
const AWAY = 1;
/** Averages over pairs need no finer panels: what lies within them is less than a unit in the last place. */
const FINEST_PAIRS = 1e-13;
/** Within this range of s and m, squares of activations are far from the ends of the range of doubles. */
const MODERATE = 1e50;

/** Whether the function is made of two straight lines, which have no scale of their own. */
const straight = ({ kernel }: Activation): boolean =>
  kernel?.kind === "linear" || kernel?.kind === "leakyRelu";

/** The averages for pre-activations of mean m and standard deviation s. */
export function meanField(phi: Activation, m: number, s: number): MeanField {
  const h = (z: number): number => phi.value(m + s * z);
  const bends = phi.kinks.length === 0 && Math.abs(m) > AWAY && s > SMOOTH ? [0] : phi.kinks;
  const kinks = s > 0 ? [0, ...bends.map((kink) => (kink - m) / s)] : [0];
  const finest = straight(phi) || !(s > 0) ? FINEST : Math.min(FINEST, 1 / s);
  const moderate = Math.abs(m) <= MODERATE && s <= MODERATE && s >= 1 / MODERATE;
  const unit = moderate ? 1 : timesPower(1, exponent(average((z) => Math.abs(h(z)), kinks, finest)));
  const squares = (f: (z: number) => number): number => average((z) => square(f(z) / unit), kinks, finest);
  return {
    mean: () => average(h, kinks, finest),
    meanSquare: () => squares(h) * unit * unit,
    rms: () => Math.sqrt(squares(h)) * unit,
    std: (mean) => Math.sqrt(squares((z) => h(z) - mean)) * unit,
    slopes: () => average((z) => square(phi.slope(m + s * z)), kinks, finest),
    spread(gap) {
      const places = phi.kinks.length === 0 && s <= SMOOTH ? [] : kinks;
      const half = (u: number, v: number): number => 0.5 * square((h(u) - h(v)) / unit);
      return Math.sqrt(pairAverage(half, gap, places, Math.max(finest, FINEST_PAIRS))) * unit;
    },
  };
}
