/** Products in the kernel: the same bits as the plain sum, for every shape, side and precision. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { Arena, kernel } from "../core/kernel.js";
import { type Precision, type Values, values } from "../core/matrix.js";
import { multiplyInto, type ProductShape, productScratch } from "../core/multiply.js";
import { random } from "../core/random.js";
import { sameBits } from "./support/close.js";

const precisions: Precision[] = ["float64", "float32"];
const sides = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

/** The product as its definition says: one sum from 0 per entry, rounded to float32 at each step or not at all. */
function plain(out: Values, a: Values, b: Values, shape: ProductShape): void {
  const { rows, cols, inner, transposeA, transposeB } = shape;
  const single = out instanceof Float32Array;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const x = a[transposeA ? k * rows + i : i * inner + k] as number;
        const y = b[transposeB ? j * inner + k : k * cols + j] as number;
        sum = single ? Math.fround(sum + Math.fround(x * y)) : sum + x * y;
      }
      out[i * cols + j] = sum;
    }
}

/** The product in the kernel however small it is; by `multiplyInto` where there is no WebAssembly. */
function product(out: Values, a: Values, b: Values, shape: ProductShape): void {
  const functions = kernel();
  if (!functions) {
    multiplyInto(out, a, b, shape);
    return;
  }
  const { rows, cols, inner, transposeA, transposeB } = shape;
  const arena = new Arena(functions);
  const [addressA, addressB] = [arena.put(a), arena.put(b)];
  const result = arena.take(out.byteLength);
  const strides = [
    transposeA ? 1 : inner,
    transposeA ? rows : 1,
    transposeB ? inner : 1,
    transposeB ? 1 : cols,
  ];
  const scratch = arena.take(productScratch(rows, cols, inner));
  const run = out instanceof Float32Array ? functions.multiply32 : functions.multiply64;
  run(
    result,
    addressA,
    addressB,
    rows,
    cols,
    inner,
    ...(strides as [number, number, number, number]),
    scratch,
  );
  arena.read(result, out);
}

type Multiply = typeof product;

function compare(multiply: Multiply, rows: number, cols: number, inner: number, precision: Precision): void {
  const rng = random(`kernel/${rows}/${cols}/${inner}`);
  const a = normal(0, 1).vector(rng.split("a"), rows * inner, precision);
  const b = normal(0, 1).vector(rng.split("b"), inner * cols, precision);
  const got = values(rows * cols, precision);
  const wanted = values(rows * cols, precision);
  for (const [transposeA, transposeB] of sides) {
    const shape = { rows, cols, inner, transposeA, transposeB };
    multiply(got.fill(NaN), a, b, shape);
    plain(wanted, a, b, shape);
    sameBits(got, wanted, JSON.stringify({ ...shape, precision }));
  }
}

for (const precision of precisions) {
  test(`the kernel's ${precision} product has the bits of the plain sum for 1 to 33 rows and columns`, () => {
    for (let rows = 1; rows <= 33; rows++)
      for (let cols = 1; cols <= 33; cols++)
        compare(product, rows, cols, 1 + ((7 * rows + 13 * cols) % 33), precision);
  });

  test(`multiplyInto(${precision}) has the bits of the plain sum across the block of rows held in the cache`, () => {
    for (const [rows, cols, inner] of [
      [128, 9, 5],
      [129, 9, 5],
      [256, 17, 3],
      [257, 17, 3],
      [515, 3, 11],
      [3, 515, 11],
      [1, 4096, 1],
      [4096, 1, 1],
      [1, 1, 5000],
      [64, 64, 64],
    ] as [number, number, number][])
      compare(multiplyInto, rows, cols, inner, precision);
  });

  test(`multiplyInto(${precision}) keeps infinities, NaN, zeros' signs and subnormals where they belong`, () => {
    const odd = [0, -0, Infinity, -Infinity, NaN, precision === "float32" ? 1e-45 : 5e-324, 1e300, -1, 2];
    const [rows, cols, inner] = [19, 21, 18];
    const entry = (i: number, often: number): number =>
      i % often === 0 ? (odd[i % odd.length] as number) : i - 150;
    const a = values(rows * inner, precision).map((_, i) => entry(i, 31));
    const b = values(inner * cols, precision).map((_, i) => entry(i, 37));
    const [got, wanted] = [values(rows * cols, precision), values(rows * cols, precision)];
    const shape = { rows, cols, inner, transposeA: false, transposeB: false };
    multiplyInto(got, a, b, shape);
    plain(wanted, a, b, shape);
    sameBits(got, wanted);
    for (const kind of [Number.isNaN, Number.isFinite, (x: number) => Math.abs(x) === Infinity])
      assert.ok(wanted.some((x: number) => kind(x)));
  });
}

test("multiplyInto of mixed precisions sums in float64 and rounds once", () => {
  const rng = random("kernel/mixed");
  const [rows, cols, inner] = [20, 21, 22];
  const a = normal(0, 1).vector(rng.split("a"), rows * inner, "float32");
  const b = normal(0, 1).vector(rng.split("b"), inner * cols, "float64");
  const [got, wanted] = [new Float64Array(rows * cols), new Float64Array(rows * cols)];
  const shape = { rows, cols, inner, transposeA: false, transposeB: false };
  multiplyInto(got, a, b, shape);
  plain(wanted, a, b, shape);
  sameBits(got, wanted);
});

test("multiplyInto gives the same bits after the kernel's memory has grown", () => {
  const rng = random("kernel/growth");
  const a = normal(0, 1).vector(rng.split("a"), 40 * 40);
  const shape = { rows: 40, cols: 40, inner: 40, transposeA: false, transposeB: true };
  const [before, after] = [new Float64Array(1600), new Float64Array(1600)];
  multiplyInto(before, a, a, shape);
  const large = new Float64Array(1000 * 1000);
  multiplyInto(large, large, new Float64Array(1000 * 1000), {
    ...shape,
    rows: 1000,
    cols: 1000,
    inner: 1000,
  });
  multiplyInto(after, a, a, shape);
  sameBits(after, before);
});
