/** Experiments described by plain data: what each word of a description asks of the core. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gaussianInputs } from "../core/datasets.js";
import { normal, uniform } from "../core/distributions.js";
import { type SignalSpec, signalRun, type TrainingSpec, trainingRun } from "../core/experiments.js";
import { heNormal } from "../core/initializers.js";
import { softmaxCrossEntropy } from "../core/losses.js";
import { type Matrix, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { layerHistograms, signals } from "../core/signals.js";
import { adam, sgd, train } from "../core/training.js";

test("signalRun(spec): equal layers with the activation at the top too, inputs and upstream gradient from N(0, 1)", () => {
  const spec: SignalSpec = {
    ...{ depth: 3, width: 5, samples: 7, activation: "tanh", scheme: "normal", options: { std: 0.7 } },
    ...{ biases: "uniform", biasOptions: { std: 0.2 }, seed: "signals" },
  };
  const rng = random("signals");
  const edge = 0.2 * Math.sqrt(3);
  const net = mlp(rng.split("net"), {
    ...{ sizes: [5, 5, 5, 5], activation: "tanh", output: "tanh" },
    ...{ weights: normal(0, 0.7), biases: uniform(-edge, edge) },
  });
  const trace = forward(net, gaussianInputs(rng.split("inputs"), 7, 5));
  const gradients = backward(net, trace, normal(0, 1).matrix(rng.split("upstream"), 7, 5));
  assert.deepEqual(signalRun(spec), { rows: signals(trace, gradients), histograms: [] });
  const histogram = { bins: 4, low: -1, high: 1 };
  assert.deepEqual(signalRun({ ...spec, backward: false, histogram }), {
    rows: signals(trace),
    histograms: layerHistograms(trace, histogram),
  });
});

/** Three clouds of points, one for each class. */
function clouds(label: string, n: number): { inputs: Matrix; targets: Matrix } {
  const inputs = gaussianInputs(random("clouds").split(label), n, 4);
  const targets = zeroMatrix(n, 3);
  for (let i = 0; i < n; i++) {
    targets.data[3 * i + (i % 3)] = 1;
    inputs.data[4 * i + (i % 3)] = (inputs.data[4 * i + (i % 3)] as number) + 1.5;
  }
  return { inputs, targets };
}

/** The share of rows whose class has the largest output. */
function score(net: Mlp, { inputs, targets }: { inputs: Matrix; targets: Matrix }): number {
  const { outputs } = forward(net, inputs);
  const best = (row: ArrayLike<number>) => Array.from(row).indexOf(Math.max(...Array.from(row)));
  const right = Array.from({ length: inputs.rows }, (_, i) => best(outputs.row(i)) === best(targets.row(i)));
  return right.filter((one) => one).length / inputs.rows;
}

const rules = {
  sgd: sgd({ learningRate: 0.1 }),
  momentum: sgd({ learningRate: 0.1, momentum: 0.9 }),
  adam: adam({ learningRate: 0.1 }),
};
for (const [optimizer, rule] of Object.entries(rules))
  test(`trainingRun(spec) by ${optimizer} is train from the same streams, scored on its own two sets`, () => {
    const [seen, unseen] = [clouds("train", 30), clouds("test", 24)];
    const spec: TrainingSpec = {
      ...{ train: seen, test: unseen, depth: 2, width: 6, activation: "relu", scheme: "heNormal" },
      ...{ optimizer: optimizer as TrainingSpec["optimizer"], learningRate: 0.1, steps: 15 },
      ...{ batchSize: 10, seed: "training", every: 5 },
    };
    const rng = random("training");
    const net = mlp(rng.split("net"), { sizes: [4, 6, 6, 3], activation: "relu", weights: heNormal() });
    const options = { loss: softmaxCrossEntropy, optimizer: rule, steps: 15, batchSize: 10 };
    const { net: trained, losses } = train(rng.split("training"), net, seen, options);
    const [trainAccuracy, testAccuracy] = [score(trained, seen), score(trained, unseen)];
    assert.notEqual(trainAccuracy, testAccuracy);
    assert.deepEqual(trainingRun(spec), {
      ...{ losses: [0, 5, 10].map((step) => losses[step]), trainAccuracy, testAccuracy, diverged: false },
    });
  });
