/** Products of matrices: against exact values and plain loops, transposed or not, in both precisions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normal } from "../core/distributions.js";
import { type Matrix, map, matrix, multiply, type Precision, toArrays, zeroMatrix } from "../core/matrix.js";
import { random } from "../core/random.js";
import { allClose, largest, refuses, sameBits } from "./support/close.js";
import { matricesOf, naiveProduct, size } from "./support/matrices.js";
import { reference } from "./support/reference.js";

interface Product {
  name: string;
  left: number[][];
  right: number[][];
  transposeLeft: boolean;
  transposeRight: boolean;
  product: number[][];
}

for (const row of reference<{ products: Product[] }>("statistics").products) {
  test(`multiply gives the exact product ${row.name} to rounding (fractions in Python)`, () => {
    const options = { transposeA: row.transposeLeft, transposeB: row.transposeRight };
    const got = multiply(matrix(row.left), matrix(row.right), options);
    allClose(got.data, row.product.flat(), { absolute: 2e-15 * got.rows });
  });
}

/** Two matrices that can be multiplied when each is transposed as told. */
const factors = fc
  .tuple(size(), size(), size(), fc.boolean(), fc.boolean())
  .chain(([rows, inner, cols, transposeA, transposeB]) =>
    fc.record({
      a: transposeA ? matricesOf(inner, rows) : matricesOf(rows, inner),
      b: transposeB ? matricesOf(cols, inner) : matricesOf(inner, cols),
      transposeA: fc.constant(transposeA),
      transposeB: fc.constant(transposeB),
    }),
  );

test("multiply has the bits of the plain triple loop, transposed or not, sizes 1 … 17", () => {
  fc.assert(
    fc.property(factors, ({ a, b, ...sides }) => {
      sameBits(multiply(a, b, sides).data, naiveProduct(a, b, sides));
    }),
    { seed: 1, numRuns: 300 },
  );
});

/** The four ways to take two factors. */
const sidesOf = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);
const draw = normal(0, 1);
/** Factors that give a product of the shape when taken as told. */
function gaussianFactors(
  shape: readonly number[],
  sides: (typeof sidesOf)[number],
  precision: Precision,
): Matrix[] {
  const [rows, inner, cols] = shape as [number, number, number];
  const rng = random(`factors ${shape}`);
  return [
    sides.transposeA ? draw.matrix(rng, inner, rows, precision) : draw.matrix(rng, rows, inner, precision),
    sides.transposeB ? draw.matrix(rng, cols, inner, precision) : draw.matrix(rng, inner, cols, precision),
  ];
}

for (const shape of [
  [17, 17, 17],
  [16, 32, 16],
  [33, 70, 29],
  [100, 7, 100],
  [1, 5000, 1],
]) {
  test(`multiply has the bits of the plain triple loop for ${shape.join("·")} multiplications, in both precisions`, () => {
    for (const sides of sidesOf)
      for (const precision of ["float64", "float32"] as const) {
        const [left, right] = gaussianFactors(shape, sides, precision) as [Matrix, Matrix];
        const round = precision === "float32" ? Math.fround : (x: number) => x;
        const got = multiply(left, right, sides);
        assert.equal(got.precision, precision);
        sameBits(got.data, naiveProduct(left, right, { ...sides, round }));
      }
  });
}

test("multiply on float32 rounds every product and every sum to float32", () => {
  fc.assert(
    fc.property(factors, ({ a, b, ...sides }) => {
      const [a32, b32] = [matrix(toArrays(a), "float32"), matrix(toArrays(b), "float32")];
      const got = multiply(a32, b32, sides);
      assert.equal(got.precision, "float32");
      sameBits(got.data, naiveProduct(a32, b32, { ...sides, round: Math.fround }));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("multiply of mixed precisions sums in float64; the result has the precision of A, or of into", () => {
  const single = draw.matrix(random("a"), 20, 30, "float32");
  const double = draw.matrix(random("b"), 30, 20);
  const wanted = naiveProduct(single, double);
  sameBits(multiply(single, double).data, wanted.map(Math.fround));
  sameBits(multiply(single, double, { into: zeroMatrix(20, 20) }).data, wanted);
});

test("multiply carries NaN and Infinity to the entries that they belong to and to no other", () => {
  for (const n of [5, 40]) {
    const special = draw.matrix(random("special"), n, n);
    special.data.set([NaN, Infinity, -Infinity], n + 2);
    const other = draw.matrix(random("other"), n, n);
    sameBits(multiply(special, other).data, naiveProduct(special, other));
    sameBits(multiply(other, special).data, naiveProduct(other, special));
  }
});

test("multiply(a, b, { into }) writes into the given matrix, whatever was in it, and returns it", () => {
  fc.assert(
    fc.property(factors, ({ a, b, transposeA, transposeB }) => {
      const fresh = multiply(a, b, { transposeA, transposeB });
      const into = map(fresh, () => NaN);
      assert.equal(multiply(a, b, { transposeA, transposeB, into }), into);
      sameBits(into.data, fresh.data);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("(A B) C is A (B C) to rounding", () => {
  const chain = fc
    .tuple(size(), size(), size(), size())
    .chain(([m, n, p, q]) => fc.tuple(matricesOf(m, n), matricesOf(n, p), matricesOf(p, q)));
  fc.assert(
    fc.property(chain, ([a, b, c]) => {
      const left = multiply(multiply(a, b), c);
      const right = multiply(a, multiply(b, c));
      const terms = a.cols * b.cols;
      const scaleOf = terms * (largest(a.data) || 1) * (largest(b.data) || 1) * (largest(c.data) || 1);
      allClose(left.data, right.data, { absolute: terms * 2e-16 * scaleOf });
    }),
    { seed: 1 },
  );
});

test("multiply refuses sizes that do not fit, naming the sides that must agree", () => {
  const [a, b] = [zeroMatrix(2, 3), zeroMatrix(4, 5)];
  const says = (what: string): string => `multiply: ${what}, got 2×3 and 4×5`;
  refuses(() => multiply(a, b), says("columns of A must equal rows of B"));
  refuses(() => multiply(a, b, { transposeA: true }), says("rows of A must equal rows of B"));
  refuses(() => multiply(a, b, { transposeB: true }), says("columns of A must equal columns of B"));
  const both = { transposeA: true, transposeB: true };
  refuses(() => multiply(a, b, both), says("rows of A must equal columns of B"));
  const into = zeroMatrix(2, 4);
  refuses(() => multiply(a, zeroMatrix(3, 5), { into }), "multiply: into must be 2×5, got 2×4");
});
