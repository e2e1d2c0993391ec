/** The standard normal generator on ten million draws: its tails, its two sides, the seams of its ziggurat. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { standardNormal } from "../core/distributions.js";
import { random } from "../core/random.js";
import { countsFit, criticalDistance, distanceFrom, integral, within5 } from "./support/sampling.js";

const n = 1e7;
const base = 3.654152885361009;
const curve = (x: number): number => Math.exp(-0.5 * x * x);
const bell = (z: number): number => curve(z) / Math.sqrt(2 * Math.PI);

/** Right edges of the 256 pieces in ascending order, worked out again: all pieces have the area of the base. */
const edges: number[] = [base];
const area = base * curve(base) + integral(curve, base, 14);
while (edges.length < 255) {
  const x = edges[0] as number;
  edges.unshift(Math.sqrt(-2 * Math.log(area / x + curve(x))));
}

/** The number of edges that are not above x. */
function place(x: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many draws fell between which edges, those of each sign apart; and the sizes of all beyond 3. */
const [negative, positive] = [new Float64Array(256), new Float64Array(256)];
const far: number[] = [];
const rng = random("ziggurat");
for (let i = 0; i < n; i++) {
  const z = standardNormal(rng);
  const size = Math.abs(z);
  const side = z > 0 ? positive : negative;
  const at = place(size);
  side[at] = (side[at] as number) + 1;
  if (size > 3) far.push(size);
}

// mpmath: erfc(x/sqrt(2))
for (const [x, p] of [
  [3, 0.002699796063260189],
  [base, 0.0002580324876539009],
  [4, 6.334248366623985e-5],
  [4.5, 6.7953462494601205e-6],
] as const) {
  test(`standardNormal: P(|z| > ${x}) is ${p} (n = 1e7, 5 standard errors)`, () => {
    within5(far.filter((size) => size > x).length / n, p, Math.sqrt((p * (1 - p)) / n));
  });
}

test("standardNormal: beyond the ziggurat's base the tail has the normal shape (Kolmogorov-Smirnov, level 1e-6)", () => {
  const tail = far.filter((size) => size > base);
  const upper = (z: number): number => integral(bell, z, z + 6, 300);
  const mass = upper(base);
  const distance = distanceFrom(tail, (z) => 1 - upper(z) / mass);
  assert.ok(tail.length > 2000 && distance < criticalDistance(tail.length), `distance ${distance}`);
});

test("standardNormal: each of the ziggurat's 256 stretches gets its share on both sides (chi-square, n = 1e7)", () => {
  const ends = [0, ...edges];
  const share = (i: number): number =>
    integral(bell, ends[i] as number, ends[i + 1] ?? 14, i < 255 ? 20 : 1000);
  countsFit(positive, (i) => n * share(i), "positive");
  countsFit(negative, (i) => n * share(i), "negative");
});
