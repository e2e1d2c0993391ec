/** The guards: what each lets through, and the message of each refusal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  callable,
  describe,
  finite,
  finiteData,
  flag,
  generator,
  knownOptions,
  list,
  lookup,
  matrixOf,
  notNegative,
  positive,
  positiveInteger,
  refuse,
  room,
  wholeNumber,
  within,
} from "../core/guard.js";
import { zeroMatrix } from "../core/matrix.js";
import { nearest } from "../core/nearest.js";
import { random } from "../core/random.js";
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

test("describe(value) has an answer for values without a text", () => {
  const within: unknown[] = [1];
  within.push(within);
  const rows: [unknown, string][] = [
    [Symbol("x"), "Symbol(x)"],
    [Object.create(null), "an object"],
    [() => 1, "a function"],
    [5n, "5"],
    [new DataView(new ArrayBuffer(4)), "an object"],
    [within, "[1, an array of 2 values]"],
    ["x".repeat(300), `"${"x".repeat(197)}…"`],
  ];
  for (const [value, shown] of rows) assert.equal(describe(value), shown);
});

interface Sample {
  learningRate?: number;
  beta1?: number;
  inputCorrelation?: number;
}

const sample = { learningRate: true, beta1: true, inputCorrelation: true } as const;

test("knownOptions(name, options, known) refuses an unknown option and names the nearest", () => {
  const rows: [object, string][] = [
    [{ lr: 1 }, "learningRate"],
    [{ learning_rate: 1 }, "learningRate"],
    [{ learninrate: 1 }, "learningRate"],
    [{ beta: 1 }, "beta1"],
    [{ betta2: 1 }, "beta1"],
    [{ correlation: 1 }, "inputCorrelation"],
    [{ constructor: 1 }, "beta1"],
  ];
  for (const [options, near] of rows) {
    const key = Object.keys(options)[0];
    refuses(
      () => knownOptions<Sample>("f", options, sample),
      `f: options must be among learningRate, beta1, inputCorrelation, got "${key}"; did you mean ${near}?`,
    );
  }
  refuses(() => knownOptions("f", { x: 1 }, {} as never), 'f: options must be empty, got "x"');
});

test("knownOptions(name, options, known) reads own properties only and refuses what is no object", () => {
  const inherited = Object.create({ beta1: 5 }) as Sample;
  inherited.learningRate = 1;
  const taken = knownOptions<Sample>("f", inherited, sample);
  assert.deepEqual([taken.learningRate, taken.beta1], [1, undefined]);
  assert.equal("toString" in taken, false);
  for (const [value, shown] of [
    [null, "null"],
    [5, "5"],
    ["a", '"a"'],
    [[1], "[1]"],
    [() => 1, "a function"],
  ] as const)
    refuses(
      () => knownOptions<Sample>("f", value as never, sample),
      `f: options must be an object, got ${shown}`,
    );
  refuses(
    () => knownOptions<Sample>("f", null as never, sample, "bins"),
    "f: bins must be an object, got null",
  );
});

test("nearest(wrong, known, close) gives nothing where no name is near", () => {
  assert.equal(nearest("leaky_relu", ["relu", "leakyRelu"], "close"), "leakyRelu");
  assert.equal(nearest("sigmiod", ["tanh", "sigmoid"], "close"), "sigmoid");
  assert.equal(nearest("gauss", ["uniform", "normal"], "close"), undefined);
  refuses(
    () => lookup("f", "size", { small: 1, large: 2 }, "smal"),
    'f: size must be one of small, large, got "smal"; did you mean "small"?',
  );
});

test("room(name, what, count, bytes, kind) refuses what memory cannot hold, in words that say how much", () => {
  assert.equal(room("f", "n", 2 ** 28, 8, "array"), 2 ** 28);
  refuses(
    () => room("f", "n", 2 ** 40, 8, "array"),
    "f: n must take at most 2 GiB of memory, got 1099511627776, which takes 8 TiB",
  );
  refuses(
    () => room("f", "bins", 2 ** 31, 24, "list"),
    "f: bins must take at most 256 MiB of memory, got 2147483648, which takes 48 GiB",
  );
});

test("generator, matrixOf, list, callable and flag name what they want", () => {
  generator("f", random(1));
  matrixOf("f", "x", zeroMatrix(1, 2));
  list("f", "x", Float32Array.of(1));
  refuses(
    () => generator("f", { next: () => 0 }),
    "f: rng must be a generator such as random(1), got an object",
  );
  refuses(() => generator("f", undefined), "f: rng must be a generator such as random(1), got undefined");
  for (const wrong of [
    null,
    [[1]],
    { rows: 1, cols: 1, data: [1] },
    { rows: 1, cols: 2, data: Float64Array.of(1) },
  ])
    refuses(
      () => matrixOf("f", "x", wrong),
      `f: x must be a matrix, such as matrix([[1, 2]]), got ${describe(wrong)}`,
    );
  refuses(() => list("f", "x", { length: 1 }), "f: x must be a list, got an object");
  refuses(() => callable("f", "x", {}), "f: x must be a function, got an object");
  refuses(() => flag("f", "x", "no"), 'f: x must be true or false, got "no"');
});

test("finiteData(name, what, data) refuses what is no list of numbers", () => {
  for (const wrong of [5, "12", null, {}, { length: -1 }, { length: 0.5 }, () => 1])
    refuses(
      () => finiteData("f", "xs", wrong as never),
      `f: xs must be a list of numbers, got ${describe(wrong)}`,
    );
  refuses(
    () => finiteData("f", "xs", ["a"] as never),
    'f: xs must hold finite numbers, got "a" at position 0',
  );
});
