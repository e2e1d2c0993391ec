/** The tasks in mathjs (float64, plain JavaScript). */
import { all, create, type Matrix as MathMatrix } from "mathjs";
import { type Matrix, toArrays } from "../../core/matrix.js";
import { binShares, flatShares, type LayerFigures, passFigures, rootMeanSquare } from "./figures.js";
import { type Figures, job, type PassTask, type Peer, type Task, type TrainingTask } from "./task.js";

const math = create(all);
const theirs = (m: Matrix): MathMatrix => math.matrix(toArrays(m), "dense", "number");
const valuesOf = (m: MathMatrix): number[] => (m.valueOf() as number[][]).flat();
const product = (a: MathMatrix, b: MathMatrix): MathMatrix => math.multiply(a, b);
const tanh = (m: MathMatrix): MathMatrix => m.map((z: number) => Math.tanh(z));
const slope = (m: MathMatrix): MathMatrix => m.map((y: number) => 1 - y * y);
const numbers = (m: unknown): number[] => (m as MathMatrix).valueOf() as unknown as number[];

function layerFigures(h: MathMatrix): LayerFigures {
  return {
    mean: math.mean(h) as number,
    std: math.std(h, "uncorrected") as unknown as number,
    sampleStd: rootMeanSquare(numbers(math.std(h, 0, "uncorrected"))),
    unitSpread: rootMeanSquare(numbers(math.std(h, 1, "uncorrected"))),
    meanSquare: math.mean(math.dotMultiply(h, h) as MathMatrix) as number,
    ...flatShares(valuesOf(h)),
  };
}

/** `X Wᵀ + b`: a row for every sample. */
function affine(inputs: MathMatrix, weights: MathMatrix, biases: MathMatrix): MathMatrix {
  return math.add(product(inputs, math.transpose(weights)), biases) as MathMatrix;
}

const rowOf = (values: ArrayLike<number>): MathMatrix => math.matrix([Array.from(values)], "dense", "number");

function pass(task: PassTask): () => Figures {
  const weights = task.net.layers.map((layer) => theirs(layer.weights));
  const biases = task.net.layers.map((layer) => rowOf(layer.biases));
  const inputs = theirs(task.inputs);
  const upstream = task.upstream && theirs(task.upstream);
  return () => {
    const activations = [inputs];
    weights.forEach((w, l) => {
      activations.push(tanh(affine(activations[l] as MathMatrix, w, biases[l] as MathMatrix)));
    });
    const layers = activations.map(layerFigures);
    const histograms = activations.slice(1).map((h) => binShares(valuesOf(h)));
    if (!upstream) return passFigures(layers, histograms);
    let gradient = upstream;
    const [sizes, weightSizes] = [[rootMeanSquare(valuesOf(gradient))], [] as number[]];
    for (let l = weights.length - 1; l >= 0; l--) {
      const delta = math.dotMultiply(gradient, slope(activations[l + 1] as MathMatrix)) as MathMatrix;
      weightSizes.unshift(
        rootMeanSquare(valuesOf(product(math.transpose(delta), activations[l] as MathMatrix))),
      );
      gradient = product(delta, weights[l] as MathMatrix);
      sizes.unshift(rootMeanSquare(valuesOf(gradient)));
    }
    return passFigures(layers, histograms, sizes, weightSizes);
  };
}

function softmax(outputs: MathMatrix): MathMatrix {
  const rows = (outputs.valueOf() as number[][]).map((row) => {
    const top = Math.max(...row);
    const powers = row.map((y) => Math.exp(y - top));
    const sum = powers.reduce((total, x) => total + x, 0);
    return powers.map((x) => x / sum);
  });
  return math.matrix(rows, "dense", "number");
}

function training({ net, data, batches, learningRate }: TrainingTask): () => Figures {
  const [inputs, targets] = [toArrays(data.inputs), toArrays(data.targets)];
  const chosen = (rows: number[][], batch: Int32Array): MathMatrix =>
    math.matrix(
      Array.from(batch, (i) => rows[i] as number[]),
      "dense",
      "number",
    );
  return () => {
    const weights = net.layers.map((layer) => theirs(layer.weights));
    const biases = net.layers.map((layer) => rowOf(layer.biases));
    const losses = batches.map((batch) => {
      const activations = [chosen(inputs, batch)];
      const wanted = chosen(targets, batch);
      weights.forEach((w, l) => {
        const z = affine(activations[l] as MathMatrix, w, biases[l] as MathMatrix);
        activations.push(l + 1 < weights.length ? tanh(z) : z);
      });
      const probabilities = softmax(activations.at(-1) as MathMatrix);
      const logs = probabilities.map((p: number) => Math.log(p));
      const loss = -(math.sum(math.dotMultiply(logs, wanted) as MathMatrix) as number) / batch.length;
      let delta = math.divide(math.subtract(probabilities, wanted), batch.length) as MathMatrix;
      for (let l = weights.length - 1; l >= 0; l--) {
        const [w, h] = [weights[l] as MathMatrix, activations[l] as MathMatrix];
        const below = product(delta, w);
        const step = math.multiply(product(math.transpose(delta), h), learningRate) as MathMatrix;
        const shift = rowOf(numbers(math.sum(delta, 0)).map((x) => learningRate * x));
        weights[l] = math.subtract(w, step) as MathMatrix;
        biases[l] = math.subtract(biases[l] as MathMatrix, shift) as MathMatrix;
        if (l > 0) delta = math.dotMultiply(below, slope(h)) as MathMatrix;
      }
      return loss;
    });
    return { losses };
  };
}

function work(task: Task): (() => Figures) | undefined {
  if (task.kind === "pass") return pass(task);
  if (task.kind === "training") return training(task);
  if (task.kind !== "multiply") return undefined;
  const [a, b] = [theirs(task.a), theirs(task.b)];
  return () => ({ product: valuesOf(product(a, b)) });
}

/** mathjs. */
export const mathjs: Peer = {
  name: "mathjs",
  precision: "float64",
  slow: true,
  start: (task) => {
    const made = work(task);
    return made && job(made);
  },
};
