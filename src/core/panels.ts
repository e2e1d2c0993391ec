/** Averages over standard normal variables, by Gauss-Legendre panels that shrink towards every kink. */
import { cos, exp } from "./elementary.js";

const NODES = 16;
/** Beyond this, the normal density adds less than 1e-18 even for functions that grow like z². */
const REACH = 10;
/** The width of the panels at a kink, for functions that do not change faster than on a scale of 1e-3. */
export const FINEST = 1e-3;

/** The 16 Gauss-Legendre nodes on [-1, 1] and their weights, by Newton's method on the Legendre polynomial. */
const rule = gaussLegendre(NODES);

function gaussLegendre(n: number): { nodes: number[]; weights: number[] } {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    let x = cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step++) {
      const p = legendre(n, x);
      slope = p.slope;
      x -= p.value / slope;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

/** The Legendre polynomial `P_n(x)` and its slope, by the three-term recursion. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}

/** Panel ends from `from` to REACH: around every centre at distances that grow from `finest` by the factor `growth`. */
function panelEnds(centres: readonly number[], from: number, growth: number, finest = FINEST): number[] {
  const ends = new Set([from, REACH]);
  const add = (end: number): void => {
    if (end > from && end < REACH) ends.add(end);
  };
  for (const centre of centres) {
    add(centre);
    for (let step = finest; step < 2 * REACH; step *= growth) {
      add(centre - step);
      add(centre + step);
    }
  }
  return [...ends].sort((a, b) => a - b);
}

/** Points and weights for averages over z; the density is in the weights. */
interface Points {
  z: Float64Array;
  w: Float64Array;
}

/** The points of all panels between these ends. */
function pointsOn(ends: readonly number[]): Points {
  const z = new Float64Array((ends.length - 1) * NODES);
  const w = new Float64Array(z.length);
  for (let p = 0, i = 0; p + 1 < ends.length; p++) {
    const half = ((ends[p + 1] as number) - (ends[p] as number)) / 2;
    const middle = ((ends[p + 1] as number) + (ends[p] as number)) / 2;
    for (let n = 0; n < NODES; n++, i++) {
      const x = middle + half * (rule.nodes[n] as number);
      z[i] = x;
      w[i] = half * (rule.weights[n] as number) * 0.3989422804014327 * exp(-0.5 * x * x);
    }
  }
  return { z, w };
}

const around0 = pointsOn(panelEnds([0], -REACH, 2));

/** Panels of width 1, for functions that are smooth on that scale. */
const unitEnds = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
const smooth = pointsOn(unitEnds);
const smoothHalf = pointsOn(unitEnds.slice(REACH));

/** `expectation` for kinks that are known to be numbers, of any function: the panels at the kinks are `finest` wide. */
export function average(f: (z: number) => number, kinks: readonly number[], finest = FINEST): number {
  const plain = finest === FINEST && kinks.every((kink) => kink === 0);
  return weighted(plain ? around0 : pointsOn(panelEnds([0, ...kinks], -REACH, 2, finest)), f);
}

function weighted({ z, w }: Points, f: (z: number) => number): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += (w[i] as number) * f(z[i] as number);
  return sum;
}

/** `pairExpectation` for a gap from 0 to 2 and kinks that are known to be numbers, of any function. */
export function pairAverage(
  f: (u: number, v: number) => number,
  gap: number,
  kinks: readonly number[],
  finest = FINEST,
): number {
  const common = Math.sqrt(1 - gap / 2);
  const apart = Math.sqrt(gap / 2);
  if (apart === 0) return average((u) => f(u, u), kinks, finest);
  const graded = (centres: readonly number[], from: number): Points =>
    pointsOn(panelEnds([0, ...centres], from, 4, finest));
  const outer =
    kinks.length === 0 ? smooth : graded(common > 0 ? kinks.map((kink) => kink / common) : [], -REACH);
  return weighted(outer, (a) => {
    const places = kinks.map((kink) => Math.abs(kink - common * a) / apart);
    const inner = kinks.length === 0 ? smoothHalf : graded(places, 0);
    return 2 * weighted(inner, (b) => f(common * a + apart * b, common * a - apart * b));
  });
}
