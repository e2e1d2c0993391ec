/** Experiments described by plain data: what each word of a description asks of the core. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gaussianInputs } from "../core/datasets.js";
import { normal, uniform } from "../core/distributions.js";
import {
  runExperiment,
  type SignalSpec,
  signalRun,
  type TrainingSpec,
  trainingRun,
} from "../core/experiments.js";
import { heNormal } from "../core/initializers.js";
import { softmaxCrossEntropy } from "../core/losses.js";
import { type Matrix, matrix, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { layerHistograms, signals } from "../core/signals.js";
import { team } from "../core/team.js";
import { adam, sgd, train } from "../core/training.js";
import { refuses } from "./support/close.js";

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

const set = {
  inputs: matrix([
    [1, 2],
    [3, 4],
  ]),
  targets: matrix([
    [1, 0],
    [0, 1],
  ]),
};
const signalSpec: SignalSpec = {
  depth: 2,
  width: 3,
  samples: 4,
  activation: "tanh",
  scheme: "heNormal",
  seed: 1,
};
const trainingSpec: TrainingSpec = {
  ...{ train: set, test: set, depth: 1, width: 2, activation: "relu", scheme: "heNormal" },
  ...{ optimizer: "sgd", learningRate: 0.1, steps: 2, batchSize: 1, seed: 1 },
};

test("signalRun refuses fields it does not know, and sizes that no memory holds, before anything is drawn", () => {
  const run = (more: object) => (): unknown => signalRun({ ...signalSpec, ...more });
  const known =
    "depth, width, samples, activation, scheme, options, biases, biasOptions, seed, precision, backward, histogram, overflow";
  const fields = "signalRun: fields of the spec must be";
  refuses(run({ sheme: "zeros" }), `${fields} among ${known}, got "sheme"; did you mean scheme?`);
  refuses(() => signalRun(null as never), `${fields} an object, got null`);
  refuses(() => runExperiment("signals", undefined as never), `${fields} an object, got undefined`);
  refuses(run({ backward: "no" }), 'signalRun: backward must be true or false, got "no"');
  const list = "must take at most 256 MiB of memory, got";
  refuses(run({ depth: 2 ** 31 }), `signalRun: depth ${list} 2147483648, which takes 3.91 TiB`);
  const array = "signalRun: samples · width · depth must take at most 2 GiB of memory, got";
  refuses(run({ width: 2 ** 31 }), `${array} 17179869184, which takes 256 GiB`);
  refuses(run({ samples: 1e10 }), `${array} 60000000000, which takes 894 GiB`);
  refuses(
    run({ width: 1e5, depth: 2, samples: 1 }),
    "mlp: the weights of all layers must take at most 2 GiB of memory, got 20000000000, which takes 149 GiB",
  );
});

test("trainingRun refuses unknown fields, wrong data and wrong sizes before it trains", () => {
  const run = (more: object) => (): unknown => trainingRun({ ...trainingSpec, ...more });
  assert.throws(
    run({ lr: 1 }),
    /^RangeError: trainingRun: fields of the spec must be among train, .*, got "lr"; did you mean learningRate\?$/,
  );
  const list = "must take at most 256 MiB of memory, got 10000000000, which takes";
  refuses(run({ steps: 1e10 }), `trainingRun: steps ${list} 74.5 GiB`);
  refuses(run({ depth: 1e10 }), `trainingRun: depth ${list} 18.2 TiB`);
  refuses(
    run({ width: 1e10 }),
    "mlp: the weights of all layers must take at most 2 GiB of memory, got 40000000000, which takes 298 GiB",
  );
  const needs = "must be a matrix, or its rows, cols and data, got undefined";
  refuses(run({ train: undefined }), `trainingRun: inputs of train ${needs}`);
  refuses(run({ test: { inputs: set.inputs } }), `trainingRun: targets of test ${needs}`);
  refuses(
    run({ test: { ...set, inputs: zeroMatrix(2, 3) } }),
    "trainingRun: inputs of test must have 2 columns, got 2×3",
  );
  refuses(
    run({ test: { ...set, targets: zeroMatrix(2, 2) } }),
    "accuracy: targets of row 0 must have one largest entry, in the column of the class, got [0, 0]",
  );
  refuses(run({ residual: "no" }), 'mlp: residual must be true or false, got "no"');
  refuses(
    run({ optimizer: "SGD" }),
    'trainingRun: optimizer must be one of sgd, momentum, adam, got "SGD"; did you mean "sgd"?',
  );
});

test("runExperiment answers an unknown name with the nearest", () => {
  refuses(
    () => runExperiment("signal" as never, signalSpec as never),
    'runExperiment: name must be one of signals, training, got "signal"; did you mean "signals"?',
  );
});

test("a training that diverges says so, and keeps the losses until then", () => {
  for (const learningRate of [1e160, 1e307]) {
    const { diverged, losses, testAccuracy } = trainingRun({
      ...{ ...trainingSpec, activation: "linear", learningRate, steps: 50 },
    });
    assert.ok(diverged && losses.length < 50 && losses.every(Number.isFinite) && Number.isNaN(testAccuracy));
  }
});

test("a team refuses a name, specs, workers and a callback that are none", async () => {
  const run = team(() => {
    throw new Error("no worker is needed");
  });
  const refused = (call: Promise<unknown>, message: string): Promise<void> =>
    assert.rejects(call, { name: "RangeError", message: `runExperiments: ${message}` });
  await refused(
    run("signal" as never, [], 1),
    'name must be one of signals, training, got "signal"; did you mean "signals"?',
  );
  await refused(run("signals", undefined as never, 1), "specs must be a list of experiments, got undefined");
  await refused(run("signals", [signalSpec], 0), "workers must be a positive integer, got 0");
  await refused(run("signals", [signalSpec], 1, 5 as never), "arrived must be a function, got 5");
  await refused(
    run("signals", new Array(1000).fill(signalSpec), 1000),
    "workers must take at most 2 GiB of memory, got 1000, which takes 15.6 GiB",
  );
});
