/** Round numbers on an axis, and how they are written. */

import { formatNumber } from "../number.js";

/** A mark on an axis, in the units of its scale, and its text. */
export interface Tick {
  at: number;
  text: string;
}

/** The round step (1, 2 or 5 times a power of ten) that parts `span` into at most `count` intervals. */
function roundStep(span: number, count: number): number {
  const wish = span / Math.max(1, count);
  const decade = 10 ** Math.floor(Math.log10(wish));
  return ([1, 2, 5, 10].find((factor) => factor * decade >= wish * (1 - 1e-9)) ?? 10) * decade;
}

/** A value between ticks of this step, written with the decimals that the step needs. */
function tickText(value: number, step: number): string {
  const size = Math.abs(value);
  if (size < step / 1e6) return "0";
  if (size >= 1e6 || step < 1e-4) return formatNumber(Number(value.toPrecision(6)), 3);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace("-", "−");
}

/** Multiples of `step`, counted from `start`, between two ends. */
export function steppedTicks(low: number, high: number, step: number, start = 0): Tick[] {
  const ticks: Tick[] = [];
  const first = Math.ceil((low - start) / step - 1e-6);
  for (let i = first; start + i * step <= high + 1e-6 * step; i++) {
    const at = Number((start + i * step).toPrecision(12));
    ticks.push({ at, text: tickText(at, step) });
  }
  return ticks;
}

/** At most about `count` round ticks between two ends. */
export function roundTicks(low: number, high: number, count: number): Tick[] {
  return high > low ? steppedTicks(low, high, roundStep(high - low, count)) : [];
}

/** Powers of ten between two logarithms, or round numbers where there are fewer than two. */
export function powerTicks(low: number, high: number): Tick[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  if (last - first < 1)
    return roundTicks(10 ** low, 10 ** high, 5)
      .filter(({ at }) => at > 0)
      .map(({ at, text }) => ({ at: Math.log10(at), text }));
  const step = Math.max(1, Math.ceil((last - first) / 6));
  return steppedTicks(first, last, step, first).map(({ at }) => ({
    at,
    text: formatNumber(Number(`1e${at}`), 1).replace(/^1×/, ""),
  }));
}
