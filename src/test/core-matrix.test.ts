/** Matrices: the entrywise operations, slices, printing, refusals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import {
  add,
  columnSlice,
  columnSums,
  hadamard,
  identity,
  Matrix,
  map,
  matrix,
  multiply,
  rowSlice,
  scale,
  subtract,
  toArrays,
  transpose,
  values,
  zeroMatrix,
} from "../core/matrix.js";
import { close, refuses, sameBits } from "./support/close.js";
import { matricesOf, size } from "./support/matrices.js";

const a = matrix([
  [1, -2, 3],
  [4, 5, -6],
]);
const b = matrix([
  [0.5, 2, 0],
  [-1, 10, 3],
]);

test("add, subtract, hadamard, scale and map work entry by entry and leave their arguments alone", () => {
  const before = [toArrays(a), toArrays(b)];
  const rows = (m: Matrix): number[][] => toArrays(m);
  assert.deepEqual(rows(add(a, b)), [
    [1.5, 0, 3],
    [3, 15, -3],
  ]);
  assert.deepEqual(rows(subtract(a, b)), [
    [0.5, -4, 3],
    [5, -5, -9],
  ]);
  assert.deepEqual(rows(hadamard(a, b)), [
    [0.5, -4, 0],
    [-4, 50, -18],
  ]);
  assert.deepEqual(rows(scale(a, 2)), [
    [2, -4, 6],
    [8, 10, -12],
  ]);
  assert.deepEqual(rows(map(a, (x) => x * x)), [
    [1, 4, 9],
    [16, 25, 36],
  ]);
  assert.deepEqual([toArrays(a), toArrays(b)], before);
});

test("columnSums(m) sums the rows; into is overwritten", () => {
  assert.deepEqual([...columnSums(a)], [5, 3, -3]);
  const into = Float64Array.of(7, 7, 7);
  assert.equal(columnSums(a, into), into);
  assert.deepEqual([...into], [5, 3, -3]);
});

test("transpose(m): entry (i, j) goes to (j, i), twice is back", () => {
  assert.deepEqual(toArrays(transpose(a)), [
    [1, 4],
    [-2, 5],
    [3, -6],
  ]);
  const any = fc.tuple(size(), size()).chain(([rows, cols]) => matricesOf(rows, cols));
  fc.assert(
    fc.property(any, (m) => sameBits(transpose(transpose(m)).data, m.data)),
    { seed: 1, numRuns: 30 },
  );
});

test("rowSlice, columnSlice and column are copies, row is a view", () => {
  const m = matrix([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  const rows = rowSlice(m, 1, 3);
  const cols = columnSlice(m, 1, 2);
  assert.deepEqual(
    [toArrays(rows), toArrays(cols)],
    [
      [
        [4, 5, 6],
        [7, 8, 9],
      ],
      [[2], [5], [8]],
    ],
  );
  const column = m.column(2);
  assert.deepEqual(column, [3, 6, 9]);
  rows.data[0] = cols.data[0] = column[0] = 99;
  assert.deepEqual(toArrays(m), [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  m.row(1)[0] = 40;
  assert.equal(m.at(1, 0), 40);
});

test("identity(n) is neutral for multiply", () => {
  sameBits(multiply(identity(2), a).data, a.data);
  sameBits(multiply(a, identity(3)).data, a.data);
});

test("matrix(toArrays(m)) is m; matrix copies what it is given", () => {
  const rows = [
    [1, 2],
    [3, 4],
  ];
  const m = matrix(rows);
  assert.deepEqual(toArrays(m), rows);
  m.data[0] = 9;
  assert.equal(rows[0]?.[0], 1);
});

test("float32 stays float32 through every operation", () => {
  const single = matrix([[0.1, 0.2]], "float32");
  close(single.at(0, 0), Math.fround(0.1), {});
  const made = [
    add(single, single),
    subtract(single, single),
    hadamard(single, single),
    scale(single, 2),
    map(single, Math.sqrt),
    transpose(single),
    rowSlice(single, 0, 1),
    columnSlice(single, 0, 1),
    multiply(single, single, { transposeB: true }),
    identity(2, "float32"),
    zeroMatrix(1, 1, "float32"),
  ];
  for (const m of made) assert.equal(m.precision, "float32");
  assert.ok(columnSums(single) instanceof Float32Array);
  assert.ok(values(2, "float32") instanceof Float32Array);
});

test("a small matrix prints all of its entries to four digits, aligned", () => {
  const m = matrix([
    [1, -0.123456, 0],
    [12345.678, 2e-7, -1e9],
  ]);
  const text = [
    "Matrix 2×3 float64",
    "         1   -0.1235         0",
    "     12350   2.00e-7  -1.00e+9",
  ].join("\n");
  assert.equal(String(m), text);
  assert.equal(inspect(m), text);
});

test("a large matrix prints five rows and six columns, and dots for the rest", () => {
  const m = matrix(
    Array.from({ length: 20 }, (_, i) => Array.from({ length: 12 }, (_, j) => i * j)),
    "float32",
  );
  assert.equal(
    String(m),
    [
      "Matrix 20×12 float32",
      "   0   0   0   0   0   0  …",
      "   0   1   2   3   4   5  …",
      "   0   2   4   6   8  10  …",
      "   0   3   6   9  12  15  …",
      "   0   4   8  12  16  20  …",
      "  …",
    ].join("\n"),
  );
});

test("what is not a matrix, or lies outside one, is refused with its reason", () => {
  refuses(() => matrix([[1, 2], [3]]), "matrix: every row must have 2 values, got 1");
  assert.throws(() => matrix([]), /^RangeError: matrix: rows must hold at least one value/);
  assert.throws(() => matrix([[]]), /^RangeError: matrix: rows must hold at least one value/);
  refuses(() => zeroMatrix(0, 1), "zeroMatrix: rows must be a positive integer, got 0");
  refuses(() => zeroMatrix(1, 2.5), "zeroMatrix: cols must be a positive integer, got 2.5");
  refuses(
    () => new Matrix(2, 2, new Float64Array(3)),
    "Matrix: data must hold rows × cols = 4 values, got 3",
  );
  refuses(
    () => values(2, "half" as "float32"),
    'values: precision must be "float64" or "float32", got "half"',
  );
  refuses(() => a.at(2, 0), "at: i must be below 2, got 2");
  refuses(() => a.at(0, -1), "at: j must be a whole number, got -1");
  refuses(() => a.row(5), "row: i must be below 2, got 5");
  refuses(() => a.column(3), "column: j must be below 3, got 3");
  refuses(() => add(a, transpose(a)), "add: B must be 2×3 like A, got 3×2");
  refuses(() => rowSlice(a, 1, 1), "rowSlice: from < to <= 2 must hold, got [1, 1]");
  refuses(() => rowSlice(a, -1, 1), "rowSlice: from must be a whole number, got -1");
  refuses(() => columnSlice(a, 0, 4), "columnSlice: from < to <= 3 must hold, got [0, 4]");
});
