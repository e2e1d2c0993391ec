/** The data files: their checksums, the digits' labels, and rows of the grid of trainings computed anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracy } from "../core/datasets.js";
import { trainingRun } from "../core/experiments.js";
import { type Matrix, matrix, multiply, zeroMatrix } from "../core/matrix.js";
import { digits, readJson } from "../notebook/data.js";
import { checksums, storedChecksums } from "../tools/checksums.js";
import { allRuns, type Run, rowOf } from "../tools/digits-grid.js";

test("every data file that a script made has its checksum (`node src/bin/run.cjs checksums` stores them)", () => {
  assert.deepEqual(checksums(), storedChecksums());
});

const { inputs, targets } = digits();

test("the digits' classes are as large as scikit-learn says: 178 zeros, 182 ones, …", () => {
  const counts = Array.from({ length: 10 }, (_, digit) =>
    targets.column(digit).reduce((sum, t) => sum + t, 0),
  );
  assert.deepEqual(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  assert.deepEqual([inputs.rows, inputs.cols], [1797, 64]);
});

test("the digits' labels fit their images: the nearest class mean is right nine times in ten", () => {
  const sums = multiply(targets, inputs, { transposeA: true });
  const means = matrix(
    Array.from({ length: 10 }, (_, digit) => {
      const count = targets.column(digit).reduce((sum, t) => sum + t, 0);
      return Array.from(sums.row(digit), (x) => x / count);
    }),
  );
  // scikit-learn: NearestCentroid().fit(X, y).score(X, y) of load_digits is 0.9048414023372288, 1626 of 1797.
  assert.equal(Math.round(accuracy(nearness(means), targets) * 1797), 1626);
});

/** Minus the squared distance of every image from every class mean. */
function nearness(means: Matrix): Matrix {
  const out = zeroMatrix(inputs.rows, 10);
  for (let i = 0; i < inputs.rows; i++)
    for (let digit = 0; digit < 10; digit++)
      out.data[i * 10 + digit] = -Array.from(inputs.row(i), (x, j) => (x - means.at(digit, j)) ** 2).reduce(
        (sum, d) => sum + d,
      );
  return out;
}

const { rows: stored } = readJson("digits-grid.json") as { rows: Omit<Run, "spec">[] };

test("digits-grid.json has a row for every training, with its labels", () => {
  const labels = ({ depth, activation, scheme, learningRate, seed }: Omit<Run, "spec">): unknown[] => [
    depth,
    activation,
    scheme,
    learningRate,
    seed,
  ];
  assert.deepEqual(stored.map(labels), allRuns().map(labels));
});

for (const [activation, scheme, learningRate] of [
  ["sigmoid", "N(0, 0.01²)", 0.1],
  ["tanh", "lecunNormal", 0.01],
  ["relu", "heNormal", 0.001],
] as const)
  test(`digits-grid.json: two layers of ${activation}, ${scheme}, rate ${learningRate} come out as stored`, () => {
    const fits = (run: Omit<Run, "spec">): boolean =>
      run.depth === 2 &&
      run.activation === activation &&
      run.scheme === scheme &&
      run.learningRate === learningRate &&
      run.seed === 1;
    const run = allRuns().find(fits) as Run;
    assert.deepEqual(rowOf(run, trainingRun(run.spec)), stored.find(fits));
  });
