/** The random streams: frozen sequences, independence of split streams, uniformity, refused seeds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import seedrandom from "seedrandom";
import { standardNormal } from "../core/distributions.js";
import { type Random, random, shuffle } from "../core/random.js";
import { correlation } from "../core/statistics.js";
import { refuses, sameBits } from "./support/close.js";
import { binCounts, countsFit, momentsWithin5 } from "./support/sampling.js";

const take = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

/** Our own output, frozen: committed results depend on it, so it must never change without notice. */
const frozen = {
  next: [
    0.25508242077194154, 0.447391998488456, 0.3373048647772521, 0.4896846355404705, 0.33047392941080034,
    0.3921038522385061, 0.993276483612135, 0.36122309835627675,
  ],
  double: [
    0.25508234376525807, 0.3373048256323984, 0.3304740868109952, 0.9932762914767734, 0.7811282363545375,
    0.37818811242315875, 0.9494234489726594, 0.6857193947148221,
  ],
  bits: [1095570655, 1921534002, 1448713363, 2103179495, 1419374719, 1684073222, -28877283, 1551441394],
  splitNext: [
    0.381147543201223, 0.17792240134440362, 0.38710458809509873, 0.04612649348564446, 0.9912089330609888,
    0.69886704091914, 0.10575385461561382, 0.4030939261429012,
  ],
  standardNormal: [
    0.7467467755270372, 1.3787347850597667, 1.2093487792904112, 1.7647376168771511, -2.0656650606123157,
    -0.22257532593025592, 0.6659340349093003, -1.0117012902826232,
  ],
  /** The 100,000th: any change of what is rejected on the way shifts it. */
  lastStandardNormal: 1.0155949014078856,
};

test("random(1) gives the frozen sequences", () => {
  sameBits(take(8, random(1).next), frozen.next);
  sameBits(take(8, random(1).double), frozen.double);
  sameBits(take(8, random(1).bits), frozen.bits);
});

test('random(1).split("a") gives the frozen sequence', () => {
  sameBits(take(8, random(1).split("a").next), frozen.splitNext);
});

test("standardNormal(random(1)) gives the frozen sequence", () => {
  const rng = random(1);
  const draws = take(1e5, () => standardNormal(rng));
  sameBits(draws.slice(0, 8), frozen.standardNormal);
  assert.equal(draws.at(-1), frozen.lastStandardNormal);
});

test("random(seed) is seedrandom's xor128 started with four words of its alea for the label", () => {
  for (const seed of [0, 1, -2.5, 1e21, "", "x", "naïve 📈"]) {
    const rng = random(seed);
    assert.equal(rng.label, String(seed));
    const { int32 } = seedrandom.alea(String(seed));
    const [x, y, z, w] = take(4, int32) as [number, number, number, number];
    sameBits(take(20, rng.next), take(20, seedrandom.xor128("", { state: { x, y, z, w } })));
  }
});

test("random(1) and random('1') are the same stream, random(2) is another", () => {
  assert.equal(random(1).next(), random("1").next());
  assert.notEqual(random(1).next(), random(2).next());
});

test("next() is a multiple of 2^-32 and double() of 2^-53, both in [0, 1); bits() is an integer of 32 bits", () => {
  const rng = random("ranges");
  for (let i = 0; i < 1e4; i++) {
    const x = rng.next();
    assert.ok(x >= 0 && x < 1 && Number.isInteger(x * 2 ** 32));
    const y = rng.double();
    assert.ok(y >= 0 && y < 1 && Number.isInteger(y * 2 ** 53));
    const z = rng.bits();
    assert.ok(Number.isInteger(z) && z >= -(2 ** 31) && z < 2 ** 31);
  }
});

test("double() uses 53 bits: its last bits are not all 0", () => {
  const rng = random("digits");
  const low = take(1000, () => (rng.double() * 2 ** 53) % 2);
  assert.ok(low.some((bit) => bit === 1) && low.some((bit) => bit === 0));
});

test("split(label) does not depend on how many numbers were drawn, nor on which", () => {
  const draws = fc.array(fc.constantFrom("next" as const, "double" as const, "bits" as const));
  fc.assert(
    fc.property(fc.string(), draws, (label, calls) => {
      const fresh = random("seed").split(label);
      const used = random("seed");
      for (const call of calls) used[call]();
      sameBits(take(4, used.split(label).next), take(4, fresh.next));
    }),
    { seed: 1 },
  );
});

test("split(label) leaves the stream that it was split from as it was", () => {
  const [a, b] = [random("same"), random("same")];
  take(5, b.split("x").next);
  sameBits(take(8, a.next), take(8, b.next));
});

test("different paths of labels are different streams: split('a/b') is not split('a').split('b')", () => {
  const label = fc.stringMatching(/^[a-c/~01]{0,4}$/);
  const paths = fc.array(label, { minLength: 1, maxLength: 3 });
  const follow = (labels: string[]): Random => labels.reduce((rng, each) => rng.split(each), random("p"));
  const apart = (p: string[], q: string[]): void => {
    assert.notEqual(follow(p).label, follow(q).label);
    assert.notEqual(follow(p).double(), follow(q).double());
  };
  apart(["a/b"], ["a", "b"]);
  apart(["a~1b"], ["a/b"]);
  apart(["~0"], ["~"]);
  fc.assert(
    fc.property(paths, paths, (p, q) => {
      if (JSON.stringify(p) !== JSON.stringify(q)) apart(p, q);
      if (p.length > 1) apart(p, [p.join("/")]);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("split(1) and split('1') are the same stream; random('a/b') is not random('a').split('b')", () => {
  assert.equal(random("s").split(1).next(), random("s").split("1").next());
  assert.notEqual(random("a/b").next(), random("a").split("b").next());
});

const n = 1e5;
const streams = ["1", "2", "3", "4", "5", "6", "7", "8"].map((label) => {
  const rng = random("independence").split(label);
  return Float64Array.from({ length: n }, rng.next);
});

test("streams '1', '2', … are uncorrelated with each other (n = 1e5, 5/√n)", () => {
  for (let i = 0; i < streams.length; i++)
    for (let j = 0; j < i; j++) {
      const r = correlation(streams[i] as Float64Array, streams[j] as Float64Array);
      assert.ok(Math.abs(r) < 5 / Math.sqrt(n), `streams ${i + 1} and ${j + 1}: ${r}`);
    }
});

test("streams are uncorrelated with themselves and each other at lags 1 … 4 (n = 1e5, 5/√n)", () => {
  for (let lag = 1; lag <= 4; lag++)
    for (const other of streams.slice(0, 3)) {
      const first = streams[0] as Float64Array;
      const r = correlation(first.subarray(0, n - lag), other.subarray(lag));
      assert.ok(Math.abs(r) < 5 / Math.sqrt(n - lag), `lag ${lag}: ${r}`);
    }
});

test("no small integer combination of streams '1', '2', '3' shows a pattern (256 bins modulo 1, n = 1e5)", () => {
  const [x, y, z] = streams as [Float64Array, Float64Array, Float64Array];
  for (const [a, b, c] of [
    [1, -1, 0],
    [1, 1, 0],
    [1, -2, 1],
    [1, 1, 1],
    [2, -1, 0],
    [3, -2, -1],
  ] as const) {
    const bins = binCounts(n, 256, (i) => {
      const sum = a * (x[i] as number) + b * (y[i] as number) + c * (z[i] as number);
      return Math.floor((sum - Math.floor(sum)) * 256);
    });
    countsFit(bins, () => n / 256, `${a}x + ${b}y + ${c}z`);
  }
});

test("next(), double() and the lowest and highest 8 bits of bits() fill 256 bins evenly (n = 1e6)", () => {
  const draws: Record<string, (rng: Random) => number> = {
    next: (rng) => Math.floor(rng.next() * 256),
    double: (rng) => Math.floor(rng.double() * 256),
    "lowest bits": (rng) => rng.bits() & 255,
    "highest bits": (rng) => rng.bits() >>> 24,
  };
  for (const [name, draw] of Object.entries(draws)) {
    const rng = random("uniformity").split(name);
    const bins = binCounts(1e6, 256, () => draw(rng));
    countsFit(bins, () => 1e6 / 256, name);
  }
});

test("next() has the moments 1/(k + 1) of a uniform number (n = 1e6)", () => {
  const rng = random("moments");
  momentsWithin5(Float64Array.from({ length: 1e6 }, rng.next), (k) => 1 / (k + 1), "next");
});

const noLabels: [unknown, string][] = [
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  [undefined, "undefined"],
  [null, "null"],
  [true, "true"],
  [1n, "1"],
  [{}, "an object"],
  [[1, "a"], '[1, "a"]'],
  [[1], "[1]"],
  [Symbol("a"), "Symbol(a)"],
];

test("random(seed): seed must be a string or a finite number", () => {
  for (const [seed, shown] of noLabels)
    refuses(() => random(seed as number), `random: seed must be a string or a finite number, got ${shown}`);
});

test("split(label): label must be a string or a finite number, so that a misspelt field is no stream", () => {
  for (const [label, shown] of noLabels)
    refuses(
      () => random(1).split(label as number),
      `split: label must be a string or a finite number, got ${shown}`,
    );
});

test("shuffle refuses a generator and a list that are none", () => {
  refuses(
    () => shuffle({} as never, Uint32Array.of(1)),
    "shuffle: rng must be a generator such as random(1), got an object",
  );
  refuses(() => shuffle(random(1), undefined as never), "shuffle: order must be a list, got undefined");
});
