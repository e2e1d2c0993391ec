/** QR, singular values and rank: against NumPy, and by the laws that define them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normal } from "../core/distributions.js";
import { qr, rank, singularValues } from "../core/linalg.js";
import { identity, type Matrix, matrix, multiply, scale, transpose, zeroMatrix } from "../core/matrix.js";
import { random } from "../core/random.js";
import { allClose, close, refuses } from "./support/close.js";
import { matricesOf, size } from "./support/matrices.js";
import { reference } from "./support/reference.js";

const numpy = reference<{
  singularValues: { matrix: number[][]; rank: number; values: number[] }[];
  orthogonal: { matrix: number[][]; q: number[][]; r: number[][] }[];
}>("statistics");

for (const { matrix: rows, q, r } of numpy.orthogonal) {
  test(`qr of NumPy's ${rows.length}×${rows[0]?.length} matrix is NumPy's with a positive diagonal`, () => {
    const got = qr(matrix(rows));
    allClose(got.q.data, q.flat(), { absolute: 1e-14 });
    allClose(got.r.data, r.flat(), { absolute: 1e-14 });
  });
}

function checkQr(a: Matrix): void {
  const { q, r } = qr(a);
  assert.deepEqual([q.rows, q.cols, r.rows, r.cols], [a.rows, a.cols, a.cols, a.cols]);
  allClose(multiply(q, r).data, a.data, { absolute: 1e-12 }, "Q R");
  allClose(multiply(q, q, { transposeA: true }).data, identity(a.cols).data, { absolute: 1e-12 }, "QᵀQ");
  for (let i = 0; i < r.rows; i++) {
    assert.ok(r.at(i, i) >= 0, `R(${i}, ${i}) = ${r.at(i, i)}`);
    for (let j = 0; j < i; j++) assert.equal(r.at(i, j), 0);
  }
}

const tall = fc.tuple(size(12), fc.nat(8)).chain(([cols, more]) => matricesOf(cols + more, cols));
const any = fc.tuple(size(9), size(9)).chain(([rows, cols]) => matricesOf(rows, cols));

test("qr(a): Q R = A, QᵀQ = I, R upper triangular with a diagonal that is not negative", () => {
  fc.assert(fc.property(tall, checkQr), { seed: 1 });
});

test("qr of matrices without full rank keeps its promises", () => {
  checkQr(zeroMatrix(4, 3));
  checkQr(
    matrix([
      [1, 2, 3],
      [2, 4, 6],
      [3, 6, 9],
      [-1, -2, -3],
    ]),
  );
  checkQr(
    matrix([
      [0, 1],
      [0, 2],
      [0, 0],
    ]),
  );
  checkQr(matrix([[-2]]));
});

test("qr of a 100×60 Gaussian matrix is orthonormal to 1e-12", () => {
  checkQr(normal(0, 1).matrix(random("qr"), 100, 60));
});

test("qr of a column that is nearly an axis keeps its small entry to 1e-16", () => {
  const { q, r } = qr(
    matrix([
      [1, 2],
      [1e-9, 3],
    ]),
  );
  close(q.at(1, 0), 1e-9, { relative: 1e-14 });
  close(q.at(0, 1), -1e-9, { relative: 1e-14 });
  close(r.at(1, 1), 3 - 2e-9, { relative: 1e-15 });
});

test("qr leaves its matrix alone and refuses a wide one", () => {
  const a = matrix([
    [3, 1],
    [4, 2],
  ]);
  qr(a);
  assert.deepEqual([...a.data], [3, 1, 4, 2]);
  refuses(() => qr(zeroMatrix(2, 3)), "qr: the matrix must have at least as many rows as columns, got 2×3");
});

for (const { matrix: rows, rank: wanted, values } of numpy.singularValues) {
  test(`singularValues and rank of a ${rows.length}×${rows[0]?.length} matrix of rank ${wanted} are NumPy's`, () => {
    const m = matrix(rows);
    const top = values[0] as number;
    allClose(singularValues(m), values, { relative: 1e-13, absolute: 4e-15 * top });
    allClose(singularValues(transpose(m)), values, { relative: 1e-13, absolute: 4e-15 * top });
    assert.equal(rank(m), wanted);
    assert.equal(rank(transpose(m)), wanted);
  });
}

test("singularValues(A): largest first, their squares sum to that of the entries, c A scales them by |c|", () => {
  fc.assert(
    fc.property(any, fc.integer({ min: -10, max: 10 }), (a, c) => {
      const s = singularValues(a);
      assert.equal(s.length, Math.min(a.rows, a.cols));
      for (let i = 1; i < s.length; i++) assert.ok((s[i] as number) <= (s[i - 1] as number));
      const squares = [...a.data].reduce((sum, x) => sum + x * x, 0);
      close(
        s.reduce((sum, x) => sum + x * x, 0),
        squares,
        { relative: 1e-12 },
      );
      const scaled = s.map((x) => Math.abs(c) * x);
      allClose(singularValues(scale(a, c)), scaled, { absolute: 1e-12 * (scaled[0] as number) });
    }),
    { seed: 1 },
  );
});

test("singularValues of a 2×2 matrix: their product is |det|, and √(s² ± √(s⁴ - det²)) with 2s² = Σ a²", () => {
  fc.assert(
    fc.property(matricesOf(2, 2), (m) => {
      const [a, b, c, d] = m.data as unknown as [number, number, number, number];
      const half = (a * a + b * b + c * c + d * d) / 2;
      const top = Math.sqrt(half + Math.sqrt(Math.max(0, half * half - (a * d - b * c) ** 2)));
      const s = singularValues(m) as [number, number];
      close(s[0], top, { relative: 1e-12 });
      close(s[0] * s[1], Math.abs(a * d - b * c), { absolute: 1e-13 * half });
    }),
    { seed: 1 },
  );
});

test("singularValues of c Q with orthonormal Q are all c; those of a diagonal matrix its entries", () => {
  const { q } = qr(normal(0, 1).matrix(random("q"), 30, 30));
  allClose(singularValues(scale(q, 3)), new Float64Array(30).fill(3), { relative: 1e-13 });
  const diagonal = matrix([
    [1e-9, 0, 0],
    [0, -5, 0],
    [0, 0, 1e3],
  ]);
  allClose(singularValues(diagonal), [1e3, 5, 1e-9], { relative: 1e-15 });
});

test("singularValues keeps the relative accuracy of tiny ones (columns of very different length)", () => {
  // Columns a = (1, 1)·1 and b = (1, -1)·1e-12: orthogonal, of lengths √2 and √2·1e-12.
  allClose(
    singularValues(
      matrix([
        [1, 1e-12],
        [1, -1e-12],
      ]),
    ),
    [Math.SQRT2, Math.SQRT2 * 1e-12],
    { relative: 1e-14 },
  );
});

test("rank: 0 for zeros, the tolerance is relative to the largest singular value", () => {
  assert.equal(rank(zeroMatrix(3, 2)), 0);
  const m = matrix([
    [1e-6, 0],
    [0, 1e-18],
  ]);
  assert.equal(rank(m), 1);
  assert.equal(rank(m, 1e-13), 2);
  for (const [small, wanted] of [
    [2e-10, 2],
    [5e-11, 1],
  ] as const)
    assert.equal(
      rank(
        matrix([
          [1, 0],
          [0, small],
        ]),
      ),
      wanted,
      "the default is 1e-10",
    );
});
