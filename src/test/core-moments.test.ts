/** Moments at every scale of doubles, against arithmetic with whole numbers of 2^-1074. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Matrix, matrix, transpose } from "../core/matrix.js";
import { sampleStd, unitSpread } from "../core/signals.js";
import {
  correlation,
  cosine,
  mean,
  meanSquare,
  meanWithError,
  rms,
  std,
  variance,
} from "../core/statistics.js";
import { close, refuses } from "./support/close.js";
import { wholeUnits } from "./support/exact.js";

const GREATEST = Number.MAX_VALUE;
const LEAST = Number.MIN_VALUE;
const NORMAL = 2 ** -1022;

const total = (units: readonly bigint[]): bigint => units.reduce((sum, unit) => sum + unit, 0n);

/** `n² · variance = n Σx² - (Σx)²`, exactly, in units of 2^-2148. */
function spreadUnits(xs: readonly number[]): bigint {
  const units = xs.map(wholeUnits);
  return BigInt(xs.length) * total(units.map((unit) => unit * unit)) - total(units) ** 2n;
}

/** Asserts that `got = √(sum / n)` of whole units, to one part in 2^bits or to the least double. */
function isRoot(got: number, sum: bigint, n: bigint, bits: bigint, what: string): void {
  const unit = wholeUnits(got);
  const slack = (unit >> bits) + 1n;
  const low = unit > slack ? unit - slack : 0n;
  assert.ok(low ** 2n * n <= sum && sum <= (unit + slack) ** 2n * n, `${what}: got ${got}`);
}

/** Lists of every kind: sizes from one end to the other, one size, and a few steps beside a large value. */
const anySize = fc.double({ noNaN: true, noDefaultInfinity: true });
const steps = fc.integer({ min: -5, max: 5 });
const beside = fc
  .tuple(anySize, fc.array(steps, { minLength: 2, maxLength: 30 }))
  .map(([x, away]) => away.map((k) => x * (1 + k * Number.EPSILON)).filter(Number.isFinite));
const oneSize = fc
  .tuple(
    fc.integer({ min: -1074, max: 1023 }),
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }),
  )
  .map(([k, xs]) => xs.map((x) => x * 2 ** Math.max(k, -1000) * 2 ** Math.min(0, k + 1000)));
const lists = fc
  .oneof(fc.array(anySize, { minLength: 1, maxLength: 30 }), beside, oneSize)
  .filter((xs) => xs.length > 0);
const runs = { seed: 1, numRuns: 2000 };

test("rms(xs) is √(Σx²/n) to 2^-45 for doubles of every size", () => {
  fc.assert(
    fc.property(lists, (xs) => {
      isRoot(rms(xs), total(xs.map((x) => wholeUnits(x) ** 2n)), BigInt(xs.length), 45n, "rms");
    }),
    runs,
  );
});

test("std(xs) is √(Σ(x - mean)²/n) to 2^-28 for doubles of every size, a few steps beside a large value too", () => {
  fc.assert(
    fc.property(lists, (xs) => {
      const n = BigInt(xs.length);
      isRoot(std(xs), spreadUnits(xs), n * n, 28n, "std");
      if (xs.length > 1 && std(xs) < GREATEST / 4)
        isRoot(meanWithError(xs).error / 1.96, spreadUnits(xs), n * n * (n - 1n), 27n, "error");
    }),
    runs,
  );
});

test("mean(xs) is within n · 2^-52 of the largest value, and between the least and the greatest to rounding", () => {
  fc.assert(
    fc.property(lists, (xs) => {
      const n = BigInt(xs.length);
      const units = xs.map(wholeUnits);
      const size = units.reduce((top, unit) => (unit > top ? unit : -unit > top ? -unit : top), 0n);
      const off = wholeUnits(mean(xs)) * n - total(units);
      assert.ok((off < 0n ? -off : off) <= n * (((n * size) >> 52n) + 1n), `got ${mean(xs)}`);
    }),
    runs,
  );
});

test("variance and meanSquare are the squares of std and rms wherever doubles hold them, 0 below, refused above", () => {
  fc.assert(
    fc.property(lists, (xs) => {
      for (const [square, root, name] of [
        [variance, std, "variance"],
        [meanSquare, rms, "meanSquare"],
      ] as const) {
        const wanted = root(xs) ** 2;
        if (wanted < GREATEST * (1 - 1e-9))
          close(square(xs), wanted, { relative: 1e-7, absolute: 2 * LEAST });
        if (wanted === Infinity && root(xs) > 1.35e154)
          assert.throws(() => square(xs), {
            name: "RangeError",
            message: new RegExp(`^${name}: xs must have`),
          });
      }
    }),
    runs,
  );
});

for (const size of [LEAST, 3 * LEAST, 1e-320, NORMAL, 1e-170, 0.1, 1 / 3, 1e9 + 0.1, 1e200, GREATEST])
  test(`${size} alone and repeated: rms and mean are near it, std and variance exactly 0`, () => {
    for (const sign of [1, -1])
      for (const n of [1, 2, 3, 7, 1000]) {
        const xs = new Array<number>(n).fill(sign * size);
        const near = { relative: 1e-13, absolute: LEAST };
        close(rms(xs), size, near, "rms");
        close(mean(xs), sign * size, near, "mean");
        assert.deepEqual([std(xs), variance(xs)], [0, 0]);
      }
    assert.deepEqual(
      [rms([size]), mean([size]), rms([-0, 0, -size]) > 0 || size < 4 * LEAST],
      [size, size, true],
    );
  });

test("both ends of the range: ± the greatest double, huge with tiny, zeros of both signs", () => {
  assert.deepEqual([std([GREATEST, -GREATEST]), rms([GREATEST, -GREATEST])], [GREATEST, GREATEST]);
  assert.deepEqual([mean([GREATEST, GREATEST]), mean([GREATEST, -GREATEST])], [GREATEST, 0]);
  assert.equal(mean([GREATEST, GREATEST, -GREATEST, -GREATEST, 1]), 0.2);
  close(std([-GREATEST, GREATEST, GREATEST]), GREATEST * Math.sqrt(8 / 9), { relative: 1e-15 });
  close(rms([1e200, 1e-200, 0]), 1e200 / Math.sqrt(3), { relative: 1e-15 });
  close(std([1e16, 1e16 + 2]), 1, { relative: 1e-15 });
  assert.deepEqual([std([0, -0]), rms([0, -0]), meanSquare([-0])], [0, 0, 0]);
  assert.deepEqual([meanSquare([1e-170]), variance([1e-170, -1e-170])], [0, 0]);
  close(meanSquare([1.2e154, 1.2e154]), 1.44e308, { relative: 1e-15 });
});

test("variance and meanSquare beyond the range of doubles name the way out", () => {
  refuses(
    () => variance([1e200, -1e200]),
    "variance: xs must have a variance below 1.8e308 (std gives its root, 1e+200), got [1e+200, -1e+200]",
  );
  refuses(
    () => meanSquare([1e200]),
    "meanSquare: xs must have a mean square below 1.8e308 (rms gives its root, 1e+200), got [1e+200]",
  );
  refuses(
    () => meanWithError([GREATEST, -GREATEST]),
    "meanWithError: xs must have an error below 1.8e308, got [1.7976931348623157e+308, -1.7976931348623157e+308]",
  );
});

/** A matrix of small whole numbers times a size. */
const matrices = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }).chain((cols) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: cols, maxLength: cols }), {
        minLength: 1,
        maxLength: 7,
      }),
    ),
    fc.constantFrom(LEAST, 1e-320, NORMAL, 1e-170, 1e-155, 0.1, 1, 1e150, 1e200, GREATEST / 16),
    fc.constantFrom(0, 1, 2 ** 48),
  )
  .map(([rows, size, offset]) =>
    matrix(rows.map((row) => row.map((x) => (offset === 0 || size > 1e300 ? x : x + offset) * size))),
  );

/** `cols · rows · Σ over rows of a row's variance`, in units of 2^-2148 and with `cols²`: see `spreadUnits`. */
const rowsSpread = (m: Matrix): bigint =>
  total(Array.from({ length: m.rows }, (_, i) => spreadUnits([...m.row(i)])));

test("unitSpread(m) and sampleStd(m) are exact to 2^-28 for matrices of every size, beside a large offset too", () => {
  fc.assert(
    fc.property(matrices, (m) => {
      const n = BigInt(m.rows) * BigInt(m.cols);
      isRoot(unitSpread(m), rowsSpread(m), n * BigInt(m.cols), 28n, "unitSpread");
      isRoot(sampleStd(m), rowsSpread(transpose(m)), n * BigInt(m.rows), 28n, "sampleStd");
    }),
    runs,
  );
});

test("sampleStd is exactly 0 when all samples agree, unitSpread when all units do", () => {
  for (const size of [LEAST, 0.1, 1e200, GREATEST]) {
    const same = matrix([1, 2, 3].map(() => [size, -size / 3, size / 7]));
    assert.deepEqual([sampleStd(same), unitSpread(transpose(same))], [0, 0]);
  }
});

test("a first value far from the others costs unitSpread and sampleStd no digits", () => {
  for (const [first, rest] of [
    [1e8, 1],
    [0, 1],
    [1e-8, -1e8],
  ] as const) {
    const row = [first, ...Array.from({ length: 999 }, (_, i) => rest * (1 + (i % 3) * 1e-9))];
    const n = BigInt(row.length);
    isRoot(unitSpread(matrix([row])), spreadUnits(row), n * n, 36n, "unitSpread");
    isRoot(sampleStd(transpose(matrix([row]))), spreadUnits(row), n * n, 36n, "sampleStd");
  }
});

const vectors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 });
const powers = fc.constantFrom(2 ** -1000, 2 ** -600, 2 ** -520, 1, 2 ** 500, 2 ** 900, 2 ** 1023);

test("cosine and correlation stay in [-1, 1] and are the same, to rounding, at every size of either vector", () => {
  fc.assert(
    fc.property(vectors, powers, powers, (raw, p, q) => {
      const a = raw.map((x) => Math.round(1e3 * x) / 1e3);
      const b = [...a].reverse().map((x, i) => x + (i % 2) + 0.25);
      fc.pre(a.some((x) => x !== 0) && b.some((x) => x !== 0));
      const [large, other] = [a.map((x) => x * p), b.map((x) => (x / 4) * q)];
      for (const f of [cosine, correlation]) {
        if (f === correlation && (std(a) === 0 || std(b) === 0)) continue;
        const got = f(large, other);
        assert.ok(got >= -1 && got <= 1);
        close(got, f(a, b), { absolute: 1e-12 });
        close(f(large, large), 1, { absolute: 1e-15 });
        close(
          f(
            large,
            large.map((x) => -x),
          ),
          -1,
          { absolute: 1e-15 },
        );
      }
    }),
    runs,
  );
});

test("correlation keeps its digits a step or two beside a large value", () => {
  close(correlation([1, 1 + Number.EPSILON], [-1, 1]), 1, { absolute: 1e-15 });
  close(correlation([1e16, 1e16 + 2, 1e16 + 4], [3, 2, 1]), -1, { absolute: 1e-15 });
  close(correlation([GREATEST, -GREATEST, GREATEST], [1, 0, 1]), 1, { absolute: 1e-15 });
});
