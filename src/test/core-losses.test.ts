/** Losses: known values, gradients against differences, no overflow, refusals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Loss, losses } from "../core/losses.js";
import { add, type Matrix, map, matrix, zeroMatrix } from "../core/matrix.js";
import { allClose, close, refuses } from "./support/close.js";
import { matricesOf, size } from "./support/matrices.js";

const { meanSquared, binaryCrossEntropy, softmaxCrossEntropy } = losses;
const sigmoid = (y: number): number => 1 / (1 + Math.exp(-y));

test("meanSquared is Σ(y - t)²/(batch · outputs), its gradient 2(y - t)/(batch · outputs)", () => {
  const [y, t] = [
    matrix([
      [1, 2],
      [3, 4],
    ]),
    matrix([
      [0, 2],
      [5, 1],
    ]),
  ];
  assert.equal(meanSquared.value(y, t), (1 + 0 + 4 + 9) / 4);
  assert.deepEqual([...meanSquared.gradient(y, t).data], [0.5, 0, -1, 1.5]);
});

test("binaryCrossEntropy is -t ln σ(y) - (1 - t) ln(1 - σ(y)), its gradient (σ(y) - t)/n", () => {
  const pair = fc.tuple(
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(pair, ([y, t]) => {
      const [outputs, targets] = [matrix([[y, 0]]), matrix([[t, 0]])];
      const other = Math.LN2;
      const own = -t * Math.log(sigmoid(y)) - (1 - t) * Math.log(sigmoid(-y));
      close(binaryCrossEntropy.value(outputs, targets), (own + other) / 2, { relative: 1e-13 });
      const gradient = binaryCrossEntropy.gradient(outputs, targets);
      allClose(gradient.data, [(sigmoid(y) - t) / 2, 0.25], { absolute: 1e-15 });
    }),
    { seed: 1 },
  );
});

test("binaryCrossEntropy of logits 0 is ln 2, whatever the targets", () => {
  close(binaryCrossEntropy.value(zeroMatrix(3, 1), matrix([[0], [1], [0.3]])), Math.LN2, { relative: 2e-16 });
});

test("softmaxCrossEntropy of equal logits is ln C for C classes", () => {
  for (const classes of [2, 10, 27]) {
    const targets = zeroMatrix(1, classes);
    targets.data[1] = 1;
    for (const logit of [0, -7, 1e6]) {
      const outputs = map(targets, () => logit);
      close(softmaxCrossEntropy.value(outputs, targets), Math.log(classes), { relative: 1e-9 });
    }
  }
});

test("softmaxCrossEntropy is -Σ t ln softmax(y) averaged over rows, its gradient (softmax(y) - t)/batch", () => {
  const shapes = fc.tuple(size(4), size(5)).chain(([b, c]) => fc.tuple(matricesOf(b, c), matricesOf(b, c)));
  fc.assert(
    fc.property(shapes, ([y, raw]) => {
      const t = distributions(raw);
      let total = 0;
      const slopes: number[] = [];
      for (let i = 0; i < y.rows; i++) {
        const exps = Array.from(y.row(i), Math.exp);
        const sum = exps.reduce((s, e) => s + e, 0);
        exps.forEach((e, j) => {
          total -= t.at(i, j) * Math.log(e / sum);
          slopes.push((e / sum - t.at(i, j)) / y.rows);
        });
      }
      close(softmaxCrossEntropy.value(y, t), total / y.rows, { relative: 1e-12, absolute: 1e-12 });
      allClose(softmaxCrossEntropy.gradient(y, t).data, slopes, { absolute: 1e-13 });
    }),
    { seed: 1 },
  );
});

/** Rows of numbers made into probabilities that add up to 1. */
function distributions(raw: Matrix): Matrix {
  const t = map(raw, (x) => Math.abs(x) + 0.1);
  for (let i = 0; i < t.rows; i++) {
    const sum = [...t.row(i)].reduce((s, x) => s + x, 0);
    t.row(i).set(Array.from(t.row(i), (x) => x / sum));
  }
  return t;
}

test("softmaxCrossEntropy does not change when a constant is added to all logits of a row", () => {
  const t = matrix([[0, 1, 0]]);
  const y = matrix([[0.5, -1, 2]]);
  const wanted = softmaxCrossEntropy.value(y, t);
  for (const c of [1000, -1000]) {
    const moved = map(y, (x) => x + c);
    close(softmaxCrossEntropy.value(moved, t), wanted, { relative: 1e-12 });
    allClose(softmaxCrossEntropy.gradient(moved, t).data, softmaxCrossEntropy.gradient(y, t).data, {
      absolute: 1e-13,
    });
  }
});

test("huge logits do not overflow", () => {
  const y = matrix([[1000, -1000]]);
  const t = matrix([[0, 1]]);
  assert.equal(binaryCrossEntropy.value(y, t), 1000);
  assert.deepEqual([...binaryCrossEntropy.gradient(y, t).data], [0.5, -0.5]);
  assert.equal(softmaxCrossEntropy.value(y, t), 2000);
  assert.deepEqual([...softmaxCrossEntropy.gradient(y, t).data], [1, -1]);
});

test("a right and certain answer costs nothing, to the last subnormal digit", () => {
  const t = matrix([[1]]);
  // mpmath: log1p(exp(-100))
  close(binaryCrossEntropy.value(matrix([[100]]), t), 3.720075976020836e-44, { relative: 1e-13 });
  assert.equal(meanSquared.value(t, t), 0);
});

/** `f` with entry `i` of the matrix moved by h. */
function moved(m: Matrix, i: number, h: number): Matrix {
  const step = zeroMatrix(m.rows, m.cols);
  step.data[i] = h;
  return add(m, step);
}

for (const loss of Object.values(losses) as Loss[]) {
  test(`${loss.name}: the gradient is the central difference of the value to 1e-8`, () => {
    const y = matrix([
      [0.3, -1.2, 2],
      [-0.7, 0.1, 0.9],
    ]);
    const t = matrix([
      [0, 1, 0],
      [0.2, 0.3, 0.5],
    ]);
    const h = 1e-5;
    const differences = Array.from(
      y.data,
      (_, i) => (loss.value(moved(y, i, h), t) - loss.value(moved(y, i, -h), t)) / (2 * h),
    );
    allClose(loss.gradient(y, t).data, differences, { absolute: 1e-8 });
  });

  test(`${loss.name}.gradient(y, t, into) writes into the given matrix and returns it`, () => {
    const y = matrix([[0.3, -1.2]]);
    const t = matrix([[1, 0]]);
    const into = matrix([[NaN, 7]]);
    assert.equal(loss.gradient(y, t, into), into);
    assert.deepEqual([...into.data], [...loss.gradient(y, t).data]);
  });

  test(`${loss.name} refuses targets of another shape and targets that are not finite`, () => {
    const y = zeroMatrix(2, 3);
    const wrong = `${loss.name}: targets must be 2×3 like the outputs, got 3×2`;
    refuses(() => loss.value(y, zeroMatrix(3, 2)), wrong);
    refuses(() => loss.gradient(y, zeroMatrix(3, 2)), wrong);
    const hole = matrix([
      [0, 0, 0],
      [0, NaN, 0],
    ]);
    refuses(
      () => loss.value(y, hole),
      `${loss.name}: targets must hold finite numbers, got NaN at position 4`,
    );
  });
}

test("the losses are named in their table", () => {
  for (const [name, loss] of Object.entries(losses)) assert.equal(loss.name, name);
});
