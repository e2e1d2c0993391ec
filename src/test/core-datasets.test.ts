/** Data sets: sizes, labels, shapes in the plane, seeds, refusals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accuracy,
  circles,
  type Dataset,
  digitsFrom,
  gaussianInputs,
  moons,
  spirals,
  trainTestSplit,
  xor,
} from "../core/datasets.js";
import { matrix } from "../core/matrix.js";
import { type Random, random } from "../core/random.js";
import { close, refuses, sameBits } from "./support/close.js";
import { momentsWithin5, within5 } from "./support/sampling.js";

const planar: Record<string, (rng: Random, samples: number, noise?: number) => Dataset> = {
  circles,
  moons,
  spirals,
};

for (const [name, make] of Object.entries(planar)) {
  test(`${name}(rng, n): n points in the plane, labels 0 and 1 in equal numbers, one more 0 if n is odd`, () => {
    for (const n of [1, 2, 7, 100]) {
      const { inputs, targets } = make(random(1), n);
      assert.deepEqual([inputs.rows, inputs.cols, targets.rows, targets.cols], [n, 2, n, 1]);
      assert.equal(targets.data.filter((t) => t === 0).length, Math.ceil(n / 2));
      assert.equal(targets.data.filter((t) => t === 1).length, Math.floor(n / 2));
      assert.ok(inputs.data.every(Number.isFinite));
    }
  });

  test(`${name}(rng, n, noise): equal seeds give equal points; the noise is normal with that std`, () => {
    sameBits(make(random(2), 50).inputs.data, make(random(2), 50).inputs.data);
    assert.notDeepEqual(make(random(2), 50).inputs.data, make(random(3), 50).inputs.data);
    const n = 2000;
    const clean = make(random(4), n, 0).inputs.data;
    const noise = make(random(4), n, 0.3).inputs.data.map((x, i) => (x - (clean[i] as number)) / 0.3);
    momentsWithin5(noise, (k) => [1, 0, 1, 0, 3, 0, 15, 0, 105][k] as number, "noise");
  });

  test(`${name} refuses a wrong number of samples and a negative noise`, () => {
    refuses(() => make(random(1), 0), `${name}: samples must be a positive integer, got 0`);
    refuses(() => make(random(1), 10, -1), `${name}: noise must be a finite number not below 0, got -1`);
  });
}

/** Distance from the origin and label of every point. */
const radii = ({ inputs, targets }: Dataset): [number, number][] =>
  Array.from({ length: inputs.rows }, (_, i) => [
    Math.hypot(inputs.at(i, 0), inputs.at(i, 1)),
    targets.at(i, 0),
  ]);

test("circles without noise have radius 1 for label 0 and 0.5 for label 1, spread all around", () => {
  const set = circles(random(1), 201, 0);
  for (const [radius, label] of radii(set)) close(radius, label === 0 ? 1 : 0.5, { relative: 1e-14 });
  for (const label of [0, 1])
    for (const side of [-1, 1])
      assert.ok(set.inputs.column(0).some((x, i) => set.targets.at(i, 0) === label && side * x > 0.49));
});

test("circles without noise stand at equal angles, no place taken twice", () => {
  const { inputs, targets } = circles(random(1), 24, 0);
  for (const label of [0, 1]) {
    const rows = Array.from({ length: 24 }, (_, i) => i).filter((i) => targets.at(i, 0) === label);
    const angles = rows.map((i) => Math.atan2(inputs.at(i, 1), inputs.at(i, 0))).sort((a, b) => a - b);
    assert.equal(angles.length, 12);
    for (const [k, angle] of angles.slice(1).entries())
      close(angle - (angles[k] as number), Math.PI / 6, { absolute: 1e-12 }, `label ${label}, ${k}`);
  }
});

test("moons without noise are half circles of radius 1 around (0, 0), open below, and (1, ½), open above", () => {
  const { inputs, targets } = moons(random(1), 100, 0);
  for (let i = 0; i < 100; i++) {
    const [x, y] = inputs.row(i) as unknown as [number, number];
    const upper = targets.at(i, 0) === 0;
    close(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5), 1, { relative: 1e-14 });
    assert.ok(upper ? y >= -1e-15 : y <= 0.5 + 1e-15);
  }
});

test("spirals without noise: radius from 0 to 1, angle 3π times the radius, the arms half a turn apart", () => {
  const set = spirals(random(1), 100, 0);
  const points = radii(set);
  for (const [i, [radius, label]] of points.entries()) {
    close(radius, (i % 50) / 49, { absolute: 1e-14 });
    const angle = 3 * Math.PI * radius + label * Math.PI;
    close(set.inputs.at(i, 0), radius * Math.cos(angle), { absolute: 1e-13 });
    close(set.inputs.at(i, 1), radius * Math.sin(angle), { absolute: 1e-13 });
  }
});

test("xor() is the four points with targets 0, 1, 1, 0", () => {
  const { inputs, targets } = xor();
  assert.deepEqual([...inputs.data], [0, 0, 0, 1, 1, 0, 1, 1]);
  assert.deepEqual([...targets.data], [0, 1, 1, 0]);
});

test("gaussianInputs(rng, n, d): n × d standard normal numbers (n d = 5e4, 5 standard errors)", () => {
  const m = gaussianInputs(random(1), 500, 100);
  assert.deepEqual([m.rows, m.cols], [500, 100]);
  momentsWithin5(m.data, (k) => [1, 0, 1, 0, 3, 0, 15, 0, 105][k] as number, "inputs");
  within5(m.data.filter((x) => x > 0).length / 5e4, 0.5, 0.5 / Math.sqrt(5e4));
});

test("accuracy: of several equal largest outputs the first counts, wherever they stand", () => {
  const outputs = matrix([
    [3, 3, 1],
    [1, 3, 3],
    [3, 1, 3],
    [2, 2, 2],
  ]);
  const classes = (...columns: number[]) =>
    matrix(columns.map((column) => [0, 1, 2].map((j) => (j === column ? 1 : 0))));
  assert.equal(accuracy(outputs, classes(0, 1, 0, 0)), 1);
  assert.equal(accuracy(outputs, classes(1, 2, 2, 1)), 0);
  assert.equal(accuracy(outputs, classes(1, 2, 2, 2)), 0);
  // Targets that are probabilities have a class as well.
  assert.equal(accuracy(matrix([[1, 5]]), matrix([[0.4, 0.6]])), 1);
});

test("accuracy refuses targets without a class, and what is no matrix", () => {
  const outputs = matrix([[1, 2, 3]]);
  const needs = "accuracy: targets of row 0 must have one largest entry, in the column of the class, got";
  refuses(() => accuracy(outputs, matrix([[0, 0, 0]])), `${needs} [0, 0, 0]`);
  refuses(() => accuracy(outputs, matrix([[0, 1, 1]])), `${needs} [0, 1, 1]`);
  refuses(
    () => accuracy(outputs, matrix([[0, NaN, 1]])),
    "accuracy: targets must hold finite numbers, got NaN at position 1",
  );
  refuses(
    () => accuracy(outputs, undefined as never),
    "accuracy: targets must be a matrix, such as matrix([[1, 2]]), got undefined",
  );
  refuses(
    () => accuracy([[1]] as never, outputs),
    "accuracy: outputs must be a matrix, such as matrix([[1, 2]]), got [[1]]",
  );
});

test("data sets refuse generators that are none, and sizes that no memory holds, before anything is drawn", () => {
  const none = "rng must be a generator such as random(1), got undefined";
  for (const [name, make] of Object.entries(planar)) {
    refuses(() => make(undefined as never, 5), `${name}: ${none}`);
    refuses(
      () => make(random(1), 2 ** 31),
      `${name}: samples must take at most 2 GiB of memory, got 2147483648, which takes 32 GiB`,
    );
  }
  refuses(() => gaussianInputs(undefined as never, 1, 1), `gaussianInputs: ${none}`);
  refuses(
    () => gaussianInputs(random(1), 2 ** 20, 2 ** 20),
    "gaussianInputs: samples · features must take at most 2 GiB of memory, got 1099511627776, which takes 8 TiB",
  );
});

test("trainTestSplit refuses what is no data, no share and no generator", () => {
  const run =
    (...args: unknown[]) =>
    (): unknown =>
      trainTestSplit(...(args as Parameters<typeof trainTestSplit>));
  refuses(run(undefined, xor()), "trainTestSplit: rng must be a generator such as random(1), got undefined");
  refuses(run(random(1)), "trainTestSplit: data must be an object with inputs and targets, got undefined");
  refuses(
    run(random(1), {}),
    "trainTestSplit: inputs must be a matrix, such as matrix([[1, 2]]), got undefined",
  );
  refuses(run(random(1), xor(), "0.5"), 'trainTestSplit: testShare must be a finite number, got "0.5"');
  refuses(run(random(1), xor(), 1), "trainTestSplit: testShare must leave samples on both sides, got 1");
});

/** Lines of the digits' file: each a digit and 64 pixels, the last of which is given. */
const line = (digit: string, pixel: string): string =>
  `${digit},${new Array(63).fill("1").join(",")},${pixel}`;

test("digitsFrom reads lines that end as on any system, with a byte order mark and spaces at the end", () => {
  const lines = ["digit,pixels", line("3", "2"), line("7", "16")];
  const wanted = digitsFrom(lines.join("\n"));
  for (const text of [
    `${lines.join("\r\n")}\r\n`,
    lines.join("\r"),
    `\uFEFF${lines.join("\n")}\n\n`,
    `${lines.join("  \n")}  `,
  ]) {
    const got = digitsFrom(text);
    sameBits(got.inputs.data, wanted.inputs.data);
    sameBits(got.targets.data, wanted.targets.data);
  }
  assert.deepEqual([wanted.targets.at(0, 3), wanted.targets.at(1, 7)], [1, 1]);
});

test("digitsFrom refuses what is no digit or no pixel, with its line", () => {
  const text = (...lines: string[]): string => ["digit", ...lines].join("\n");
  const good = line("3", "2");
  refuses(
    () => digitsFrom(text(good, line("4", "17"))),
    "digitsFrom: pixels of line 3 must be whole numbers from 0 to 16, got 17",
  );
  for (const bad of [
    line("12", "2"),
    line("4", "-1"),
    line("4", "1.5"),
    line("4", ""),
    `${good},5`,
    "4,1",
    "",
  ])
    refuses(
      () => digitsFrom(text(good, bad, good)),
      `digitsFrom: line 3 must hold a digit and 64 pixels, got "${bad}"`,
    );
  refuses(
    () => digitsFrom(`${good}\n${good}`),
    `digitsFrom: line 1 must be a header that begins with "digit", got "${good}"`,
  );
  refuses(() => digitsFrom(""), 'digitsFrom: text must hold a header and at least one line, got ""');
  refuses(() => digitsFrom(undefined as never), "digitsFrom: text must be a text, got undefined");
});
