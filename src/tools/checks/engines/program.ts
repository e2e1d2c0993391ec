/** What every engine computes: the core from the draws to a training run, as one hash per section. */
import * as elementary from "../../../core/elementary.js";
import {
  type ActivationName,
  activations,
  adam,
  backward,
  eigenvalues,
  forward,
  gaussianInputs,
  heNormal,
  type Initializer,
  largeRun,
  type Matrix,
  mlp,
  multiply,
  normal,
  orthogonal,
  type Precision,
  random,
  sgd,
  signalRun,
  softmaxCrossEntropy,
  train,
  truncatedNormal,
  uniform,
  xavierNormal,
  zeroMatrix,
} from "../../../core/index.js";
import { kernel } from "../../../core/kernel.js";
import { Hash } from "./hash.js";

/** What an engine reports: whether the kernel ran, and the hashes. */
export interface EngineReport {
  kernel: boolean;
  hashes: Record<string, string>;
}

const names = Object.keys(activations) as ActivationName[];
const hashOf = (numbers: Iterable<number>): string => new Hash().add(numbers).toString();
const numbersIn = (value: unknown): number[] =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

function draws(): Record<string, string> {
  const rng = random("engines");
  const raw = Array.from({ length: 5000 }, () => [rng.next(), rng.double(), rng.bits()]).flat();
  return {
    "raw draws": hashOf(raw),
    "10,000 normal draws": hashOf(normal(0, 1).vector(rng.split("normal"), 10_000)),
    "float32 normal draws": hashOf(normal(2, 0.5).vector(rng.split("single"), 2000, "float32")),
    "uniform draws": hashOf(uniform(-1, 2).vector(rng.split("uniform"), 2000)),
    "truncated draws": hashOf(truncatedNormal(0, 1, -2, 2).vector(rng.split("truncated"), 2000)),
    "draws from a tail": hashOf(truncatedNormal(0, 1, 5, 6).vector(rng.split("tail"), 2000)),
  };
}

/** The arguments for the elementary functions: a fine grid, both ends of the range, and what lies beyond. */
function* grid(): Generator<number> {
  for (let i = -4000; i <= 4000; i++) yield i / 400;
  for (let i = -1500; i <= 1500; i++) yield i / 2;
  for (let x = 1e-320, i = 0; i < 2000; i++, x *= 2.1) yield* [x, -x];
  yield* [0, -0, Infinity, -Infinity, NaN];
}

function elementaryFunctions(): Record<string, string> {
  const xs = [...grid()];
  return Object.fromEntries(
    Object.entries(elementary).map(([name, f]) => [name, hashOf(xs.map((x) => f(x)))]),
  );
}

const parts = (matrices: readonly Matrix[]): number[] => matrices.flatMap((m) => [...m.data]);

function net(name: ActivationName, precision: Precision): string {
  const rng = random("engines").split(name);
  const sizes = [23, 40, 37, 5];
  const weights: Initializer = name === "tanh" || name === "sigmoid" ? xavierNormal() : heNormal();
  const made = mlp(rng.split("net"), {
    sizes,
    activation: name,
    output: name,
    weights,
    biases: normal(0, 0.1),
    precision,
  });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), 50, 23, precision);
  const trace = forward(made, inputs);
  const gradients = backward(made, trace, normal(0, 1).matrix(rng.split("upstream"), 50, 5, precision));
  const forwardParts = trace.layers.flatMap((layer) => [layer.preActivations, layer.activations]);
  const backwardParts = gradients.layers.flatMap((layer) => [layer.weights, layer.preActivations]);
  return hashOf([...parts([...forwardParts, ...backwardParts, gradients.inputs])]);
}

function products(precision: Precision): string {
  const rng = random("engines").split("products");
  const a = normal(0, 1).matrix(rng.split("a"), 131, 57, precision);
  const b = normal(0, 1).matrix(rng.split("b"), 131, 43, precision);
  const product = multiply(a, b, { transposeA: true });
  return hashOf(parts([product, multiply(product, product, { transposeB: true }), multiply(a, product)]));
}

function training(): string {
  const rng = random("engines").split("training");
  const made = mlp(rng.split("net"), { sizes: [20, 50, 50, 5], weights: xavierNormal() });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), 160, 20);
  const targets = zeroMatrix(160, 5);
  for (let i = 0; i < 160; i++) targets.data[5 * i + (i % 5)] = 1;
  const options = { loss: softmaxCrossEntropy, optimizer: sgd({ learningRate: 0.2, momentum: 0.9 }) };
  const result = train(
    rng,
    made,
    { inputs, targets },
    { ...options, steps: 50, batchSize: 32, dropout: 0.1 },
  );
  return hashOf([...result.losses, ...parts(result.net.layers.map((layer) => layer.weights))]);
}

/** Batch normalization, residual connections, Adam, and the eigenvalues of what was learned. */
function normalizedTraining(precision: Precision): string {
  const rng = random("engines").split("normalized");
  const sizes = [12, 30, 30, 30, 4];
  const weights = orthogonal();
  const made = mlp(rng.split("net"), { sizes, weights, normalization: "batch", residual: true, precision });
  const { inputs, targets } = { inputs: gaussianInputs(rng, 96, 12), targets: zeroMatrix(96, 4) };
  for (let i = 0; i < 96; i++) targets.data[4 * i + (i % 4)] = 1;
  const options = {
    loss: softmaxCrossEntropy,
    optimizer: adam({ learningRate: 0.01 }),
    steps: 20,
    batchSize: 24,
  };
  const { net: trained, losses } = train(rng, made, { inputs, targets }, options);
  const square = trained.layers[1]?.weights as Matrix;
  return hashOf([...losses, ...parts([square]), ...eigenvalues(square).flatMap(({ re, im }) => [re, im])]);
}

function large(name: ActivationName): string {
  const rng = random("engines").split("large").split(name);
  const sizes = [31, 45, 45, 6];
  const made = mlp(rng.split("net"), { sizes, activation: name, output: name, weights: xavierNormal() });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), 70, 31);
  const outputGradient = normal(0, 1).matrix(rng.split("upstream"), 70, 6);
  return hashOf(
    numbersIn(largeRun(made, inputs, { outputGradient, histogram: { bins: 30, low: -2, high: 2 } })),
  );
}

const experiment = (precision: Precision): string =>
  hashOf(
    numbersIn(
      signalRun({
        depth: 5,
        width: 33,
        samples: 40,
        activation: "tanh",
        scheme: "orthogonal",
        seed: 7,
        precision,
      }),
    ),
  );

/** Runs everything. */
export function engineReport(): EngineReport {
  const perName = (title: string, work: (name: ActivationName) => string): [string, string][] =>
    names.map((name) => [`${title} ${name}`, work(name)]);
  return {
    kernel: kernel() !== null,
    hashes: {
      ...draws(),
      ...elementaryFunctions(),
      "float64 products": products("float64"),
      "float32 products": products("float32"),
      ...Object.fromEntries(perName("float64 net of", (name) => net(name, "float64"))),
      ...Object.fromEntries(perName("float32 net of", (name) => net(name, "float32"))),
      "training run": training(),
      "float64 normalized training": normalizedTraining("float64"),
      "float32 normalized training": normalizedTraining("float32"),
      "float64 experiment": experiment("float64"),
      ...Object.fromEntries(perName("largeRun of", large)),
      "float32 experiment": experiment("float32"),
    },
  };
}
