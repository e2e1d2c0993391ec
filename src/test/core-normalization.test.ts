/** Batch normalization and residual connections: their laws, and their gradients against central differences. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { NetOptions } from "../core/architecture.js";
import { accuracy, digitsFrom, gaussianInputs, trainTestSplit } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { trainingRun } from "../core/experiments.js";
import { heNormal, zeros } from "../core/initializers.js";
import { meanSquared } from "../core/losses.js";
import { type Matrix, matrix } from "../core/matrix.js";
import { backward, forward, type LayerTrace, type Mlp, mlp } from "../core/mlp.js";
import { normalize } from "../core/normalization.js";
import { random } from "../core/random.js";
import { mean, std } from "../core/statistics.js";
import { wideNetwork } from "../core/theory.js";
import { allClose, close, refuses } from "./support/close.js";

const kinds: [string, Partial<NetOptions>][] = [
  ["batch normalization", { normalization: "batch" }],
  ["residual connections", { residual: true }],
  ["both", { normalization: "batch", residual: true }],
];
const rng = random("normalization");
const inputs = gaussianInputs(rng.split("x"), 6, 4);
const targets = normal(0, 1).matrix(rng.split("t"), 6, 2);

function build(more: Partial<NetOptions>): Mlp {
  const options = {
    sizes: [4, 4, 4, 2],
    activation: "tanh",
    weights: normal(0, 0.7),
    biases: normal(0, 0.3),
  } as const;
  return mlp(rng.split("net"), { ...options, ...more });
}

const lossOf = (net: Mlp): number => meanSquared.value(forward(net, inputs).outputs, targets);

/** The central difference of the loss in one entry of an array, step 1e-5. */
function slopeAt(net: Mlp, array: Matrix["data"], i: number): number {
  const kept = array[i] as number;
  array[i] = kept + 1e-5;
  const above = lossOf(net);
  array[i] = kept - 1e-5;
  const below = lossOf(net);
  array[i] = kept;
  return (above - below) / 2e-5;
}

for (const [name, more] of kinds) {
  test(`backward with ${name} agrees with central differences to 1e-6`, () => {
    const net = build(more);
    const trace = forward(net, inputs);
    const gradients = backward(net, trace, meanSquared.gradient(trace.outputs, targets));
    net.layers.forEach(({ weights, biases }, l) => {
      const here = gradients.layers[l] as (typeof gradients.layers)[number];
      for (let i = 0; i < weights.data.length; i++)
        assert.ok(Math.abs((here.weights.data[i] as number) - slopeAt(net, weights.data, i)) < 1e-6);
      for (let i = 0; i < biases.length; i++)
        assert.ok(Math.abs((here.biases[i] as number) - slopeAt(net, biases, i)) < 1e-6);
    });
    for (let i = 0; i < inputs.data.length; i++)
      assert.ok(Math.abs((gradients.inputs.data[i] as number) - slopeAt(net, inputs.data, i)) < 1e-6);
  });
}

test("batch normalization gives every hidden unit mean 0 and variance 1, whatever the weights' scale", () => {
  const net = mlp(random(1), { sizes: [20, 30, 2], weights: normal(0, 50), normalization: "batch" });
  const { preActivations } = forward(net, gaussianInputs(random(2), 100, 20)).layers[0] as LayerTrace;
  for (let j = 0; j < 30; j++) {
    const column = preActivations.column(j);
    assert.ok(Math.abs(mean(column)) < 1e-12);
    assert.ok(Math.abs(std(column) - 1) < 1e-6);
  }
});

test("normalize adds 1e-5 to the variance: a variance of that size becomes ½, and no spread becomes 0", () => {
  const size = Math.sqrt(1e-5);
  const m = matrix([
    [3 + size, 7],
    [3 - size, 7],
  ]);
  const { inverseStd } = normalize(m);
  allClose(m.data, [Math.SQRT1_2, 0, -Math.SQRT1_2, 0], { absolute: 1e-12 });
  allClose(inverseStd, [1 / Math.sqrt(2e-5), 1 / Math.sqrt(1e-5)], { relative: 1e-12 });
});

test("normalize brings columns of every size to mean 0 and variance 1, to the digits of doubles", () => {
  const column = [1, -3, 2, 5, -4];
  const [plain] = [normalize(matrix(column.map((x) => [x * 2 ** 20])))];
  for (const size of [2 ** 500, 2 ** 520, 1e200, 2 ** 1020, Number.MAX_VALUE / 5]) {
    const { values, inverseStd } = normalize(matrix(column.map((x) => [x * size, x * 2 ** 20])));
    allClose(values.column(0), plain.values.column(0), { relative: 1e-9 }, `at ${size}`);
    allClose(values.column(1), plain.values.column(0), {}, "a column beside it");
    const wanted = ((plain.inverseStd[0] as number) * 2 ** 20) / size;
    allClose([inverseStd[0] as number], [wanted], { relative: 1e-9, absolute: 1e-323 });
  }
  const tiny = normalize(matrix(column.map((x) => [x * 1e-170])));
  allClose(
    tiny.values.column(0),
    column.map((x) => ((x - 0.2) * 1e-170) / Math.sqrt(1e-5)),
    { relative: 1e-12 },
  );
});

test("normalize keeps what it makes of ordinary columns beside a huge one, in float32 too", () => {
  const m = matrix(
    [
      [3e38, 1],
      [-3e38, 2],
      [1e38, 4],
    ],
    "float32",
  );
  const { values } = normalize(m);
  assert.ok(values.data.every(Number.isFinite));
  close(std(values.column(0)), 1, { relative: 1e-6 });
  close(mean(values.column(0)), 0, { absolute: 1e-6 });
});

test("batch normalization over one sample is refused", () => {
  const wanted = "forward: batch normalization needs more than one sample, got 1";
  refuses(() => normalize(matrix([[1, 2]])), wanted);
  const net = mlp(random(1), { sizes: [4, 4, 2], weights: heNormal(), normalization: "batch" });
  refuses(() => forward(net, gaussianInputs(random(2), 1, 4)), wanted);
});

test("the top layer is neither normalized nor residual, even where it is as wide as the one below", () => {
  const plans = { sizes: [4, 4, 4], weights: zeros(), normalization: "batch", residual: true } as const;
  const [hidden, top] = mlp(random(1), plans).layers;
  assert.deepEqual([hidden?.normalized, hidden?.residual], [true, true]);
  assert.deepEqual([top?.normalized, top?.residual], [undefined, undefined]);
});

test("a residual net of zero weights hands its input through", () => {
  const net = mlp(random(1), { sizes: [4, 4, 4, 2], weights: zeros(), residual: true });
  assert.deepEqual(forward(net, inputs).layers[1]?.activations.data, inputs.data);
});

test("wideNetwork refuses what it has no theory for", () => {
  const options = { sizes: [4, 4, 2], weights: heNormal(), residual: true };
  assert.throws(
    () => wideNetwork(options),
    /^RangeError: wideNetwork: the net must be without normalization/,
  );
});

const twoDigits = `digit${",p".repeat(64)}\n3${",0".repeat(32)}${",16".repeat(32)}\n7${",16".repeat(32)}${",0".repeat(32)}\n`;

test("digitsFrom reads lines, standardizes pixels and makes one-hot targets", () => {
  const { inputs: pixels, targets: labels } = digitsFrom(twoDigits);
  assert.deepEqual([...labels.row(0)], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  assert.equal(labels.at(1, 7), 1);
  assert.deepEqual([pixels.at(0, 0), pixels.at(0, 63)], [-1, 1]);
  assert.throws(
    () => digitsFrom("digit\n3,1,2\n"),
    /^RangeError: digitsFrom: line 2 must hold a digit and 64 pixels/,
  );
});

test("accuracy counts rows whose largest entries agree; trainTestSplit deals every sample once", () => {
  const outputs = matrix([
    [0.1, 0.9],
    [0.8, 0.2],
    [0.4, 0.6],
  ]);
  assert.equal(
    accuracy(
      outputs,
      matrix([
        [0, 1],
        [1, 0],
        [1, 0],
      ]),
    ),
    2 / 3,
  );
  const all = matrix(Array.from({ length: 20 }, (_, i) => [i]));
  const { train, test: rest } = trainTestSplit(random(3), { inputs: all, targets: all }, 0.25);
  assert.deepEqual(
    [...train.inputs.data, ...rest.inputs.data].sort((a, b) => a - b),
    [...all.data],
  );
  assert.equal(rest.inputs.rows, 5);
});

test("trainingRun learns two well separated classes, and says so when it diverges", () => {
  const points = matrix(Array.from({ length: 40 }, (_, i) => [i < 20 ? 1 : -1, (i % 20) / 20]));
  const labels = matrix(Array.from({ length: 40 }, (_, i) => (i < 20 ? [1, 0] : [0, 1])));
  const data = { inputs: points, targets: labels };
  const spec = {
    train: data,
    test: data,
    depth: 2,
    width: 8,
    activation: "relu",
    scheme: "heNormal",
    optimizer: "sgd",
    learningRate: 0.5,
    steps: 60,
    batchSize: 20,
    seed: 1,
  } as const;
  assert.equal(trainingRun(spec).testAccuracy, 1);
  assert.equal(trainingRun({ ...spec, learningRate: 1e200, options: { gain: 1e100 } }).diverged, true);
  const atTheEnd = trainingRun({ ...spec, activation: "relu", learningRate: 1e300, steps: 1 });
  assert.deepEqual([atTheEnd.diverged, atTheEnd.losses.length, atTheEnd.testAccuracy], [true, 1, NaN]);
});
