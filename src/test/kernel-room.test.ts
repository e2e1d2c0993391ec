/** Products, activations and large runs that the kernel's memory cannot hold, and what it keeps afterwards. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { heNormal } from "../core/initializers.js";
import { kernel } from "../core/kernel.js";
import { largeRun } from "../core/large-run.js";
import { type Matrix, multiply, type Precision, zeroMatrix } from "../core/matrix.js";
import { forward, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { refuses, sameBits } from "./support/close.js";

const drawn = (name: string, rows: number, cols: number, precision: Precision): Matrix =>
  normal(0, 1).matrix(random(`room/${name}`), rows, cols, precision);

/** `Σ a_k b_k` from first to last, each step rounded to the precision. */
function dot(a: ArrayLike<number>, b: ArrayLike<number>, precision: Precision): number {
  const round = precision === "float32" ? Math.fround : (x: number): number => x;
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum = round(sum + round((a[k] as number) * (b[k] as number)));
  return sum;
}

interface Growable {
  grow(pages: number): number;
}

/** Runs `work` in an engine whose WebAssembly memories refuse to grow. */
function withoutGrowing<T>(work: () => T): T {
  const { WebAssembly } = globalThis as { WebAssembly?: { Memory: { prototype: Growable } } };
  if (!WebAssembly) return work();
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = () => {
    throw new RangeError("Unable to grow instance memory");
  };
  try {
    return work();
  } finally {
    prototype.grow = grow;
  }
}

for (const precision of ["float64", "float32"] as const) {
  test(`what the kernel has no memory for is computed without it, with the same bits (${precision})`, () => {
    const [a, b] = [drawn("a", 700, 900, precision), drawn("b", 900, 800, precision)];
    const net = mlp(random("room/net"), { sizes: [900, 800, 3], weights: heNormal(), precision });
    const refused = withoutGrowing(() => [multiply(a, b), forward(net, a).outputs]);
    sameBits((refused[0] as Matrix).data, multiply(a, b).data, "product");
    sameBits((refused[1] as Matrix).data, forward(net, a).outputs.data, "outputs");
  });

  test(`a product of two long matrices is put together from tiles, with the same bits (${precision})`, () => {
    const inner = 1_300_000;
    const [a, b] = [zeroMatrix(10, inner, precision), zeroMatrix(inner, 9, precision)];
    for (const { data } of [a, b])
      for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 1009) / 997 - 0.5;
    const product = multiply(a, b);
    const turned = multiply(b, a, { transposeA: true, transposeB: true });
    for (const [i, j] of [
      [0, 0],
      [9, 8],
      [5, 4],
      [3, 8],
    ] as const) {
      const expected = dot(a.row(i), b.column(j), precision);
      assert.equal(product.at(i, j), expected);
      assert.equal(turned.at(j, i), expected);
    }
  });

  test(`a row times a column of 30 million numbers each (${precision})`, () => {
    const n = 30_000_000;
    const [a, b] = [zeroMatrix(1, n, precision), zeroMatrix(n, 1, precision)];
    for (const at of [0, 1, n >> 1, n - 1]) [a.data[at], b.data[at]] = [at % 7, 2];
    const sum = [0, 1, n >> 1, n - 1].reduce((total, at) => total + 2 * (at % 7), 0);
    assert.equal(multiply(a, b).at(0, 0), sum);
  });
}

test("a large run that finds no memory in the kernel goes the ordinary way", () => {
  const net = mlp(random("room/large"), { sizes: [500, 400, 300], weights: heNormal() });
  const inputs = drawn("inputs", 400, 500, "float64");
  const [refused, usual] = [withoutGrowing(() => largeRun(net, inputs)), largeRun(net, inputs)];
  for (const [l, row] of usual.rows.entries())
    assert.ok(Math.abs((refused.rows[l]?.std as number) / row.std - 1) < 3e-4);
});

test("the kernel's memory does not stay at its highest mark", () => {
  multiply(drawn("wide", 2000, 2000, "float64"), drawn("wider", 2000, 2000, "float64"));
  const bytes = kernel()?.memory.buffer.byteLength ?? 0;
  assert.ok(bytes <= 128 * 2 ** 20, `${bytes} bytes are kept`);
});

test("sizes that cannot be are refused with the memory they would take", () => {
  refuses(
    () => zeroMatrix(2 ** 31, 2 ** 31),
    "zeroMatrix: rows · cols must take at most 2 GiB of memory, got 4611686018427388000, which takes 32800 PiB",
  );
  refuses(
    () => multiply(zeroMatrix(2 ** 20, 1), zeroMatrix(1, 2 ** 20)),
    "multiply: rows · cols must take at most 2 GiB of memory, got 1099511627776, which takes 8 TiB",
  );
});
