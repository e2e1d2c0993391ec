/** The guards: what each lets through, and the message of each refusal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describe,
  finite,
  finiteData,
  lookup,
  notNegative,
  positive,
  positiveInteger,
  refuse,
  wholeNumber,
  within,
} from "../core/guard.js";
import { zeroMatrix } from "../core/matrix.js";
import { refuses } from "./support/close.js";

test("describe(value) shows a value as a message does", () => {
  const rows: [unknown, string][] = [
    [1.5, "1.5"],
    [NaN, "NaN"],
    [-0, "0"],
    ["a", '"a"'],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true"],
    [[], "[]"],
    [[1, "x", [2]], '[1, "x", [2]]'],
    [Float64Array.of(1, 2), "[1, 2]"],
    [new Float32Array(8), "[0, 0, 0, 0, 0, 0, 0, 0]"],
    [new Float32Array(9), "an array of 9 values"],
    [zeroMatrix(2, 3), "2×3"],
    [{ a: 1 }, "an object"],
  ];
  for (const [value, shown] of rows) assert.equal(describe(value), shown);
});

test("refuse(name, requirement, value) throws RangeError('name: requirement, got value')", () => {
  refuses(
    () => refuse("heNormal", "fanIn must be a positive integer", 0),
    "heNormal: fanIn must be a positive integer, got 0",
  );
});

/** Each guard with what it lets through, what it refuses, and its requirement. */
const guards: [string, (value: unknown) => number, number[], unknown[], string][] = [
  [
    "positiveInteger",
    (x) => positiveInteger("f", "n", x),
    [1, 2, 2 ** 53],
    [0, -1, 1.5, NaN, Infinity, "1", null, undefined, 1n],
    "n must be a positive integer",
  ],
  [
    "wholeNumber",
    (x) => wholeNumber("f", "n", x),
    [0, 1],
    [-1, 0.5, NaN, Infinity, "0"],
    "n must be a whole number",
  ],
  [
    "finite",
    (x) => finite("f", "n", x),
    [0, -1.5, 1e308],
    [NaN, Infinity, -Infinity, "1", null],
    "n must be a finite number",
  ],
  [
    "positive",
    (x) => positive("f", "n", x),
    [5e-324, 1e308],
    [0, -1, NaN, Infinity, "1"],
    "n must be a positive number",
  ],
  [
    "notNegative",
    (x) => notNegative("f", "n", x),
    [0, -0, 1e308],
    [-5e-324, NaN, Infinity, "0"],
    "n must be a finite number not below 0",
  ],
  ["within", (x) => within("f", "n", x, 0, 1), [0, 0.999], [1, -1e-9, NaN, "0"], "n must lie in [0, 1)"],
];
for (const [name, guard, good, bad, requirement] of guards) {
  test(`${name} hands back what it lets through and refuses the rest`, () => {
    for (const value of good) assert.ok(Object.is(guard(value), value));
    for (const value of bad) refuses(() => guard(value), `f: ${requirement}, got ${describe(value)}`);
  });
}

test("finiteData(name, what, data) names the first value that is not finite, and its place", () => {
  finiteData("f", "xs", [1, 2]);
  finiteData("f", "xs", new Float32Array(3));
  refuses(() => finiteData("f", "xs", []), "f: xs must hold at least one value, got []");
  refuses(
    () => finiteData("f", "xs", [1, NaN, Infinity]),
    "f: xs must hold finite numbers, got NaN at position 1",
  );
  refuses(
    () => finiteData("f", "xs", Float64Array.of(-Infinity)),
    "f: xs must hold finite numbers, got -Infinity at position 0",
  );
});

test("lookup(name, what, table, key) finds own keys only and lists the known ones", () => {
  const table = { one: 1, two: 2 };
  assert.equal(lookup("f", "size", table, "two"), 2);
  refuses(() => lookup("f", "size", table, "three"), 'f: size must be one of one, two, got "three"');
  refuses(
    () => lookup("f", "size", table, "constructor"),
    'f: size must be one of one, two, got "constructor"',
  );
});
