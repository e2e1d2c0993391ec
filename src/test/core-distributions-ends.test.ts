/** The ends of distributions: no draw leaves what is documented, in either precision, whatever the bounds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Distribution, normal, point, truncatedNormal, uniform } from "../core/distributions.js";
import { heUniform, pytorchDefault, xavierUniform } from "../core/initializers.js";
import type { Precision } from "../core/matrix.js";
import { type Random, random } from "../core/random.js";
import { refuses, sameBits } from "./support/close.js";
import { doubles, fromPattern, singleAbove, singles } from "./support/patterns.js";

/** A generator whose `double()` gives these numbers, over and over. */
function scripted(...numbers: number[]): Random {
  let i = 0;
  return { ...random(1), double: () => numbers[i++ % numbers.length] as number };
}

/** The least and the greatest number that `double()` can give, and some between. */
const extremes = [0, 1 - 2 ** -53, 2 ** -53, 1 - 2 ** -52, 0.5, 1 - 2 ** -26, 1 - 2 ** -25, 1 - 2 ** -24];

/** All ways to draw the same numbers: one by one, into an array, as a vector, as a matrix; one by one in float64 only. */
function waysToDraw(
  law: Distribution,
  rng: () => Random,
  n: number,
  precision: Precision,
): ArrayLike<number>[] {
  const array = precision === "float64" ? new Float64Array(n) : new Float32Array(n);
  const alone = rng();
  return [
    law.fill(rng(), array),
    law.vector(rng(), n, precision),
    law.matrix(rng(), 1, n, precision).data,
    ...(precision === "float64" ? [Array.from({ length: n }, () => law.draw(alone))] : []),
  ];
}

/** The draws if they are made, or the reason why not; all ways must agree on either. */
function drawsOf(law: Distribution, rng: () => Random, n: number, precision: Precision): number[] | string {
  try {
    const [first, ...others] = waysToDraw(law, rng, n, precision) as [
      ArrayLike<number>,
      ...ArrayLike<number>[],
    ];
    for (const other of others) sameBits(other, first);
    return Array.from(first);
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    return error.message;
  }
}

/** Bounds in ascending order: any two numbers, two that are few numbers apart, two numbers of float32. */
const bounds = fc.oneof(
  fc.tuple(doubles, doubles),
  fc.tuple(doubles, fc.integer({ min: 1, max: 9 })).map(([x, steps]) => [x, fromPattern(x, steps)]),
  fc.tuple(singles, singles),
  fc.tuple(singles, fc.integer({ min: 1, max: 9 })).map(([x, steps]) => [x, fromPattern(x, steps)]),
);
const ascending = bounds
  .map(([a, b]) => [Math.min(a as number, b as number), Math.max(a as number, b as number)] as const)
  .filter(([low, high]) => low < high && Number.isFinite(low) && Number.isFinite(high));
const runs = { seed: 1, numRuns: 2000 };

test("uniform(low, high) stays in [low, high) for any bounds, in either precision, at the generator's own ends", () => {
  fc.assert(
    fc.property(ascending, ([low, high]) => {
      const law = uniform(low, high);
      const double = drawsOf(law, () => scripted(...extremes), extremes.length, "float64");
      assert.ok(Array.isArray(double));
      for (const x of double) assert.ok(x >= low && x < high, `${x} of [${low}, ${high})`);
      const single = drawsOf(law, () => scripted(...extremes), extremes.length, "float32");
      const near = Math.fround(low);
      const least = near >= low ? near : singleAbove(near);
      const finite = Number.isFinite(near) && Number.isFinite(Math.fround(high));
      assert.equal(Array.isArray(single), finite && least < high, String(single));
      if (!Array.isArray(single)) return;
      single.forEach((x, i) => {
        assert.ok(x >= low && x < high, `${x} of [${low}, ${high})`);
        assert.ok(x < Math.fround(high) || x === least, `${x} reaches ${Math.fround(high)}`);
        const rounded = Math.fround(double[i] as number);
        const kept = rounded >= low && rounded < high && rounded < Math.fround(high);
        if (kept) assert.ok(Object.is(x, rounded), `${rounded} became ${x}`);
      });
    }),
    runs,
  );
});

test("uniform(low, high) changes no draw but one that would leave the interval", () => {
  fc.assert(
    fc.property(ascending, fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), ([low, high], u) => {
      const plain = low + (high - low) * u;
      const drawn = uniform(low, high).draw(scripted(u));
      if (plain >= low && plain < high) assert.equal(drawn, plain);
    }),
    runs,
  );
});

test("uniform(0, 1) in float32 gives 1 - 2^-24 where rounding would give 1", () => {
  const draw = (u: number) => uniform(0, 1).vector(scripted(u), 1, "float32")[0];
  assert.equal(draw(1 - 2 ** -53), 1 - 2 ** -24);
  assert.equal(draw(1 - 2 ** -25), 1 - 2 ** -24);
  assert.equal(draw(1 - 2 ** -24), 1 - 2 ** -24);
  assert.equal(draw(0), 0);
});

test("uniform(low, high) of few numbers gives each of them and no other, in their shares (n = 4e4, 5 standard errors)", () => {
  const n = 4e4;
  const xs = uniform(1e16, 1e16 + 8).vector(random("few"), n);
  const shares = [0, 2, 4, 6].map((step) => xs.filter((x) => x === 1e16 + step).length / n);
  assert.equal(
    shares.reduce((sum, share) => sum + share),
    1,
  );
  // Rounded to the nearest number: half a step's share at the lower end, a step and a half's at the upper.
  [1 / 8, 1 / 4, 1 / 4, 3 / 8].forEach((share, i) => {
    assert.ok(
      Math.abs((shares[i] as number) - share) < 5 * Math.sqrt((share * (1 - share)) / n),
      `${shares}`,
    );
  });
});

test("uniform(-1.7e308, 1.7e308), whose width is out of range, has finite draws, mean and std", () => {
  const law = uniform(-1.7e308, 1.7e308);
  const xs = law.vector(random("wide"), 1e5);
  assert.ok(xs.every((x) => Math.abs(x) <= 1.7e308));
  assert.equal(law.mean, 0);
  assert.ok(Math.abs(law.std / (1.7e308 / Math.sqrt(3)) - 1) < 1e-15);
  const shares = [-0.5, 0, 0.5].map((at) => xs.filter((x) => x < at * 1.7e308).length / 1e5);
  [1 / 4, 1 / 2, 3 / 4].forEach((share, i) => {
    assert.ok(Math.abs((shares[i] as number) - share) < 5 * Math.sqrt((share * (1 - share)) / 1e5));
  });
  assert.equal(uniform(1.5e308, 1.7e308).mean, 1.6e308);
});

for (const [name, rule, bound] of [
  ["xavierUniform", xavierUniform(), Math.sqrt(6 / 70)],
  ["heUniform", heUniform(), Math.sqrt(6 / 30)],
  ["pytorchDefault", pytorchDefault(), 1 / Math.sqrt(30)],
] as const)
  test(`${name} in float32 does not reach its bound, nor the bound rounded`, () => {
    const script = () => scripted(...extremes);
    for (const precision of ["float64", "float32"] as const)
      for (const x of rule.sample(script(), [40, 30], { precision }).data)
        assert.ok(
          Math.abs(x) <= bound * (1 + 2 ** -52) && (precision === "float64" || x < Math.fround(bound)),
        );
    const [least] = rule.sample(scripted(0), [40, 30], { precision: "float32" }).data;
    assert.ok((least as number) >= -bound * (1 + 2 ** -52));
  });

/** Parameters of cut normals that lie near one another, so that all kinds of cuts come up. */
const cuts = fc
  .tuple(
    doubles.filter((x) => Math.abs(x) < 1e280),
    fc.integer({ min: -300, max: 300 }).map((k) => 2 ** k),
    fc.double({ min: -40, max: 40, noNaN: true }),
    fc.oneof(fc.double({ min: 1e-9, max: 50, noNaN: true }), fc.constant(Infinity)),
    fc.boolean(),
  )
  .map(([mean, std, from, width, mirrored]) => {
    const [a, b] = [mean + std * from, mean + std * (from + width)];
    return mirrored ? ([mean, std, 2 * mean - b, 2 * mean - a] as const) : ([mean, std, a, b] as const);
  })
  .filter(([, , low, high]) => low < high && low < Infinity && high > -Infinity);

test("truncatedNormal stays in [low, high] for any cut, in either precision", () => {
  fc.assert(
    fc.property(cuts, fc.integer(), ([mean, std, low, high], seed) => {
      const law = truncatedNormal(mean, std, low, high);
      assert.ok(law.mean >= low && law.mean <= high && law.std >= 0, `${law.name}: ${law.mean}, ${law.std}`);
      const double = drawsOf(law, () => random(seed), 20, "float64");
      const single = drawsOf(law, () => random(seed), 20, "float32");
      assert.ok(Array.isArray(double));
      for (const x of double) assert.ok(x >= low && x <= high, `${x} of ${law.name}`);
      if (!Array.isArray(single)) {
        assert.match(
          single,
          /must lie within the range of float32|a float32 number must lie between the bounds/,
        );
        return;
      }
      single.forEach((x, i) => {
        assert.ok(x >= low && x <= high && Number.isFinite(x), `${x} of ${law.name}`);
        const rounded = Math.fround(double[i] as number);
        if (rounded >= low && rounded <= high) assert.ok(Object.is(x, rounded));
      });
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("truncatedNormal(0, 1, 0.1 - 2e-8, 0.1) in float32 does not reach 0.1 rounded outward", () => {
  assert.ok(Math.fround(0.1) > 0.1);
  const xs = truncatedNormal(0, 1, 0.1 - 2e-8, 0.1).vector(random("outward"), 1000, "float32");
  assert.ok(xs.every((x) => x <= 0.1 && x >= 0.1 - 2e-8));
  assert.deepEqual([...new Set(xs)].sort(), [0.09999998658895493, 0.09999999403953552]);
});

test("a distribution that a precision cannot hold is refused in its name", () => {
  const rng = random(1);
  const single = (law: Distribution) => () => law.matrix(rng, 1, 2, "float32");
  const beyond = (precision: Precision) => `every draw must lie within the range of ${precision}, got`;
  const none = "a float32 number must lie between the bounds, got";
  refuses(single(point(1e39)), `point: ${beyond("float32")} "constant 1e+39"`);
  refuses(single(normal(0, 1e38)), `normal: ${beyond("float32")} "N(0, 1e+38²)"`);
  refuses(single(uniform(0, 1e39)), `uniform: ${beyond("float32")} "U(0, 1e+39)"`);
  refuses(
    single(truncatedNormal(0, 1e38, 0, Infinity)),
    `truncatedNormal: ${beyond("float32")} "N(0, 1e+38²) cut to [0, Infinity]"`,
  );
  refuses(() => normal(0, 1e308), `normal: ${beyond("float64")} "N(0, 1e+308²)"`);
  refuses(() => normal(1.7e308, 1e307), `normal: ${beyond("float64")} "N(1.7e+308, 1e+307²)"`);
  refuses(
    () => truncatedNormal(0, 1e307, 1e308, Infinity),
    `truncatedNormal: ${beyond("float64")} "N(0, 1e+307²) cut to [1e+308, Infinity]"`,
  );
  refuses(
    () => truncatedNormal(-1.7e308, 1, 1.7e308, Infinity),
    `truncatedNormal: the bounds must lie nearer to the mean, got "N(-1.7e+308, 1²) cut to [1.7e+308, Infinity]"`,
  );
  refuses(single(uniform(0.1, 0.100000001)), `uniform: ${none} "U(0.1, 0.100000001)"`);
  refuses(
    single(truncatedNormal(0, 1, 0.1, 0.100000001)),
    `truncatedNormal: ${none} "N(0, 1²) cut to [0.1, 0.100000001]"`,
  );
  assert.deepEqual([...normal(0, 2.6e37).vector(rng, 9, "float32")].filter(Number.isFinite).length, 9);
});

test("normal: 13 std reach farther than any draw, as the generator's own ends show", () => {
  // The first 32 bits choose the piece with the tail. There x = -ln(1 - u)/3.654 is taken if x² <= -2 ln(1 - v).
  const greatest = 2 ** -53;
  const farthest = Math.sqrt(-2 * Math.log(greatest));
  const tail = () => ({ ...scripted(1 - Math.exp(-3.654 * farthest), 1 - greatest), bits: () => -(2 ** 31) });
  const z = normal(0, 1).draw(tail());
  assert.ok(z < -12.2 && z > -13, `${z}`);
  assert.ok(Number.isFinite(normal(0, 1.38e307).draw(tail())));
});

test("a number too small for float32 becomes 0, as rounding has it", () => {
  const laws = [point(1e-50), normal(0, 1e-50), uniform(0, 1e-50), truncatedNormal(0, 1e-50, -1e-50, 1e-50)];
  for (const law of laws) assert.ok(law.vector(random(1), 50, "float32").every((x) => x === 0));
});
