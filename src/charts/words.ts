/** Charts in words: sentences for those who cannot see them. */

import { formatNumber } from "./number.js";

/** More places than these are counted, not named. */
const mostPlaces = 24;

/** `layer 3`, `layers 3 and 4`, `layers 3 to 7`, `layers 1, 4 and 6`, `30 layers from 1 to 99`. */
export function listPlaces(unit: string, places: readonly number[]): string {
  const named = (place: number | undefined) => formatNumber(place as number);
  const [first, last] = [named(places[0]), named(places[places.length - 1])];
  if (places.length === 1) return `${unit} ${first}`;
  if (places.length > 2 && places.every((place, i) => place === (places[0] as number) + i))
    return `${unit}s ${first} to ${last}`;
  if (places.length > mostPlaces) return `${places.length} ${unit}s from ${first} to ${last}`;
  return `${unit}s ${places.slice(0, -1).map(named).join(", ")} and ${last}`;
}

/**
 * How a series runs, with its ends and its exact zeros:
 * `std of h goes from 1 at layer 0 to 0.02 at layer 5`, `… is exactly 0 at layers 1 to 4`.
 */
export function describeRun(
  name: string,
  unit: string,
  x: readonly number[],
  y: readonly number[],
  backwards = false,
): string {
  if (y.length === 0) return `${name} has no values.`;
  const order = x.map((_, i) => i);
  if (backwards) order.reverse();
  const finite = order.filter((i) => Number.isFinite(y[i] as number));
  const zeros = order.filter((i) => y[i] === 0).map((i) => x[i] as number);
  const parts: string[] = [];
  const positive = finite.filter((i) => y[i] !== 0);
  const at = (i: number) => `${formatNumber(y[i] as number, 2)} at ${unit} ${formatNumber(x[i] as number)}`;
  const [start, end] = [positive[0], positive[positive.length - 1]];
  if (start !== undefined && end !== undefined) {
    const level = positive.every((i) => y[i] === y[start]) && positive.length === y.length;
    if (start === end) parts.push(`is ${at(start)}`);
    else if (level) parts.push(`is ${formatNumber(y[start] as number, 2)} throughout`);
    else parts.push(`goes from ${at(start)} to ${at(end)}`);
  }
  if (zeros.length > 0 && zeros.length === y.length) parts.push("is exactly 0 everywhere");
  else if (zeros.length > 0)
    parts.push(
      `is exactly 0 at ${listPlaces(
        unit,
        zeros.sort((a, b) => a - b),
      )}`,
    );
  if (finite.length < y.length)
    parts.push(finite.length === 0 ? "is nowhere finite" : "is not finite elsewhere");
  return `${name} ${parts.join(", and ")}.`;
}

/** How far the theory is from what was measured, where both are positive: `Theory is within 3 % of it.` */
export function describeTheory(name: string, measured: readonly number[], theory: readonly number[]): string {
  let worst = 0;
  let compared = 0;
  for (let i = 0; i < measured.length; i++) {
    const [m, t] = [measured[i] as number, theory[i] as number];
    if (!(m > 0 && t > 0 && m < Infinity && t < Infinity)) continue;
    compared++;
    worst = Math.max(worst, Math.max(m / t, t / m) - 1);
  }
  if (compared === 0) return "";
  if (worst === Infinity) return `Theory for ${name} is off by a factor of more than 10³⁰⁸.`;
  if (worst < 1) return `Theory for ${name} is within ${formatNumber(Math.max(0.1, 100 * worst), 2)} %.`;
  return `Theory for ${name} is off by up to a factor of ${formatNumber(worst + 1, 2)}.`;
}
