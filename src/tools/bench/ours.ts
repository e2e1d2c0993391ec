/** The tasks in this project's own library. */
import { normal } from "../../core/distributions.js";
import { largeRun } from "../../core/large-run.js";
import { softmaxCrossEntropy } from "../../core/losses.js";
import { multiply, type Precision, zeroMatrix } from "../../core/matrix.js";
import { backward, forward } from "../../core/mlp.js";
import { random } from "../../core/random.js";
import { layerHistograms, type SignalRow, signals } from "../../core/signals.js";
import type { Histogram } from "../../core/statistics.js";
import { sgd, train } from "../../core/training.js";
import { bins, type Figures, job, moments, type PassTask, type Peer, type Task } from "./task.js";

/** The figures of a pass from its rows and histograms. */
function passFigures(rows: readonly SignalRow[], histograms: readonly Histogram[]): Figures {
  const gradients = rows.flatMap((row) => row.gradientRms ?? []);
  return {
    moments: rows.flatMap((row) => [row.mean, row.std, row.sampleStd, row.unitSpread, row.meanSquare]),
    shares: [
      ...rows.map((row) => row.zeroShare),
      ...rows.slice(1).map((row) => row.saturatedShare),
      ...histograms.flatMap(({ shares }) => shares),
    ],
    ...(gradients.length > 0 && {
      gradients,
      weightGradients: rows.flatMap((row) => row.weightGradientRms ?? []),
    }),
  };
}

/** In float64 everything is kept: the trace and the gradients; in float32 it is a large run. */
function pass({ net, inputs, upstream }: PassTask, precision: Precision): Figures {
  if (precision === "float32") {
    const wanted = upstream && { outputGradient: upstream };
    const { rows, histograms } = largeRun(net, inputs, { ...wanted, histogram: bins });
    return passFigures(rows, histograms);
  }
  const trace = forward(net, inputs);
  const gradients = upstream && backward(net, trace, upstream);
  return passFigures(signals(trace, gradients), layerHistograms(trace, bins));
}

function work(task: Task, precision: Precision): () => Figures {
  switch (task.kind) {
    case "multiply": {
      const into = zeroMatrix(task.a.rows, task.b.cols, precision);
      return () => ({ product: multiply(task.a, task.b, { into }).data });
    }
    case "pass":
      return () => pass(task, precision);
    case "training": {
      const { net, data, batches, learningRate, seed } = task;
      const options = { loss: softmaxCrossEntropy, optimizer: sgd({ learningRate }) };
      const size = { steps: batches.length, batchSize: batches[0]?.length ?? 1 };
      return () => ({ losses: train(random(seed), net, data, { ...options, ...size }).losses });
    }
    case "sampling": {
      const numbers = precision === "float32" ? new Float32Array(task.count) : new Float64Array(task.count);
      return () => ({ numbers: normal(0, 1).fill(random("bench/normal"), numbers) });
    }
  }
}

/** This library in one precision. */
export function ours(precision: Precision): Peer {
  return {
    name: "initlab",
    precision,
    start: (task) => {
      const made = job(work(task, precision));
      return task.kind === "sampling"
        ? { ...made, figures: async () => moments((await made.figures()).numbers as ArrayLike<number>) }
        : made;
    },
  };
}
