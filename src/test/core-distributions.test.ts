/** The distributions: their laws and moments, the ways to draw, and what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type Distribution,
  density,
  normal,
  point,
  truncatedNormal,
  uniform,
} from "../core/distributions.js";
import { random } from "../core/random.js";
import { close, refuses, sameBits } from "./support/close.js";
import { reference } from "./support/reference.js";
import { criticalDistance, distanceFrom, integral, momentsWithin5, normalCdf } from "./support/sampling.js";

/** The standard normal density, written out again. */
const bell = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const n = 1e5;

/** A distribution, its distribution function, and its raw moments. */
const laws: [Distribution, (x: number) => number, (k: number) => number][] = [
  [uniform(0, 1), (x) => x, (k) => 1 / (k + 1)],
  [uniform(-2, 3), (x) => (x + 2) / 5, (k) => (3 ** (k + 1) - (-2) ** (k + 1)) / (5 * (k + 1))],
  [normal(0, 1), normalCdf, (k) => integral((z) => z ** k * bell(z), -12, 12)],
  [
    normal(2, 0.5),
    (x) => normalCdf((x - 2) / 0.5),
    (k) => integral((z) => (2 + z / 2) ** k * bell(z), -12, 12),
  ],
  cut(0, 1, -2, 2),
  cut(0, 0.02, -0.04, 0.04),
  cut(0, 2, -1, 3),
  cut(1, 1, 1.5, Infinity),
];

function cut(mean: number, std: number, low: number, high: number): (typeof laws)[number] {
  const [a, b] = [(low - mean) / std, (high - mean) / std];
  const mass = normalCdf(b) - normalCdf(a);
  return [
    truncatedNormal(mean, std, low, high),
    (x) => (normalCdf((x - mean) / std) - normalCdf(a)) / mass,
    (k) => integral((z) => (mean + std * z) ** k * bell(z), Math.max(a, -12), Math.min(b, 12)) / mass,
  ];
}

for (const [law, cdf, exact] of laws) {
  const xs = law.vector(random(`law ${law.name}`), n);

  test(`${law.name}: draws follow the law (Kolmogorov-Smirnov, n = 1e5, level 1e-6)`, () => {
    const distance = distanceFrom(xs, cdf);
    assert.ok(distance < criticalDistance(n), `distance ${distance}`);
  });

  test(`${law.name}: the first four moments are exact to 5 standard errors (n = 1e5)`, () => {
    momentsWithin5(xs, exact, law.name);
  });

  test(`${law.name}: mean and std are those of the law`, () => {
    close(law.mean, exact(1), { relative: 1e-9, absolute: 1e-12 });
    close(law.std, Math.sqrt(exact(2) - exact(1) ** 2), { relative: 1e-9 });
  });
}

const { truncatedNormal: rows } = reference<{
  truncatedNormal: {
    mean: number;
    std: number;
    low: number;
    high: number;
    cutMean: number;
    cutStd: number;
  }[];
}>("init");
for (const { mean, std, low, high, cutMean, cutStd } of rows) {
  test(`truncatedNormal(${mean}, ${std}, ${low}, ${high}) has SciPy's mean and std`, () => {
    const law = truncatedNormal(mean, std, low, high);
    close(law.mean, cutMean, { relative: 1e-12, absolute: 1e-15 });
    close(law.std, cutStd, { relative: 1e-12 });
  });
}

test("truncatedNormal(0, 1, -2, 2).std is √(1 - 4 φ(2)/(2 Φ(2) - 1)) = 0.8796256610342398 (SciPy)", () => {
  close(truncatedNormal(0, 1, -2, 2).std, 0.8796256610342398, { relative: 4e-16 });
});

test("truncatedNormal draws never leave the bounds (n = 1e5)", () => {
  for (const [low, high] of [
    [0.5, 0.9],
    [-2, 2],
    [-Infinity, 1],
  ] as const) {
    const xs = truncatedNormal(0.1, 1.5, low, high).vector(random("bounds"), n);
    assert.ok(xs.every((x) => x >= low && x <= high));
  }
});

test("uniform(low, high) draws lie between low and high", () => {
  const ends = fc.tuple(
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  );
  fc.assert(
    fc.property(ends, fc.string(), ([low, width], seed) => {
      const xs = uniform(low, low + width).vector(random(seed), 50);
      assert.ok(xs.every((x) => x >= low && x < low + width));
    }),
    { seed: 1 },
  );
});

test("fill(rng, array) fills the array with draw after draw and returns it", () => {
  for (const [law] of laws) {
    const array = new Float64Array(10);
    assert.equal(law.fill(random("fill"), array), array);
    const rng = random("fill");
    sameBits(
      array,
      Array.from({ length: 10 }, () => law.draw(rng)),
    );
  }
});

test("vector and matrix give the numbers of fill, a matrix row by row; float32 rounds them once", () => {
  const law = normal(1, 2);
  const wanted = law.fill(random("shapes"), new Float64Array(12));
  sameBits(law.vector(random("shapes"), 12), wanted);
  const m = law.matrix(random("shapes"), 3, 4);
  assert.deepEqual([m.rows, m.cols, m.precision], [3, 4, "float64"]);
  sameBits(m.data, wanted);
  for (const single of [
    law.vector(random("shapes"), 12, "float32"),
    law.matrix(random("shapes"), 3, 4, "float32").data,
    law.fill(random("shapes"), new Float32Array(12)),
  ]) {
    assert.ok(single instanceof Float32Array);
    sameBits(single, Float32Array.from(wanted));
  }
});

test("point(value) is always value, with std 0", () => {
  const law = point(0.25);
  assert.deepEqual([law.mean, law.std, ...law.vector(random(1), 3)], [0.25, 0, 0.25, 0.25, 0.25]);
});

test("normal(mean, 0) is always mean", () => {
  assert.ok(
    normal(3, 0)
      .vector(random(1), 100)
      .every((x) => x === 3),
  );
});

test("density(z) is e^(-z²/2)/√(2π)", () => {
  for (const z of [0, 0.5, -1, 3, 10]) close(density(z), bell(z), { relative: 1e-14 });
});

test("what is not a distribution is refused with its reason", () => {
  refuses(() => uniform(1, 1), "uniform: low must be below high = 1, got 1");
  refuses(() => uniform(NaN, 1), "uniform: low must be a finite number, got NaN");
  refuses(() => uniform(0, Infinity), "uniform: high must be a finite number, got Infinity");
  refuses(() => normal(NaN, 1), "normal: mean must be a finite number, got NaN");
  refuses(() => normal(0, -1), "normal: std must not be negative, got -1");
  refuses(() => normal(0, Infinity), "normal: std must be a finite number, got Infinity");
  refuses(() => truncatedNormal(0, 0, -1, 1), "truncatedNormal: std must be positive, got 0");
  refuses(() => truncatedNormal(0, 1, 2, -2), "truncatedNormal: low must be below high = -2, got 2");
  refuses(() => truncatedNormal(0, 1, NaN, 2), "truncatedNormal: low must be below high = 2, got NaN");
  refuses(() => truncatedNormal(0, 1, "1" as never, 2), 'truncatedNormal: low must be a number, got "1"');
  refuses(() => truncatedNormal(0, 1, 1, null as never), "truncatedNormal: high must be a number, got null");
  refuses(() => point(NaN), "point: value must be a finite number, got NaN");
  refuses(() => normal(0, 1).vector(random(1), 0), "vector: n must be a positive integer, got 0");
  refuses(
    () => normal(0, 1).matrix(random(1), 2, 1.5),
    "zeroMatrix: cols must be a positive integer, got 1.5",
  );
});
