/** Round numbers on an axis, and how they are written: few, apart and true between any two ends. */

import { exactNumber, formatNumber, superscript } from "./number.js";

/** A mark on an axis, in the units of its scale, and its text. */
export interface Tick {
  at: number;
  text: string;
}

/** Multiples of a step `1`, `2` or `5 · 10^power`; `power` is -∞ where the numbers are too close together for a round step. */
export interface RoundValues {
  values: number[];
  power: number;
}

/** The least and the greatest power of ten that are numbers. */
export const powers = { least: -323, most: 308 } as const;

/** How many digits a tick may have, so that its text reads back as it. */
const digits = 15;

/** The step of 1, 2 or 5 times a power of ten, not below `wish` (but for a share of `slack`) nor below `10^finest`. */
function roundStep(wish: number, finest: number, slack: number): { factor: number; power: number } {
  const power = Math.floor(Math.log10(wish));
  if (power < finest) return { factor: 1, power: finest };
  const fits = (factor: number): boolean => {
    const step = Number(`${factor}e${power}`);
    return step >= wish * (1 - slack) && step < Number.POSITIVE_INFINITY;
  };
  const factor = [1, 2, 5].find(fits);
  return factor === undefined ? { factor: 1, power: power + 1 } : { factor, power };
}

/** How many steps of `factor · 10^power` a value is away from 0; a tiny step, which has few digits, is taken larger. */
const stepsTo = (value: number, factor: number, power: number): number =>
  power > -280 ? value / Number(`${factor}e${power}`) : (value * 1e40) / Number(`${factor}e${power + 40}`);

/**
 * The multiples of the least round step that parts `low` to `high` into at most `most` intervals, for any two finite
 * numbers. Where fewer than two digits part the ends, they themselves are the ticks.
 */
export function roundValues(low: number, high: number, most: number, slack = 1e-9): RoundValues {
  const ends = { values: low < high ? [low, high] : low === high ? [low] : [], power: -Infinity };
  if (!(low < high)) return ends;
  const span = high - low;
  const wish = span < Number.POSITIVE_INFINITY ? span / most : high / most - low / most;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const finest = Math.max(powers.least, Math.floor(Math.log10(size)) - digits + 1);
  const { factor, power } = roundStep(Math.min(wish, Number.MAX_VALUE), finest, slack);
  const step = Number(`${factor}e${power}`);
  const values: number[] = [];
  const last = Math.floor(stepsTo(high, factor, power) + 1e-6);
  for (let k = Math.ceil(stepsTo(low, factor, power) - 1e-6); k <= last; k++) {
    const value = Number(`${k * factor}e${power}`);
    const inside = value >= low - 2e-6 * step && value <= high + 2e-6 * step;
    if (inside && Number.isFinite(value)) values.push(value);
  }
  return values.length < 2 && power <= finest ? ends : { values, power };
}

/** A value between ticks whose step has its last digit at `10^power`, written with the decimals that the step needs. */
function tickText(value: number, power: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e6 || power < -digits - 1 || (power < -4 && size < 0.01)) return exactNumber(value);
  return value.toFixed(Math.max(0, -power)).replace("-", "−");
}

/** At most about `count` round ticks between two ends; none where they are one. */
export function roundTicks(low: number, high: number, count: number): Tick[] {
  if (!(high > low)) return [];
  const { values, power } = roundValues(low, high, Math.max(1, count));
  return values.map((at) => ({ at, text: tickText(at, power) }));
}

/** The power of ten of a number's last digit, of twelve digits at most. */
function lastDigit(value: number): number {
  const [mantissa = "", power] = Number(value.toPrecision(12)).toExponential().split("e");
  return Number(power) - Math.max(0, mantissa.replace("-", "").length - 2);
}

/** Multiples of `step`, counted from `start`, between two ends; round ticks where those are too many or too close. */
export function steppedTicks(low: number, high: number, step: number, start = 0): Tick[] {
  const size = Math.max(Math.abs(low), Math.abs(high), Math.abs(start));
  const ends = [(low - start) / step - 1e-6, (high - start) / step + 1e-6] as const;
  const few = ends[1] - ends[0] <= 101 && step > 1e-10 * size;
  if (!few) return roundTicks(low, high, 8);
  const power = Math.min(lastDigit(step), start === 0 ? Infinity : lastDigit(start));
  const ticks: Tick[] = [];
  for (let i = Math.ceil(ends[0]); i <= Math.floor(ends[1]); i++) {
    const at = Number((start + i * step).toPrecision(12));
    ticks.push({ at, text: tickText(at, power) });
  }
  return ticks;
}

/** A power of ten, written out from 0.001 to a million. */
export const powerText = (power: number): string =>
  power >= -3 && power <= 6 ? formatNumber(10 ** power, 1) : `10${superscript(power)}`;

/** Powers of ten between two logarithms, or round numbers where there are fewer than two. */
export function powerTicks(low: number, high: number): Tick[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  if (last - first < 1)
    return roundTicks(10 ** low, Math.min(Number.MAX_VALUE, 10 ** high), 5)
      .filter(({ at }) => at > 0)
      .map(({ at, text }) => ({ at: Math.log10(at), text }));
  const step = Math.max(1, Math.ceil((last - first) / 6));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => ({
    at: first + i * step,
    text: powerText(first + i * step),
  }));
}
