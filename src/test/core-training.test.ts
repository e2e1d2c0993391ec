/** Training: batches, records, seeds, and nets that do and do not learn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { circles, xor } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { xavierNormal, zeros } from "../core/initializers.js";
import { losses } from "../core/losses.js";
import { type Matrix, matrix, zeroMatrix } from "../core/matrix.js";
import { copyNet, forward, type Mlp, mlp } from "../core/mlp.js";
import { random, shuffle } from "../core/random.js";
import { adam, type Optimizer, sgd, train, trainSteps } from "../core/training.js";
import { allClose, close, refuses, sameBits } from "./support/close.js";
import { within5 } from "./support/sampling.js";

const data = {
  inputs: matrix([
    [0, 0.5],
    [1, -0.5],
    [-1, 1],
    [0.5, 0.75],
    [-0.75, -1],
    [1.5, 0.25],
  ]),
  targets: matrix([[0.5], [-0.25], [1], [0.75], [-1], [0.125]]),
};
const startingNet = (): Mlp => mlp(random("start"), { sizes: [2, 4, 1], weights: xavierNormal() });

const plain = { loss: losses.meanSquared, optimizer: sgd({ learningRate: 0.1 }) };

test("train leaves the given net as it was", () => {
  const net = startingNet();
  const before = copyNet(net);
  train(random(1), net, data, { ...plain, steps: 5 });
  net.layers.forEach(({ weights, biases }, l) => {
    sameBits(weights.data, before.layers[l]?.weights.data as Float64Array);
    sameBits(biases, before.layers[l]?.biases as Float64Array);
  });
});

test("trainSteps trains in place and hands out each state before its update: step 0 is the untouched net", () => {
  const net = startingNet();
  const before = net.layers[0]?.weights.data.slice() as Float64Array;
  const steps = [];
  for (const { step, net: now } of trainSteps(random(1), net, data, { ...plain, steps: 3 })) {
    assert.equal(now, net);
    if (step === 0) sameBits(net.layers[0]?.weights.data as Float64Array, before);
    steps.push(step);
  }
  assert.deepEqual(steps, [0, 1, 2]);
  assert.notDeepEqual(net.layers[0]?.weights.data, before);
});

test("train({ record, every }) records steps 0, every, 2 every, …", () => {
  const { records, losses: all } = train(random(1), startingNet(), data, {
    ...plain,
    steps: 10,
    every: 4,
    record: ({ step, loss }) => [step, loss],
  });
  assert.deepEqual(records, [
    [0, all[0]],
    [4, all[4]],
    [8, all[8]],
  ]);
});

/** The samples of each batch, by a data set whose only feature is the sample's number. */
function batchesOf(samples: number, batchSize: number, steps: number, seed: string, dropout = 0): number[][] {
  const numbered = zeroMatrix(samples, 1);
  const targets = zeroMatrix(samples, 1);
  for (let i = 0; i < samples; i++) {
    numbered.data[i] = i;
    targets.data[i] = -i;
  }
  const net = mlp(random(seed), { sizes: [1, 3, 1], weights: zeros() });
  const optimizer: Optimizer = { name: "still", start: () => () => {} };
  const seen: number[][] = [];
  const data = { inputs: numbered, targets };
  for (const { trace, loss } of trainSteps(random(seed), net, data, {
    ...plain,
    optimizer,
    batchSize,
    steps,
    dropout,
  })) {
    const rows = [...trace.inputs.data];
    // The net gives 0: the loss is the mean of the squared targets, which are minus the inputs.
    close(loss, rows.reduce((sum, x) => sum + x * x, 0) / rows.length, { relative: 1e-12 });
    seen.push(rows);
  }
  return seen;
}

test("batches hold every sample exactly once per epoch, with its own target, in an order that changes", () => {
  const seen = batchesOf(12, 4, 9, "epochs");
  const epochs = [0, 3, 6].map((from) => seen.slice(from, from + 3).flat());
  for (const epoch of epochs)
    assert.deepEqual(
      [...epoch].sort((a, b) => a - b),
      [...Array(12).keys()],
    );
  assert.equal(new Set(epochs.map(String)).size, 3);
});

test("a batch size that does not divide the samples leaves some out of an epoch, none twice", () => {
  const seen = batchesOf(10, 4, 8, "uneven");
  for (let epoch = 0; epoch < 4; epoch++) {
    const both = seen.slice(2 * epoch, 2 * epoch + 2).flat();
    assert.equal(new Set(both).size, 8);
  }
});

test("without batchSize every step sees all samples in order", () => {
  const [first] = [...trainSteps(random(1), startingNet(), data, { ...plain, steps: 1 })];
  assert.equal(first?.trace.inputs, data.inputs);
});

test("equal seeds give equal runs, other seeds other batches; dropout leaves the batches as they were", () => {
  const options = { ...plain, steps: 6, batchSize: 2, dropout: 0.25 };
  const run = (seed: number): number[] => train(random(seed), startingNet(), data, options).losses;
  assert.deepEqual(run(1), run(1));
  assert.notDeepEqual(run(1), run(2));
  assert.deepEqual(batchesOf(12, 4, 3, "a", 0.5), batchesOf(12, 4, 3, "a"));
});

test("shuffle(rng, order): each order is equally likely (n = 6e4, 5 standard errors)", () => {
  const counts = new Map<string, number>();
  const rng = random("shuffle");
  const runs = 6e4;
  for (let i = 0; i < runs; i++) {
    const order = Uint32Array.of(0, 1, 2);
    shuffle(rng, order);
    counts.set(String(order), (counts.get(String(order)) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  for (const [order, count] of counts) within5(count / runs, 1 / 6, Math.sqrt(5 / 36 / runs), order);
});

test("logistic regression that starts at zero learns: its first step is η times the mean of (t - ½) x", () => {
  const inputs = normal(0, 1).matrix(random("points"), 200, 2);
  const targets = zeroMatrix(200, 1);
  for (let i = 0; i < 200; i++) targets.data[i] = inputs.at(i, 0) + 2 * inputs.at(i, 1) > 0 ? 1 : 0;
  const net = mlp(random(1), { sizes: [2, 1], weights: zeros() });
  const options = { loss: losses.binaryCrossEntropy, optimizer: sgd({ learningRate: 1 }), steps: 300 };
  const once = train(random(1), net, { inputs, targets }, { ...options, steps: 1 }).net;
  const wanted = [0, 1].map((j) =>
    inputs.column(j).reduce((sum, x, i) => sum + ((targets.at(i, 0) - 0.5) * x) / 200, 0),
  );
  allClose(once.layers[0]?.weights.data as Float64Array, wanted, { relative: 1e-12 });
  const { net: trained, losses: curve } = train(random(1), net, { inputs, targets }, options);
  close(curve[0] as number, Math.LN2, { relative: 1e-14 });
  assert.ok((curve.at(-1) as number) < 0.1);
  assert.ok(accuracy(trained, inputs, targets) > 0.98);
});

/** The share of samples whose output has the sign of its target, for targets 0 and 1 and logits. */
function accuracy(net: Mlp, inputs: Matrix, targets: Matrix): number {
  const { outputs } = forward(net, inputs);
  return outputs.data.filter((y, i) => y > 0 === (targets.data[i] === 1)).length / inputs.rows;
}

test("xor and circles are learned by one hidden layer; by zero weights not at all", () => {
  const options = { loss: losses.binaryCrossEntropy, optimizer: adam({ learningRate: 0.05 }), steps: 300 };
  for (const set of [xor(), circles(random("circles"), 60)]) {
    const net = mlp(random("learner"), { sizes: [2, 8, 1], weights: xavierNormal() });
    assert.equal(accuracy(train(random(1), net, set, options).net, set.inputs, set.targets), 1);
    const dead = mlp(random("dead"), { sizes: [2, 8, 1], weights: zeros() });
    close(train(random(1), dead, set, options).losses.at(-1) as number, Math.LN2, { relative: 1e-12 });
  }
});

test("what cannot be trained is refused with its reason", () => {
  const run = (more: object, set: typeof data = data): unknown =>
    train(random(1), startingNet(), set, { ...plain, steps: 1, ...more });
  refuses(() => run({ steps: 0 }), "train: steps must be a positive integer, got 0");
  refuses(() => run({ steps: 1.5 }), "train: steps must be a positive integer, got 1.5");
  refuses(() => run({ every: 0 }), "train: every must be a positive integer, got 0");
  refuses(() => run({ batchSize: 0 }), "train: batchSize must be a positive integer, got 0");
  refuses(() => run({ batchSize: 7 }), "train: batchSize must not exceed the 6 samples, got 7");
  refuses(() => run({ dropout: 1 }), "train: dropout must lie in [0, 1), got 1");
  const short = { ...data, targets: zeroMatrix(5, 1) };
  refuses(() => run({}, short), "train: targets must have 6 rows like the inputs, got 5×1");
  refuses(() => sgd({ learningRate: -1 }), "sgd: learningRate must be a finite number not below 0, got -1");
  refuses(() => sgd({ learningRate: 1, momentum: 1 }), "sgd: momentum must lie in [0, 1), got 1");
  refuses(
    () => adam({ learningRate: NaN }),
    "adam: learningRate must be a finite number not below 0, got NaN",
  );
  refuses(() => adam({ beta1: 1 }), "adam: beta1 must lie in [0, 1), got 1");
  refuses(() => adam({ beta2: -0.1 }), "adam: beta2 must lie in [0, 1), got -0.1");
  refuses(() => adam({ epsilon: 0 }), "adam: epsilon must be a positive number, got 0");
});
