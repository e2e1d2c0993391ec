/** The tasks in ml-matrix (float64, plain JavaScript). */
import { Matrix as MlMatrix } from "ml-matrix";
import type { Matrix } from "../../core/matrix.js";
import { binShares, flatShares, type LayerFigures, passFigures, rootMeanSquare } from "./figures.js";
import { type Figures, job, type PassTask, type Peer, type Task, type TrainingTask } from "./task.js";

const theirs = (m: Matrix): MlMatrix => MlMatrix.from1DArray(m.rows, m.cols, [...m.data]);
const population = { unbiased: false } as const;

function layerFigures(h: MlMatrix): LayerFigures {
  const values = h.to1DArray();
  const inputs = flatShares(values);
  return {
    mean: h.mean(),
    std: h.standardDeviation(population),
    sampleStd: rootMeanSquare(h.standardDeviation("column", population)),
    unitSpread: rootMeanSquare(h.standardDeviation("row", population)),
    meanSquare: MlMatrix.pow(h, 2).mean(),
    saturatedShare: inputs.saturatedShare,
    zeroShare: inputs.zeroShare,
  };
}

function pass(task: PassTask): () => Figures {
  const weights = task.net.layers.map((layer) => theirs(layer.weights));
  const inputs = theirs(task.inputs);
  const upstream = task.upstream && theirs(task.upstream);
  const biases = task.net.layers.map((layer) => [...layer.biases]);
  return () => {
    const activations = [inputs];
    weights.forEach((w, l) => {
      const z = (activations[l] as MlMatrix).mmul(w.transpose()).addRowVector(biases[l] as number[]);
      activations.push(z.tanh());
    });
    const layers = activations.map(layerFigures);
    const histograms = activations.slice(1).map((h) => binShares(h.to1DArray()));
    if (!upstream) return passFigures(layers, histograms);
    let gradient = upstream;
    const [sizes, weightSizes] = [[rootMeanSquare(gradient.to1DArray())], [] as number[]];
    for (let l = weights.length - 1; l >= 0; l--) {
      const h = activations[l + 1] as MlMatrix;
      const delta = MlMatrix.mul(gradient, MlMatrix.pow(h, 2).mul(-1).add(1));
      weightSizes.unshift(
        rootMeanSquare(
          delta
            .transpose()
            .mmul(activations[l] as MlMatrix)
            .to1DArray(),
        ),
      );
      gradient = delta.mmul(weights[l] as MlMatrix);
      sizes.unshift(rootMeanSquare(gradient.to1DArray()));
    }
    return passFigures(layers, histograms, sizes, weightSizes);
  };
}

function softmax(outputs: MlMatrix): MlMatrix {
  const shifted = outputs.clone().subColumnVector(outputs.max("row")).exp();
  return shifted.divColumnVector(shifted.sum("row"));
}

function training({ net, data, batches, learningRate }: TrainingTask): () => Figures {
  const [inputs, targets] = [theirs(data.inputs), theirs(data.targets)];
  const all = (m: MlMatrix): number[] => Array.from({ length: m.columns }, (_, i) => i);
  const [inputColumns, targetColumns] = [all(inputs), all(targets)];
  return () => {
    const weights = net.layers.map((layer) => theirs(layer.weights));
    const biases = net.layers.map((layer) => [...layer.biases]);
    const losses: number[] = [];
    for (const batch of batches) {
      const rows = [...batch];
      const activations = [inputs.selection(rows, inputColumns)];
      const wanted = targets.selection(rows, targetColumns);
      weights.forEach((w, l) => {
        const z = (activations[l] as MlMatrix).mmul(w.transpose()).addRowVector(biases[l] as number[]);
        activations.push(l + 1 < weights.length ? z.tanh() : z);
      });
      const probabilities = softmax(activations.at(-1) as MlMatrix);
      losses.push(-MlMatrix.mul(MlMatrix.log(probabilities), wanted).sum() / rows.length);
      let delta = probabilities.sub(wanted).div(rows.length);
      for (let l = weights.length - 1; l >= 0; l--) {
        const [w, h] = [weights[l] as MlMatrix, activations[l] as MlMatrix];
        const below = delta.mmul(w);
        w.sub(delta.transpose().mmul(h).mul(learningRate));
        const shift = delta.sum("column");
        biases[l] = (biases[l] as number[]).map((b, i) => b - learningRate * (shift[i] as number));
        if (l > 0) delta = below.mul(MlMatrix.pow(h, 2).mul(-1).add(1));
      }
    }
    return { losses };
  };
}

function work(task: Task): (() => Figures) | undefined {
  if (task.kind === "pass") return pass(task);
  if (task.kind === "training") return training(task);
  if (task.kind !== "multiply") return undefined;
  const [a, b] = [theirs(task.a), theirs(task.b)];
  return () => ({ product: a.mmul(b).to1DArray() });
}

/** ml-matrix. */
export const mlMatrix: Peer = {
  name: "ml-matrix",
  precision: "float64",
  slow: true,
  start: (task) => {
    const made = work(task);
    return made && job(made);
  },
};
