/** Statistics against NumPy's values, histograms at their edges, laws, refusals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  correlation,
  cosine,
  extent,
  histogram,
  mean,
  meanSquare,
  meanWithError,
  quantile,
  rms,
  share,
  std,
  variance,
} from "../core/statistics.js";
import { allClose, close, refuses } from "./support/close.js";
import { reference } from "./support/reference.js";

type Summary = Record<"mean" | "variance" | "std" | "sampleStd" | "meanSquare" | "rms", number>;
const numpy = reference<{
  x: number[];
  y: number[];
  summary: Record<"x" | "y", Summary>;
  quantiles: Record<"p" | "x" | "y", number[]>;
  histograms: { bins: number; low: number; high: number; edges: number[]; counts: number[] }[];
  correlation: number;
  cosine: number;
  offset: { values: number[]; mean: number; variance: number; std: number };
}>("statistics");
const tight = { relative: 1e-14, absolute: 1e-16 };

test("mean, variance, std, meanSquare and rms are NumPy's", () => {
  for (const name of ["x", "y"] as const) {
    const wanted = numpy.summary[name];
    for (const [f, of] of Object.entries({ mean, variance, std, meanSquare, rms }))
      close(of(numpy[name]), wanted[f as keyof Summary], tight, `${f}(${name})`);
  }
});

test("variance and std keep their digits beside an offset of 1e9", () => {
  const { values, ...wanted } = numpy.offset;
  close(mean(values), wanted.mean, { relative: 1e-15 });
  close(variance(values), wanted.variance, { relative: 1e-12 });
  close(std(values), wanted.std, { relative: 1e-12 });
});

test("quantile(xs, p) is NumPy's linear quantile", () => {
  for (const name of ["x", "y"] as const)
    allClose(
      numpy.quantiles.p.map((p) => quantile(numpy[name], p)),
      numpy.quantiles[name],
      tight,
    );
});

test("quantile sorts by size, not by spelling, and leaves xs alone", () => {
  const xs = [10, 9, -1, 100];
  assert.deepEqual([quantile(xs, 0), quantile(xs, 0.5), quantile(xs, 1)], [-1, 9.5, 100]);
  assert.deepEqual(xs, [10, 9, -1, 100]);
});

test("correlation and cosine are NumPy's", () => {
  close(correlation(numpy.x, numpy.y), numpy.correlation, tight);
  close(cosine(numpy.x, numpy.y), numpy.cosine, tight);
});

test("cosine and correlation of proportional vectors are ±1; a zero vector has no angle, a constant one no correlation", () => {
  close(cosine([1, 2, 3], [2, 4, 6]), 1, tight);
  close(correlation([1, 2, 3], [5, 3, 1]), -1, tight);
  refuses(() => cosine([0, 0], [1, 2]), "cosine: neither a nor b must be zero, got [[0, 0], [1, 2]]");
  refuses(
    () => correlation([1, 2], [0.1, 0.1]),
    "correlation: neither a nor b must be constant, got [[1, 2], [0.1, 0.1]]",
  );
});

for (const { bins, low, high, edges, counts } of numpy.histograms) {
  test(`histogram(x, { bins: ${bins}, low: ${low}, high: ${high} }) has NumPy's edges and counts`, () => {
    const got = histogram(numpy.x, { bins, low, high });
    allClose(got.edges, edges, { absolute: 1e-15 });
    assert.deepEqual(got.counts, counts);
    assert.equal(got.outside, numpy.x.length - counts.reduce((sum, n) => sum + n, 0));
    allClose(
      got.shares,
      counts.map((n) => n / numpy.x.length),
      tight,
    );
  });
}

test("histogram: a value on an edge belongs to the bin above, the last edge to the last bin", () => {
  const { counts, outside } = histogram([0, 1, 1, 2, 3, 4, 4, 4.0001, -1e-9], { bins: 4, low: 0, high: 4 });
  assert.deepEqual([counts, outside], [[1, 2, 1, 3], 2]);
});

test("histogram: every value lies in the bin whose edges say so (values on an edge, to rounding, aside)", () => {
  const setting = fc.record({
    low: fc.double({ min: -10, max: 10, noNaN: true }),
    width: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    bins: fc.integer({ min: 1, max: 40 }),
  });
  const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(setting, places, ({ low, width, bins }, inside) => {
      const high = low + width;
      const xs = inside
        .filter((share) => Math.abs(share * bins - Math.round(share * bins)) > 1e-9)
        .map((share) => low + share * (high - low));
      fc.pre(xs.length > 0);
      const { edges, counts, outside } = histogram(xs, { bins, low, high });
      const below = edges.map((edge) => xs.filter((x) => x < edge).length);
      const wanted = counts.map((_, i) => (below[i + 1] as number) - (below[i] as number));
      assert.deepEqual([counts, outside], [wanted, 0]);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("histogram without low and high runs from the least to the greatest value", () => {
  const { edges, counts, outside } = histogram([3, -1, 0, 1], { bins: 2 });
  assert.deepEqual([edges, counts, outside], [[-1, 1, 3], [2, 2], 0]);
});

test("histogram of equal values puts them all in one bin, at any size", () => {
  for (const x of [0, 5, -1e12, 1e-300]) {
    const { counts, outside } = histogram([x, x, x], { bins: 4 });
    assert.deepEqual([Math.max(...counts), outside], [3, 0], String(x));
  }
});

test("histogram has 30 bins by default, and its shares sum to 1 less the share outside", () => {
  const { counts, shares, outside } = histogram(numpy.x, { low: -1, high: 2 });
  assert.equal(counts.length, 30);
  close(
    shares.reduce((sum, s) => sum + s, 0),
    1 - outside / numpy.x.length,
    tight,
  );
});

test("extent(xs) is the least and the greatest value, share(xs, test) the share that passes", () => {
  assert.deepEqual(extent([3, -2, 7, 0]), { low: -2, high: 7 });
  assert.equal(
    share([1, 0, 0, 3], (x) => x === 0),
    0.5,
  );
});

test("meanWithError(xs) is the mean and 1.96 sample stds over √n", () => {
  const { mean: centre, error } = meanWithError(numpy.x);
  close(centre, numpy.summary.x.mean, tight);
  close(error, (1.96 * numpy.summary.x.sampleStd) / Math.sqrt(numpy.x.length), tight);
});

test("std is never negative, scales with its data and does not move with them", () => {
  const data = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(data, fc.double({ min: -50, max: 50, noNaN: true }), (xs, c) => {
      const s = std(xs);
      assert.ok(s >= 0);
      const scaled = xs.map((x) => c * x);
      close(std(scaled), Math.abs(c) * s, { relative: 1e-9, absolute: 1e-12 });
      const moved = xs.map((x) => x + c);
      close(std(moved), s, { relative: 1e-9, absolute: 1e-12 });
      close(meanSquare(xs), s * s + mean(xs) ** 2, { relative: 1e-12, absolute: 1e-300 });
    }),
    { seed: 1 },
  );
});

test("statistics of nothing and of what is not finite are refused", () => {
  refuses(() => mean([]), "mean: xs must hold at least one value, got []");
  refuses(() => mean([1, NaN]), "mean: xs must hold finite numbers, got NaN at position 1");
  refuses(() => variance([]), "variance: xs must hold at least one value, got []");
  refuses(() => rms([Infinity]), "rms: xs must hold finite numbers, got Infinity at position 0");
  refuses(() => quantile([1], 1.5), "quantile: p must lie in [0, 1], got 1.5");
  refuses(() => quantile([1], NaN), "quantile: p must lie in [0, 1], got NaN");
  refuses(() => histogram([1], { bins: 0 }), "histogram: bins must be a positive integer, got 0");
  refuses(() => histogram([1], { low: 2, high: 1 }), "histogram: low must be below high = 1, got 2");
  refuses(() => histogram([1], { low: NaN }), "histogram: low must be a finite number, got NaN");
  refuses(() => cosine([1, 2], [1]), "cosine: b must have 2 values like a, got 1");
  refuses(
    () => correlation([1, 2], [1, NaN]),
    "correlation: b must hold finite numbers, got NaN at position 1",
  );
  refuses(() => share([], () => true), "share: xs must hold at least one value, got []");
  refuses(() => meanWithError([1]), "meanWithError: the number of values must lie in [2, Infinity), got 1");
});
