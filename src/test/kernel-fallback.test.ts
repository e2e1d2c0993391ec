/** Without WebAssembly: a worker thread in which it is missing computes the same bits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type ActivationName, activations } from "../core/activations.js";
import { gaussianInputs } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { heNormal } from "../core/initializers.js";
import { kernel } from "../core/kernel.js";
import { largeRun } from "../core/large-run.js";
import { softmaxCrossEntropy } from "../core/losses.js";
import { type Matrix, multiply, type Precision, zeroMatrix } from "../core/matrix.js";
import { backward, forward, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { sgd, train } from "../core/training.js";
import { sameBits } from "./support/close.js";

type Numbers = Record<string, number[]>;
const names = Object.keys(activations) as ActivationName[];

/** Everything that the kernel has a part in, in both precisions. */
function compute(): Numbers {
  const numbers: Numbers = {};
  for (const precision of ["float64", "float32"] as const) {
    for (const [rows, inner, cols] of [
      [37, 41, 29],
      [300, 17, 33],
    ] as [number, number, number][]) {
      const rng = random(`fallback/${rows}`);
      const a = normal(0, 1).matrix(rng.split("a"), rows, inner, precision);
      const b = normal(0, 1).matrix(rng.split("b"), cols, inner, precision);
      const product = multiply(a, b, { transposeB: true });
      numbers[`product of ${rows} rows in ${precision}`] = [...product.data];
      const square = multiply(product, product, { transposeA: true });
      numbers[`square of ${rows} rows in ${precision}`] = [...square.data];
    }
    for (const name of names) numbers[`${name} in ${precision}`] = pass(name, precision);
    for (const name of names.filter(hasFallback))
      numbers[`large run of ${name} in ${precision}`] = large(name, precision);
  }
  return { ...numbers, training: training() };
}

/** The outputs and the gradients of a net of three layers. */
function pass(name: ActivationName, precision: Precision): number[] {
  const rng = random(`fallback/${name}`);
  const net = mlp(rng.split("net"), {
    sizes: [20, 33, 31, 7],
    activation: name,
    weights: heNormal(),
    precision,
  });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), 45, 20, precision);
  const trace = forward(net, inputs);
  const gradients = backward(net, trace, trace.outputs);
  return [trace.outputs, ...gradients.layers.map((layer) => layer.weights), gradients.inputs].flatMap((m) => [
    ...m.data,
  ]);
}

/** ELU has no arithmetic in float32 outside of the kernel. */
const hasFallback = (name: ActivationName): boolean => activations[name].kernel?.kind !== "elu";

/** Every figure and every count of a large run: odd shapes, a std far below the mean, layers that are lost. */
function large(name: ActivationName, precision: Precision): number[] {
  const rng = random(`fallback/large/${name}`);
  const inputs = normal(1000, 1e-3).matrix(rng.split("inputs"), 41, 13, precision);
  const outputGradient = normal(0, 1).matrix(rng.split("upstream"), 41, 6, precision);
  const options = { outputGradient, histogram: { bins: 9, low: -9, high: 9 }, overflow: "keep" } as const;
  return [heNormal(), normal(0, 1e18)].flatMap((weights, i) => {
    const net = mlp(rng.split(i), {
      ...{ sizes: [13, 37, 1, 30, 6], activation: name, output: name, weights, precision },
      biases: normal(0.5, 0.1),
    });
    const { rows, histograms } = largeRun(net, inputs, options);
    const counts = histograms.flatMap((one) => [one.counts, one.edges, one.shares, one.outside]).flat();
    // NaN, the figure of a layer that is lost, as a number.
    return [...rows.flatMap((row) => Object.values(row)), ...counts].map((x) => (Number.isNaN(x) ? -7 : x));
  });
}

function classes(n: number): Matrix {
  const targets = zeroMatrix(n, 4);
  for (let i = 0; i < n; i++) targets.data[4 * i + (i % 4)] = 1;
  return targets;
}

function training(): number[] {
  const rng = random("fallback/training");
  const net = mlp(rng.split("net"), { sizes: [16, 40, 40, 4], weights: heNormal() });
  const data = { inputs: gaussianInputs(rng.split("inputs"), 96, 16), targets: classes(96) };
  const options = {
    loss: softmaxCrossEntropy,
    optimizer: sgd({ learningRate: 0.3 }),
    steps: 30,
    batchSize: 32,
  };
  return train(rng, net, data, options).losses;
}

if (!isMainThread) {
  delete (globalThis as { WebAssembly?: unknown }).WebAssembly;
  if (workerData === "refused")
    Object.assign(globalThis, {
      WebAssembly: {
        Module: class {
          constructor() {
            throw new Error("refused");
          }
        },
      },
    });
  const numbers = compute();
  const inputs = gaussianInputs(random("fallback/large"), 5, 6);
  const net = mlp(random("fallback/large"), { sizes: [6, 6], weights: heNormal() });
  parentPort?.postMessage({ numbers, kernel: kernel() !== null, rows: largeRun(net, inputs).rows.length });
} else
  for (const how of ["missing", "refused"])
    test(`products, nets, large runs and training have the same bits where WebAssembly is ${how}`, async () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: how });
      const there = await new Promise<{ numbers: Numbers; kernel: boolean; rows: number }>(
        (resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
        },
      );
      await worker.terminate();
      assert.equal(there.kernel, false);
      assert.equal(there.rows, 2);
      const here = compute();
      assert.deepEqual(Object.keys(there.numbers), Object.keys(here));
      for (const [name, numbers] of Object.entries(here)) {
        assert.ok(numbers.length > 0 && numbers.every(Number.isFinite), name);
        sameBits(there.numbers[name] as number[], numbers, name);
      }
    });
