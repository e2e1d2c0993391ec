/** Logarithmic axes: their range, their ticks, and an honest place for exact zeros, which have no logarithm. */

import { exactNumber, superscript } from "./number.js";
import { powers } from "./ticks.js";

/** Where a set of values lies on a logarithmic axis. */
export interface LogScale {
  /** log10 of the lower and the upper end. */
  range: [number, number];
  /** The value at which exact zeros are drawn, 0 where no number is small enough; undefined if there are none. */
  floor: number | undefined;
  tickvals: number[];
  ticktext: string[];
}

/** A power of ten: 0.01, 0.1, 1, 10, 100, 1000 written out, all others as `10⁻⁸`. */
function powerText(power: number): string {
  return power >= -2 && power <= 3 ? String(10 ** power) : `10${superscript(power)}`;
}

/** Ticks between two logarithms: powers of ten, thinned to about six, or 1, 2, 5 steps if there are few powers. */
function ticks(low: number, high: number): { tickvals: number[]; ticktext: string[] } {
  const first = Math.max(powers.least, Math.ceil(low - 1e-9));
  const last = Math.min(powers.most, Math.floor(high + 1e-9));
  const step = Math.max(1, Math.ceil((last - first) / 6));
  const tickvals: number[] = [];
  const ticktext: string[] = [];
  const add = (factor: number, power: number) => {
    const [logarithm, value] = [Math.log10(factor) + power, Number(`${factor}e${power}`)];
    if (logarithm < low - 1e-9 || logarithm > high + 1e-9 || value === 0 || value === Infinity) return;
    tickvals.push(value);
    ticktext.push(factor === 1 ? powerText(power) : common ? String(value) : exactNumber(value));
  };
  const common = low > -5 && high < 4;
  const detailed = last - first < (common ? 2 : 1);
  for (let power = detailed ? first - 1 : Math.ceil(first / step) * step; power <= last; power += step) {
    for (const factor of detailed ? [1, 2, 5] : [1]) add(factor, power);
  }
  return { tickvals, ticktext };
}

/** Below it numbers lose their digits one by one, and soon there are none between two of them. */
const leastNormal = 2 ** -1022;

/** Where the padding of `logScale` puts the floor, as a share of the axis. */
const floorShare = 1 / 18;

/** log10 of the place at which exact zeros stand on an axis with this floor and this range. */
export const floorHeight = (floor: number, [low, high]: readonly [number, number]): number =>
  floor > 0 ? Math.log10(floor) : low + floorShare * (high - low);

/**
 * The scale for these values: at least `decades` (default 1.5) decades high, so that what is nearly flat looks flat.
 * If a value is exactly 0, a floor is kept free beneath the smallest positive value, ticked "exactly 0".
 */
export function logScale(values: Iterable<number>, decades = 1.5, padding = 0.08): LogScale {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  let zeros = false;
  for (const value of values) {
    if (value === 0) zeros = true;
    if (!(value > 0) || value === Number.POSITIVE_INFINITY) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const [bottom, top] = high > 0 ? [Math.log10(low), Math.log10(high)] : [-1, 0];
  const missing = Math.max(0, decades - (top - bottom)) / 2;
  const [start, end] = [bottom - missing, top + missing];
  const pad = padding * (end - start);
  const marks = ticks(start - 2 * pad, end + 1.5 * pad);
  if (!zeros) return { range: [start - 2 * pad, end + 1.5 * pad], floor: undefined, ...marks };
  const depth = 10 ** (start - 3 * pad);
  const floor = depth < leastNormal ? 0 : depth;
  const kept = marks.tickvals
    .map((_, i) => i)
    .filter((i) => (marks.tickvals[i] as number) >= 10 ** (start - pad));
  return {
    range: [start - 4 * pad, end + 1.5 * pad],
    floor,
    tickvals: [floor, ...kept.map((i) => marks.tickvals[i] as number)],
    ticktext: ["exactly 0", ...kept.map((i) => marks.ticktext[i] as string)],
  };
}

/** The least number that is not beneath a scale. */
export const leastShown = ({ range }: LogScale): number => Math.max(Number.MIN_VALUE, 10 ** range[0]);

/** The settings of a logarithmic axis with this scale. */
export function logAxis(scale: LogScale): Record<string, unknown> {
  const { range, tickvals, ticktext } = scale;
  return { type: "log", range, tickmode: "array", tickvals, ticktext };
}

/** Settings of an axis that counts (layers, steps): whole numbers only, few enough to stand side by side. */
export function countAxis(low: number, high: number): Record<string, unknown> {
  const span = Math.max(1, Math.min(high - low, Number.MAX_VALUE));
  const wish = span / (high < 100 ? 10 : 6);
  const decade = 10 ** Math.floor(Math.log10(wish));
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((size) => size >= wish) ?? 1;
  return { tickmode: "linear", tick0: 0, dtick: Math.max(1, step), tickformat: "~d" };
}
