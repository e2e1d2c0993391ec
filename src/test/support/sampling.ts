/** Statistics of random samples, computed apart from the core: distances, moments, expectations in standard errors. */
import assert from "node:assert/strict";
import { erf } from "mathjs";

/** The standard normal distribution function, by mathjs (Cody's approximation, about 1e-15). */
export function normalCdf(z: number): number {
  return 0.5 + 0.5 * erf(z / Math.SQRT2);
}

/** The Kolmogorov-Smirnov distance of a sample from a distribution function. */
export function distanceFrom(xs: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(xs).sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i] as number);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return distance;
}

/** The distance that a sample of n exceeds with probability below `level`. */
export function criticalDistance(n: number, level = 1e-6): number {
  return Math.sqrt(-Math.log(level / 2) / (2 * n));
}

/** The Kolmogorov-Smirnov distance of two samples. */
export function distanceBetween(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const a = Float64Array.from(xs).sort();
  const b = Float64Array.from(ys).sort();
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= x) i++;
    while (j < b.length && (b[j] as number) <= x) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance;
}

/** Asserts `|got - wanted| <= 5 standard errors`. */
export function within5(got: number, wanted: number, standardError: number, what = "value"): void {
  const away = Math.abs(got - wanted) / standardError;
  assert.ok(away <= 5, `${what}: got ${got}, wanted ${wanted}, ${away.toFixed(1)} standard errors away`);
}

/** The k-th moment of a sample about `centre`. */
export function moment(xs: ArrayLike<number>, k: number, centre = 0): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += ((xs[i] as number) - centre) ** k;
  return sum / xs.length;
}

/** Asserts that the moments 1 … 4 of a sample agree with `exact(k)`, the exact moments up to k = 8, within 5 standard errors. */
export function momentsWithin5(xs: ArrayLike<number>, exact: (k: number) => number, what: string): void {
  for (let k = 1; k <= 4; k++) {
    const standardError = Math.sqrt((exact(2 * k) - exact(k) ** 2) / xs.length);
    within5(moment(xs, k), exact(k), standardError, `${what}, moment ${k}`);
  }
}

/** `∫ f` from low to high by Simpson's rule. */
export function integral(f: (x: number) => number, low: number, high: number, panels = 2000): number {
  const h = (high - low) / (2 * panels);
  let sum = f(low) + f(high);
  for (let i = 1; i < 2 * panels; i++) sum += (i % 2 === 1 ? 4 : 2) * f(low + i * h);
  return (sum * h) / 3;
}

/** How often each bin from 0 to `bins - 1` comes up in n draws of a bin's number. */
export function binCounts(n: number, bins: number, draw: (i: number) => number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < n; i++) {
    const bin = draw(i);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/** Asserts that counts fit expected counts: chi-square lies within 5 of its standard deviations of its mean. */
export function countsFit(counts: ArrayLike<number>, expected: (i: number) => number, what: string): void {
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++)
    chiSquare += ((counts[i] as number) - expected(i)) ** 2 / expected(i);
  const freedom = counts.length - 1;
  within5(chiSquare, freedom, Math.sqrt(2 * freedom), `${what}, chi-square`);
}
