/** NumPy's legacy generator against NumPy's own draws; lesson 12 repeats a published run with it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { numpyCircles, numpyLegacy } from "../core/numpy-legacy.js";
import { allClose, refuses } from "./support/close.js";
import { reference } from "./support/reference.js";

interface Draws {
  seed: number;
  values: number[];
}

interface Legacy extends Record<"uint32" | "random_sample" | "randn" | "mixed", Draws> {
  shuffle: Draws & { n: number };
  make_circles: { seed: number; n: number; inputs: number[][]; targets: number[] };
}

const { uint32, random_sample, randn, mixed, shuffle, make_circles } = reference<Legacy>("numpy-legacy");

test("numpyLegacy(seed).bits and .double are RandomState's, bit for bit", () => {
  for (const [draw, { seed, values }] of [
    ["bits", uint32],
    ["double", random_sample],
  ] as const) {
    const rng = numpyLegacy(seed);
    assert.deepEqual(
      values.map(() => rng[draw]()),
      values,
    );
  }
});

test("numpyLegacy(seed).gauss is randn and keeps the second value of a pair, to 1e-15", () => {
  const rng = numpyLegacy(randn.seed);
  const draws = randn.values.map(() => rng.gauss());
  allClose(draws, randn.values, { relative: 1e-15 });
  const other = numpyLegacy(mixed.seed);
  const calls = [other.gauss, other.gauss, other.gauss, other.double, other.double, other.gauss, other.gauss];
  const mixture = calls.map((call) => call());
  allClose(mixture, mixed.values, { relative: 1e-15 });
});

test("numpyLegacy(5489).bits gives 4123659995 at its 10,000th call, as the C++ standard asks of mt19937", () => {
  const rng = numpyLegacy(5489);
  for (let i = 1; i < 10000; i++) rng.bits();
  assert.equal(rng.bits(), 4123659995);
});

test("numpyLegacy(seed).shuffled is shuffle, and numpyCircles is make_circles, to 1e-15", () => {
  assert.deepEqual(numpyLegacy(shuffle.seed).shuffled(shuffle.n), shuffle.values);
  const { inputs, targets } = numpyCircles(make_circles.seed, make_circles.n, 0.05);
  const wanted = make_circles.inputs.flat();
  allClose(inputs.data.slice(0, wanted.length), wanted, { absolute: 1e-15 }, "inputs");
  const classes = make_circles.targets;
  assert.deepEqual([...targets.data.slice(0, classes.length)], classes);
});

test("numpyLegacy and numpyCircles refuse seeds and sizes that NumPy has not", () => {
  refuses(() => numpyLegacy(2 ** 32), "numpyLegacy: seed must be below 2³², got 4294967296");
  assert.throws(() => numpyLegacy(-1), RangeError);
  assert.throws(() => numpyLegacy(0.5), RangeError);
  assert.throws(() => numpyLegacy(1).shuffled(0), RangeError);
  refuses(() => numpyCircles(1, 3, 0.1), "numpyCircles: samples must be even, got 3");
  assert.throws(() => numpyCircles(1, 4, -1), RangeError);
  refuses(
    () => numpyLegacy(1).shuffled(2 ** 31),
    "shuffled: n must take at most 256 MiB of memory, got 2147483648, which takes 16 GiB",
  );
  refuses(
    () => numpyCircles(1, 2 ** 31, 0.1),
    "numpyCircles: samples must take at most 256 MiB of memory, got 2147483648, which takes 400 GiB",
  );
});
