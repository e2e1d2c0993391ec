/** Sums, shares and histograms of float32 numbers: the kernel's functions and their mirror in TypeScript, for every rest. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countIn } from "../core/histogram.js";
import { type Arena, kernel, withKernel } from "../core/kernel.js";
import { random } from "../core/random.js";
import {
  type EndCounts,
  type Moments,
  singleEnds,
  singleMoments,
  singleSquares,
} from "../core/single-moments.js";
import { histogram } from "../core/statistics.js";
import { close, sameBits } from "./support/close.js";

/** What computes: the TypeScript, and the kernel where there is one. */
interface Engine {
  squares(x: Float32Array): number;
  moments(x: Float32Array, cols: number): Moments;
  ends(x: Float32Array, ends: readonly [number, number]): EndCounts;
  /** The count below, those of the bins, and the count above. */
  counts(x: Float32Array, edges: readonly number[]): number[];
}

const plain: Engine = {
  squares: singleSquares,
  moments: singleMoments,
  ends: singleEnds,
  counts(x, edges) {
    const above = x.filter((v) => v > (edges.at(-1) as number)).length;
    const { counts, outside } = countIn(x, edges);
    return [outside - above, ...counts, above];
  },
};

/** What `work` gives in the kernel, where numbers that must not be read stand behind x. */
function behind<T>(x: Float32Array, work: (arena: Arena, at: number) => T): T {
  const done = withKernel((arena) => [work(arena, arena.put(Float32Array.of(...x, 5, 0, -5, 5)))] as const);
  return (done ?? assert.fail("the kernel has no memory"))[0];
}

const inKernel: Engine = {
  squares: (x) => behind(x, ({ functions }, at) => functions.sumSquares32(at, x.length)),
  moments: (x, cols) =>
    behind(x, (arena, at) => {
      const [out, scratch] = [arena.take(32), arena.take(16 * cols)];
      arena.functions.moments32(at, x.length / cols, cols, out, scratch);
      const got = new Float64Array(4);
      arena.read(out, got);
      return [...got] as unknown as Moments;
    }),
  ends: (x, [low, high]) =>
    behind(x, (arena, at) => {
      const out = arena.take(12);
      arena.functions.shares32(at, x.length, low, high, out);
      return [...new Int32Array(arena.functions.memory.buffer, out, 3)] as unknown as EndCounts;
    }),
  counts: (x, edges) =>
    behind(x, (arena, at) => {
      const bins = edges.length - 1;
      const table = arena.take(8 * (bins + 2) + 8 * (bins + 1));
      arena.write(table + 8 * (bins + 2), Float64Array.from(edges));
      const [low, high] = [edges[0] as number, edges[bins] as number];
      arena.functions.histogram32(at, x.length, low, high, bins, table);
      return [...new Int32Array(arena.functions.memory.buffer, table, bins + 2)];
    }),
};

const engines: [string, Engine][] = [
  ["TypeScript", plain],
  ...(kernel() ? [["kernel", inKernel] as [string, Engine]] : []),
];

/** Whole numbers from -20 to 20, whose sums and sums of squares are exact. */
function wholeNumbers(n: number, label: string): Float32Array {
  const rng = random(`kernel-statistics/${label}/${n}`);
  return Float32Array.from({ length: n }, () => Math.floor(rng.next() * 41) - 20);
}

/** Every list of n numbers that are all `usual` but for one `odd`, and the list of nothing but odd ones. */
function withOdd(n: number, usual: number, odd: number): Float32Array[] {
  const one = Array.from({ length: n }, (_, place) =>
    Float32Array.from({ length: n }, (_, i) => (i === place ? odd : usual)),
  );
  return [...one, new Float32Array(n).fill(odd)];
}

for (const [name, engine] of engines) {
  test(`${name}: the sum of squares of 1 to 33 numbers has every one of them`, () => {
    for (let n = 1; n <= 33; n++) {
      for (const x of [...withOdd(n, 1, 3), ...withOdd(n, 0, 2), wholeNumbers(n, "squares")])
        assert.equal(
          engine.squares(x),
          [...x].reduce((sum, v) => sum + v * v, 0),
          `${n}: ${x}`,
        );
    }
  });

  test(`${name}: zeros and what lies beyond either end are counted in every place of 1 to 17 numbers`, () => {
    for (let n = 1; n <= 17; n++)
      for (const odd of [0, -0, 0.97, -0.97, 1, -1, 0.985, 0.015])
        for (const usual of [0.5, -0.5, 1, 0, -1])
          for (const ends of [
            [-0.97, 0.97],
            [0.015, 0.985],
            [-Infinity, Infinity],
            [-0.25, 0.25],
          ] as const)
            for (const x of withOdd(n, usual, odd)) {
              const [low, high] = [Math.fround(ends[0]), Math.fround(ends[1])];
              const wanted = [x.filter((v) => v === 0), x.filter((v) => v < low), x.filter((v) => v > high)];
              assert.deepEqual(
                engine.ends(x, ends),
                wanted.map((found) => found.length),
                `${n}: ${x}`,
              );
            }
  });

  test(`${name}: the moments of 1 to 9 rows and 1 to 9 columns are those of the definition`, () => {
    for (let rows = 1; rows <= 9; rows++)
      for (let cols = 1; cols <= 9; cols++) {
        const n = rows * cols;
        for (const x of [...withOdd(n, 0, 3), ...withOdd(n, 2, 5), wholeNumbers(n, `${cols}`)]) {
          const at = (i: number, j: number): number => x[i * cols + j] as number;
          const variance = (xs: number[]): number => {
            const mean = xs.reduce((sum, v) => sum + v) / xs.length;
            return xs.reduce((sum, v) => sum + (v - mean) ** 2, 0) / xs.length;
          };
          const list = (length: number, of: (i: number) => number): number[] =>
            Array.from({ length }, (_, i) => of(i));
          const wanted: Moments = [
            [...x].reduce((sum, v) => sum + v, 0),
            [...x].reduce((sum, v) => sum + v * v, 0),
            list(cols, (j) => rows * variance(list(rows, (i) => at(i, j)))).reduce((sum, v) => sum + v),
            list(rows, (i) => variance(list(cols, (j) => at(i, j)))).reduce((sum, v) => sum + v),
          ];
          engine.moments(x, cols).forEach((got, k) => {
            close(got, wanted[k] as number, { relative: 1e-13, absolute: 1e-12 }, `${rows}×${cols}, ${k}`);
          });
        }
      }
  });

  test(`${name}: the histogram of 1 to 9 numbers on, beside and beyond the edges is that of their doubles`, () => {
    for (const [low, high] of [
      [-1.5, 1.5],
      [0, 1],
      [-3e38, 3e38],
      [-1.7e308, 1.7e308],
      [-1e-45, 1e-44],
      [0.1, 0.1 + 1e-9],
      [-1e-320, 1e-320],
    ] as const)
      for (const bins of [1, 2, 3, 7, 30]) {
        const { edges } = histogram([low], { bins, low, high });
        const values = edges.flatMap((edge) => [edge, edge * (1 + 1e-7), edge * (1 - 1e-7), edge + 1e-45]);
        const x = Float32Array.from([...values, 0, -0, 1e38, -1e38].filter((v) => Math.abs(v) < 3.4e38));
        for (let n = 1; n <= x.length; n += n < 9 ? 1 : 13) {
          const some = x.subarray(x.length - n);
          const { counts, outside } = histogram(some, { bins, low, high });
          const got = engine.counts(some, edges);
          assert.deepEqual(got.slice(1, -1), counts, `${low} to ${high}, ${bins} bins, ${n} numbers`);
          assert.equal((got[0] as number) + (got.at(-1) as number), outside);
          assert.equal(got.at(-1), some.filter((v) => v > high).length);
        }
      }
  });

  test(`${name}: what is not a finite number lies outside of a histogram`, () => {
    for (let n = 1; n <= 5; n++)
      for (const odd of [NaN, Infinity, -Infinity])
        for (const x of withOdd(n, 0.5, odd)) {
          const lost = x.filter((v) => !Number.isFinite(v)).length;
          const above = odd === Infinity ? lost : 0;
          assert.deepEqual(engine.counts(x, [0, 0.5, 1]), [lost - above, 0, n - lost, above], `${x}`);
        }
  });
}

if (kernel())
  test("the sums in TypeScript have the bits of the kernel's, for matrices of any numbers", () => {
    const rng = random("kernel-statistics/bits");
    for (let rows = 1; rows <= 12; rows++)
      for (let cols = 1; cols <= 19; cols++) {
        const size = 10 ** (60 * rng.next() - 30);
        const x = Float32Array.from({ length: rows * cols }, () => size * (rng.next() - 0.3));
        sameBits(plain.moments(x, cols), inKernel.moments(x, cols), `moments of ${rows}×${cols}`);
        sameBits([plain.squares(x)], [inKernel.squares(x)], `squares of ${x.length}`);
      }
  });
