/** Losses where the textbook's formula loses its digits: huge logits, sure answers, and what is too large for a double. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Loss, losses } from "../core/losses.js";
import { type Matrix, map, matrix, type Precision, zeroMatrix } from "../core/matrix.js";
import { allClose, close, refuses } from "./support/close.js";
import { reference } from "./support/reference.js";

const { meanSquared, binaryCrossEntropy, softmaxCrossEntropy } = losses;
const { binary, softmax } = reference<{
  binary: { logit: number; target: number; value: number; gradient: number }[];
  softmax: { logits: number[]; targets: number[]; value: number; gradient: number[] }[];
}>("losses");
/** Below the normal numbers there are fewer digits to agree on. */
const smallest = 1e-307;

/** Gradients that are p - t have the digits of p and t; those of other classes, which are p, all of their own. */
function gradientsClose(got: ArrayLike<number>, wanted: readonly number[], targets: readonly number[]): void {
  wanted.forEach((g, i) => {
    const absolute = targets[i] === 0 ? smallest : 1.2e-16;
    close(got[i] as number, g, { relative: 1e-13, absolute }, `entry ${i}`);
  });
}

test(`binaryCrossEntropy and its gradient are mpmath's to 1e-13 at ${binary.length} logits and targets`, () => {
  for (const { logit, target, value, gradient } of binary) {
    const at = `y = ${logit}, t = ${target}`;
    const [y, t] = [matrix([[logit]]), matrix([[target]])];
    close(binaryCrossEntropy.value(y, t), value, { relative: 1e-13, absolute: smallest }, at);
    gradientsClose(binaryCrossEntropy.gradient(y, t).data, [gradient], [target]);
  }
});

for (const { logits, targets, value, gradient } of softmax)
  test(`softmaxCrossEntropy of ${logits} with targets ${targets} is mpmath's, and its gradient, to 1e-13`, () => {
    const [y, t] = [matrix([logits]), matrix([targets])];
    // A difference of logits near 700 is a double to 1e-13, and so is its exponential.
    close(softmaxCrossEntropy.value(y, t), value, { relative: 1e-13, absolute: smallest });
    gradientsClose(softmaxCrossEntropy.gradient(y, t).data, gradient, targets);
  });

test("softmaxCrossEntropy keeps the loss of every margin m of the right class: ln(1 + e^-m) from 0 to 700", () => {
  for (let m = 0; m <= 700; m += 3.5) {
    const wanted = Math.log1p(Math.exp(-m));
    for (const [y, t] of [
      [
        [m, 0],
        [1, 0],
      ],
      [
        [-5, m - 5],
        [0, 1],
      ],
    ] as const) {
      close(softmaxCrossEntropy.value(matrix([y]), matrix([t])), wanted, { relative: 1e-12 }, `margin ${m}`);
      const wrong = Math.exp(-m) / (1 + Math.exp(-m));
      const gradient = t.map((own) => (own === 1 ? -wrong : wrong));
      gradientsClose(softmaxCrossEntropy.gradient(matrix([y]), matrix([t])).data, gradient, t);
    }
  }
});

test("gradients of a row add up to 0 to 1e-15, and those of the other classes are their tiny probabilities", () => {
  for (const margin of [1, 10, 30, 100, 700]) {
    const y = matrix([[margin, 0, -1, 0.5, -3]]);
    const [right, ...others] = softmaxCrossEntropy.gradient(y, matrix([[1, 0, 0, 0, 0]])).data;
    close(right as number, -others.reduce((s, g) => s + g, 0), { absolute: 1e-15 }, `margin ${margin}`);
    const sum = 1 + [0, -1, 0.5, -3].reduce((s, each) => s + Math.exp(each - margin), 0);
    const wanted = [0, -1, 0.5, -3].map((each) => Math.exp(each - margin) / sum);
    allClose(others, wanted, { relative: 1e-12 }, `margin ${margin}`);
  }
});

test("float32 logits and targets: sums of targets that float32 rounds are 1, equal logits of 1e20 mean ln C", () => {
  const third = matrix([[0.1, 0.2, 0.7]], "float32");
  assert.notEqual(
    [...third.data].reduce((s, t) => s + t),
    1,
  );
  for (const logit of [0, 1e20, -3e38]) {
    const y = map(third, () => logit);
    close(softmaxCrossEntropy.value(y, third), Math.log(3), { relative: 1e-7 });
    assert.equal(softmaxCrossEntropy.gradient(y, third).precision, "float32");
  }
});

test("one class: the loss and its gradient are 0", () => {
  const [y, t] = [matrix([[5], [-1e308]]), matrix([[1], [1]])];
  assert.equal(softmaxCrossEntropy.value(y, t), 0);
  assert.deepEqual([...softmaxCrossEntropy.gradient(y, t).data], [0, 0]);
});

test("a mean is found where the sum is too large for a double", () => {
  const column = (n: number, x: number): Matrix => map(zeroMatrix(n, 1), () => x);
  close(meanSquared.value(column(4, 1e154), column(4, 0)), 1e308, { relative: 1e-15 });
  close(meanSquared.value(matrix([[2e154, 0, 0, 0]]), matrix([[0, 0, 0, 0]])), 1e308, { relative: 1e-15 });
  close(binaryCrossEntropy.value(column(9, 1.5e308), column(9, 0)), 1.5e308, { relative: 1e-15 });
  const rows = matrix([
    [8e307, -8e307],
    [8e307, -8e307],
  ]);
  const wrong = matrix([
    [0, 1],
    [0, 1],
  ]);
  close(softmaxCrossEntropy.value(rows, wrong), 1.6e308, { relative: 1e-15 });
  // 2 (y - t)/n with y - t beyond the range, and 2 y beyond it.
  const gradient = meanSquared.gradient(matrix([[1e308, 1.5e308, 0, 0]]), matrix([[-1e308, 0, 0, 0]]));
  allClose(gradient.data, [1e308, 0.75e308, 0, 0], { relative: 1e-15 });
});

test("classes that are not the target may be further away than the range of doubles", () => {
  const y = matrix([[1.7e308, -1.7e308, 1.7e308]]);
  close(softmaxCrossEntropy.value(y, matrix([[1, 0, 0]])), Math.LN2, { relative: 1e-15 });
  assert.deepEqual([...softmaxCrossEntropy.gradient(y, matrix([[1, 0, 0]])).data], [-0.5, 0, 0.5]);
});

test("a loss or a gradient that no double can hold is refused by name", () => {
  const range = "must stay within the range of doubles, got Infinity";
  const [zero, one] = [matrix([[0]]), matrix([[1]])];
  refuses(() => meanSquared.value(matrix([[1e200]]), zero), `meanSquared: the loss ${range}`);
  refuses(() => meanSquared.gradient(matrix([[1.5e308]]), zero), `meanSquared: the gradient ${range}`);
  refuses(
    () => meanSquared.gradient(matrix([[1e308]]), matrix([[-1e308]])),
    `meanSquared: the gradient ${range}`,
  );
  const far = matrix([[1.7e308, -1.7e308]]);
  refuses(() => softmaxCrossEntropy.value(far, matrix([[0, 1]])), `softmaxCrossEntropy: the loss ${range}`);
  assert.deepEqual([...softmaxCrossEntropy.gradient(far, matrix([[0, 1]])).data], [1, -1]);
  assert.equal(binaryCrossEntropy.value(matrix([[1.7e308]]), one), 0);
  assert.equal(binaryCrossEntropy.value(matrix([[-1.7e308]]), one), 1.7e308);
  const single = matrix([[3e38]], "float32");
  refuses(
    () => meanSquared.gradient(single, matrix([[-3e38]], "float32")),
    "meanSquared: the gradient must stay within the range of float32 numbers, got Infinity",
  );
  close(meanSquared.value(single, zero), 9e76, { relative: 1e-6 });
});

for (const loss of Object.values(losses) as Loss[])
  test(`${loss.name} of outputs that are not finite is not finite, nor is its gradient`, () => {
    for (const bad of [NaN, Infinity, -Infinity])
      for (const t of [0, 1]) {
        const [y, targets] = [matrix([[bad, 0.5]]), matrix([[t, 1 - t]])];
        assert.ok(!Number.isFinite(loss.value(y, targets)), `${bad}, target ${t}`);
        if (loss === softmaxCrossEntropy)
          assert.ok(loss.gradient(y, targets).data.every(Number.isNaN), `${bad}`);
      }
  });

const rows = (targets: number[][], precision?: Precision) => (): unknown =>
  softmaxCrossEntropy.value(
    zeroMatrix(targets.length, targets[0]?.length as number),
    matrix(targets, precision),
  );

test("softmaxCrossEntropy refuses targets that are no probabilities, with their row", () => {
  const one = [0, 1];
  const name = "softmaxCrossEntropy: targets of row";
  refuses(rows([one, [-1, 5]]), `${name} 1 must lie in [0, 1], got -1`);
  refuses(rows([[0, 1.5]]), `${name} 0 must lie in [0, 1], got 1.5`);
  refuses(rows([one, one, [0, 0]]), `${name} 2 must add up to 1, got 0`);
  refuses(rows([[1, 1]]), `${name} 0 must add up to 1, got 2`);
  refuses(rows([[0.5, 0.4999]]), `${name} 0 must add up to 1, got 0.9999`);
  const bad = matrix([[1, 1]]);
  refuses(() => softmaxCrossEntropy.gradient(bad, bad), `${name} 0 must add up to 1, got 2`);
  refuses(rows([[1, NaN]]), "softmaxCrossEntropy: targets must hold finite numbers, got NaN at position 1");
});

for (const loss of Object.values(losses) as Loss[])
  test(`${loss.name} refuses what is no matrix`, () => {
    const m = matrix([[0, 1]]);
    const needs = "must be a matrix, such as matrix([[1, 2]])";
    refuses(() => loss.value(undefined as never, m), `${loss.name}: outputs ${needs}, got undefined`);
    refuses(() => loss.gradient(null as never, m), `${loss.name}: outputs ${needs}, got null`);
    refuses(() => loss.value(m, [[0, 1]] as never), `${loss.name}: targets ${needs}, got [[0, 1]]`);
    refuses(() => loss.gradient(m, m, {} as never), `${loss.name}: into ${needs}, got an object`);
  });
