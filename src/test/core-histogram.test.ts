/** Histograms: every value in the bin whose shown edges hold it, at every scale and on every edge. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Histogram, type HistogramOptions, histogram } from "../core/statistics.js";
import { refuses } from "./support/close.js";

const GREATEST = Number.MAX_VALUE;
const LEAST = Number.MIN_VALUE;

/** Counts by nothing but comparing with the edges that are shown. */
function bruteForce(xs: readonly number[], edges: readonly number[]): Pick<Histogram, "counts" | "outside"> {
  const counts = new Array<number>(edges.length - 1).fill(0);
  const last = counts.length - 1;
  let outside = 0;
  for (const x of xs) {
    const bin = counts.findIndex((_, i) => {
      const [low, high] = [edges[i] as number, edges[i + 1] as number];
      return x >= low && (x < high || (i === last && x === high));
    });
    if (bin < 0) outside += 1;
    else counts[bin] = (counts[bin] as number) + 1;
  }
  return { counts, outside };
}

/** Asserts that the edges increase and that the counts are those of the edges. */
function isWhole(xs: readonly number[], options: HistogramOptions = {}): Histogram {
  const got = histogram(xs, options);
  const what = JSON.stringify([xs.slice(0, 5), options]);
  got.edges.forEach((edge, i) => {
    assert.ok(Number.isFinite(edge) && (i === 0 || edge > (got.edges[i - 1] as number)), `${what}: ${edge}`);
  });
  assert.equal(got.edges.length, (options.bins ?? 30) + 1);
  assert.deepEqual({ counts: got.counts, outside: got.outside }, bruteForce(xs, got.edges), what);
  return got;
}

/** A number and its neighbors among doubles. */
function around(x: number): number[] {
  const step = Math.max(LEAST, Math.abs(x) * Number.EPSILON * 0.5);
  return [x - step, x, x + step, x - 2 * step, x + 2 * step].filter(Number.isFinite);
}

test("histogram counts a value on an edge in the bin above it, for 1 to 80 bins of many ranges", () => {
  let onEdges = 0;
  for (const [low, high] of [
    [0, 1],
    [-1, 1],
    [-1.5, 1.5],
    [0.9, 1.1],
    [-0.1, 0.7],
    [1e-3, 3],
    [-1e-300, 1e-300],
    [1e9, 1e9 + 1],
    [-1.7e308, 1.7e308],
    [-3e307, 1e308],
  ] as const)
    for (let bins = 1; bins <= 80; bins++) {
      const { edges } = histogram([low], { bins, low, high });
      isWhole(edges.flatMap(around), { bins, low, high });
      onEdges += edges.length;
    }
  assert.ok(onEdges > 30_000);
});

const anySize = fc.double({ noNaN: true, noDefaultInfinity: true });
const bins = fc.integer({ min: 1, max: 40 });

test("histogram of doubles of every size: all are inside, each in the bin whose edges hold it", () => {
  fc.assert(
    fc.property(fc.array(anySize, { minLength: 1, maxLength: 20 }), bins, (xs, n) => {
      assert.equal(isWhole(xs, { bins: n }).outside, 0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("histogram between given ends: each value in the bin whose edges hold it, or outside", () => {
  fc.assert(
    fc.property(fc.array(anySize, { minLength: 1 }), anySize, anySize, bins, (xs, a, b, n) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(high / 2 - low / 2 > 1e-300 && high / 2 - low / 2 > 1e-12 * Math.max(Math.abs(a), Math.abs(b)));
      isWhole([...xs, low, high, (low + high) / 2 || 0].filter(Number.isFinite), { bins: n, low, high });
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("histogram of a few steps near any value gets edges that differ", () => {
  const steps = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(anySize, steps, bins, (x, away, n) => {
      const step = Math.max(LEAST, Math.abs(x) * Number.EPSILON);
      const xs = [x, ...away.map((k) => x + k * step)].filter(Number.isFinite);
      assert.equal(isWhole(xs, { bins: n }).outside, 0);
      const [least, most] = [Math.min(...xs), Math.max(...xs)];
      if (least > -1e308) assert.equal(isWhole(xs, { bins: n, high: most }).outside, 0);
      if (most < 1e308) assert.equal(isWhole(xs, { bins: n, low: least }).outside, 0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

for (const x of [0, -0, LEAST, -LEAST, 1e-320, 1e-310, 1, -1e12, 1e200, GREATEST, -GREATEST])
  test(`histogram of ${Object.is(x, -0) ? "-0" : x} alone: one bin holds all, for 1, 30 and 1000 bins`, () => {
    for (const n of [1, 30, 1000]) {
      const { counts, outside } = isWhole([x, x, x], { bins: n });
      assert.deepEqual([Math.max(...counts), outside], [3, 0]);
    }
  });

test("equal values get a range of 1e-9 of their size, as before the widening of closer ones", () => {
  assert.deepEqual(histogram([5, 5], { bins: 1 }).edges, [5, 5 + 5e-9]);
  assert.deepEqual(histogram([0], { bins: 1 }).edges, [0, 1e-9]);
  assert.deepEqual(histogram([-2], { bins: 1, low: -2 }).edges, [-2, -2 + 2e-9]);
  assert.deepEqual(histogram([5], { bins: 1, high: 5 }).edges, [5 - 5e-9, 5]);
});

test("histogram refuses ends without room for so many different bins", () => {
  const refused: [HistogramOptions, string][] = [
    [{ bins: 10, low: 0, high: LEAST }, "10 different bins between them, got [0, 5e-324]"],
    [
      { bins: 9, low: 1, high: 1 + Number.EPSILON },
      "9 different bins between them, got [1, 1.0000000000000002]",
    ],
    [
      { bins: 2, low: GREATEST },
      "2 different bins between them, got [1.7976931348623157e+308, 1.7976931348623157e+308]",
    ],
    [
      { bins: 2, high: -GREATEST },
      "2 different bins between them, got [-1.7976931348623157e+308, -1.7976931348623157e+308]",
    ],
  ];
  for (const [options, rest] of refused)
    refuses(
      () => histogram([options.low ?? options.high ?? 0], options),
      `histogram: low and high must have room for ${rest}`,
    );
  isWhole([1, 1 + Number.EPSILON], { bins: 1, low: 1, high: 1 + Number.EPSILON });
});

test("histogram refuses more bins than memory holds before it makes any", () => {
  for (const [n, size] of [
    [2 ** 31, "80 GiB"],
    [2 ** 53, "320 PiB"],
    [1e10, "373 GiB"],
  ] as const)
    refuses(
      () => histogram([1, 2], { bins: n }),
      `histogram: bins must take at most 256 MiB of memory, got ${n}, which takes ${size}`,
    );
});

test("histogram's door", () => {
  const doors: [unknown, unknown, string][] = [
    [0, {}, "xs must be a list of numbers, got 0"],
    ["123", {}, 'xs must be a list of numbers, got "123"'],
    [[], {}, "xs must hold at least one value, got []"],
    [[1, "2"], {}, 'xs must hold finite numbers, got "2" at position 1'],
    [[1], null, "options must be an object, got null"],
    [[1], { bin: 3 }, 'options must be among bins, low, high, got "bin"; did you mean bins?'],
    [[1], { bins: "3" }, 'bins must be a positive integer, got "3"'],
    [[1], { low: null }, "low must be a finite number, got null"],
    [[1], { high: "2" }, 'high must be a finite number, got "2"'],
    [[1], { low: 1, high: 1 }, "low must be below high = 1, got 1"],
    [[5], { high: 1 }, "low must be below high = 1, got 5"],
  ];
  for (const [xs, options, rest] of doors)
    refuses(() => histogram(xs as number[], options as HistogramOptions), `histogram: ${rest}`);
});
