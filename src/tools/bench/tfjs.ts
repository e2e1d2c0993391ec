/** The tasks in TensorFlow.js (float32), by its cpu and its wasm backend. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { Matrix } from "../../core/matrix.js";
import { binShares, type LayerFigures, passFigures } from "./figures.js";
import {
  type Figures,
  type Job,
  job,
  moments,
  type PassTask,
  type Peer,
  type Task,
  type TrainingTask,
} from "./task.js";

type Tensor2D = tf.Tensor2D;
const theirs = (m: Matrix): Tensor2D => tf.tensor2d(m.data as Float32Array, [m.rows, m.cols]);
const single = (t: tf.Tensor): number => t.dataSync()[0] as number;
/** A product with a side transposed: the backend's own `transposeA` and `transposeB` are many times slower. */
const timesTransposed = (a: tf.Tensor, b: tf.Tensor): Tensor2D =>
  tf.matMul(a as Tensor2D, tf.transpose(b as Tensor2D));
const transposedTimes = (a: tf.Tensor, b: tf.Tensor): Tensor2D =>
  tf.matMul(tf.transpose(a as Tensor2D), b as Tensor2D);
const rms = (t: tf.Tensor): number => single(tf.sqrt(tf.mean(tf.square(t))));

function layerFigures(h: Tensor2D): LayerFigures {
  const all = tf.moments(h);
  return {
    mean: single(all.mean),
    std: single(tf.sqrt(all.variance)),
    sampleStd: single(tf.sqrt(tf.mean(tf.moments(h, 0).variance))),
    unitSpread: single(tf.sqrt(tf.mean(tf.moments(h, 1).variance))),
    meanSquare: single(tf.mean(tf.square(h))),
    saturatedShare: single(tf.mean(tf.cast(tf.greater(tf.abs(h), 0.97), "float32"))),
    zeroShare: single(tf.mean(tf.cast(tf.equal(h, 0), "float32"))),
  };
}

function pass(task: PassTask): Job {
  const weights = task.net.layers.map((layer) => theirs(layer.weights));
  const biases = task.net.layers.map((layer) => tf.tensor1d(layer.biases as Float32Array));
  const inputs = theirs(task.inputs);
  const upstream = task.upstream && theirs(task.upstream);
  const run = (): Figures => {
    const activations = [inputs];
    weights.forEach((w, l) => {
      const z = timesTransposed(activations[l] as Tensor2D, w);
      activations.push(tf.tanh(tf.add(z, biases[l] as tf.Tensor1D)) as Tensor2D);
    });
    const layers = activations.map(layerFigures);
    const histograms = activations.slice(1).map((h) => binShares(h.dataSync()));
    if (!upstream) return passFigures(layers, histograms);
    let gradient = upstream;
    const [sizes, weightSizes] = [[rms(gradient)], [] as number[]];
    for (let l = weights.length - 1; l >= 0; l--) {
      const slope = tf.sub(1, tf.square(activations[l + 1] as Tensor2D));
      const delta = tf.mul(gradient, slope) as Tensor2D;
      weightSizes.unshift(rms(transposedTimes(delta, activations[l] as Tensor2D)));
      gradient = tf.matMul(delta, weights[l] as Tensor2D);
      sizes.unshift(rms(gradient));
    }
    return passFigures(layers, histograms, sizes, weightSizes);
  };
  return job(
    () => tf.tidy(run as unknown as () => tf.TensorContainer) as unknown as Figures,
    () => tf.dispose([...weights, ...biases, inputs, ...(upstream ? [upstream] : [])]),
  );
}

type Parameters = { weights: tf.Tensor[]; biases: tf.Tensor[] };

/** The loss of a batch, and the parameters after one step down its gradient. */
function trainingStep(
  { weights, biases }: Parameters,
  inputs: Tensor2D,
  targets: Tensor2D,
  batch: Int32Array,
  learningRate: number,
): Parameters & { loss: tf.Tensor } {
  const rows = tf.tensor1d(batch, "int32");
  const wanted = tf.gather(targets, rows);
  const activations: tf.Tensor[] = [tf.gather(inputs, rows)];
  weights.forEach((w, l) => {
    const z = tf.add(timesTransposed(activations[l] as tf.Tensor, w), biases[l] as tf.Tensor);
    activations.push(l + 1 < weights.length ? tf.tanh(z) : z);
  });
  const logits = activations.at(-1) as tf.Tensor;
  const loss = tf.neg(tf.div(tf.sum(tf.mul(wanted, tf.logSoftmax(logits))), batch.length));
  const next: Parameters = { weights: [], biases: [] };
  let delta: tf.Tensor = tf.div(tf.sub(tf.softmax(logits), wanted), batch.length);
  for (let l = weights.length - 1; l >= 0; l--) {
    const [w, h] = [weights[l] as Tensor2D, activations[l] as tf.Tensor];
    const step = tf.mul(transposedTimes(delta, h), learningRate);
    next.weights.unshift(tf.sub(w, step));
    next.biases.unshift(tf.sub(biases[l] as tf.Tensor, tf.mul(tf.sum(delta, 0), learningRate)));
    if (l > 0) delta = tf.mul(tf.matMul(delta as Tensor2D, w), tf.sub(1, tf.square(h)));
  }
  return { ...next, loss };
}

function training({ net, data, batches, learningRate }: TrainingTask): Job {
  const [inputs, targets] = [theirs(data.inputs), theirs(data.targets)];
  const run = (): Figures => {
    let weights: tf.Tensor[] = net.layers.map((layer) => theirs(layer.weights));
    let biases: tf.Tensor[] = net.layers.map((layer) => tf.tensor1d(layer.biases as Float32Array));
    const losses = batches.map((batch) => {
      const next = tf.tidy(() => trainingStep({ weights, biases }, inputs, targets, batch, learningRate));
      tf.dispose([weights, biases]);
      ({ weights, biases } = next);
      return numbersOf(next.loss)[0] as number;
    });
    tf.dispose([weights, biases]);
    return { losses };
  };
  return job(run, () => tf.dispose([inputs, targets]));
}

function start(task: Task): Job {
  if (task.kind === "pass") return pass(task);
  if (task.kind === "training") return training(task);
  if (task.kind === "sampling") {
    const draw = job(() => ({ numbers: numbersOf(tf.randomNormal([task.count])) }));
    return { ...draw, figures: async () => moments((await draw.figures()).numbers as ArrayLike<number>) };
  }
  const [a, b] = [theirs(task.a), theirs(task.b)];
  return job(
    () => ({ product: numbersOf(tf.matMul(a, b)) }),
    () => tf.dispose([a, b]),
  );
}

/** The numbers of a tensor, which is then let go. */
function numbersOf(tensor: tf.Tensor): ArrayLike<number> {
  const numbers = tensor.dataSync();
  tensor.dispose();
  return numbers;
}

/** TensorFlow.js with one of its backends; only one backend works at a time, so every sample chooses its own. */
export function tfjs(backend: "cpu" | "wasm"): Peer {
  tf.enableProdMode();
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return {
    name: `tfjs ${backend}`,
    precision: "float32",
    ...(backend === "cpu" && { slow: true }),
    start: async (task) => {
      await tf.setBackend(backend);
      const made = start(task);
      const choose = async <T>(work: () => T | Promise<T>): Promise<T> => {
        if (tf.getBackend() !== backend) await tf.setBackend(backend);
        return work();
      };
      return {
        sample: (repeats) => choose(() => made.sample(repeats)),
        figures: () => choose(() => made.figures()),
        end: () => made.end?.(),
      };
    },
  };
}
