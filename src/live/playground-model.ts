/** Two nets that differ in nothing but how their weights began, trained side by side on points in the plane. */
import type { ActivationName } from "../core/activations.js";
import { circles, type Dataset, moons, spirals, xor } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { constant, from, type Initializer } from "../core/initializers.js";
import { binaryCrossEntropy } from "../core/losses.js";
import { zeroMatrix } from "../core/matrix.js";
import { mlp } from "../core/mlp.js";
import { type Random, random } from "../core/random.js";
import { scheme } from "../core/schemes.js";
import { mean, std } from "../core/statistics.js";
import { adam, type Optimizer, sgd, type TrainingStep, trainSteps } from "../core/training.js";
import { type WatchedTraining, watchTraining } from "./watched-training.js";

/** The points. */
export type PlaygroundData = "spirals" | "circles" | "moons" | "xor";
/** The update rules. */
export type PlaygroundOptimizer = "plain" | "momentum" | "adam";

/** The starts to choose from: what a reader sees, and the rule. */
export const starts: Readonly<Record<string, { label: string; initializer: Initializer }>> = {
  zeros: { label: "all 0", initializer: scheme("zeros") },
  half: { label: "all 0.5", initializer: constant(0.5) },
  small: { label: "N(0, 0.01²)", initializer: from(normal(0, 0.01)) },
  large: { label: "N(0, 1)", initializer: from(normal(0, 1)) },
  lecun: { label: "LeCun, Var = 1/n", initializer: scheme("lecunNormal") },
  xavier: { label: "Xavier", initializer: scheme("xavierNormal") },
  he: { label: "He, Var = 2/n", initializer: scheme("heNormal") },
  pytorch: { label: "PyTorch's default", initializer: scheme("pytorchDefault") },
  orthogonal: { label: "orthogonal", initializer: scheme("orthogonal") },
};

/** What the playground is asked for. */
export interface PlaygroundSettings {
  data: PlaygroundData;
  depth: number;
  width: number;
  activation: ActivationName;
  optimizer: PlaygroundOptimizer;
  learningRate: number;
  seed: number;
}

/** How many points there are. */
export const SAMPLES = 200;

/** The corners of exclusive or, each `SAMPLES / 4` times, with normal noise. */
function cornerClouds(rng: Random): Dataset {
  const corners = xor();
  const [inputs, targets] = [zeroMatrix(SAMPLES, 2), zeroMatrix(SAMPLES, 1)];
  const noise = normal(0, 0.12).vector(rng, 2 * SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    for (let j = 0; j < 2; j++)
      inputs.data[2 * i + j] = corners.inputs.at(i % 4, j) + (noise[2 * i + j] as number);
    targets.data[i] = corners.targets.at(i % 4, 0);
  }
  return { inputs, targets };
}

const makers: Record<PlaygroundData, (rng: Random) => Dataset> = {
  spirals: (rng) => spirals(rng, SAMPLES, 0.02),
  circles: (rng) => circles(rng, SAMPLES, 0.1),
  moons: (rng) => moons(rng, SAMPLES, 0.12),
  xor: cornerClouds,
};

/** The points, each coordinate brought to mean 0 and std 1. */
export function playgroundData(data: PlaygroundData, seed: number): Dataset {
  const { inputs, targets } = makers[data](random(seed).split("data"));
  for (let j = 0; j < 2; j++) {
    const column = inputs.column(j);
    const [centre, width] = [mean(column), std(column)];
    column.forEach((x, i) => {
      inputs.data[2 * i + j] = (x - centre) / width;
    });
  }
  return { inputs, targets };
}

const optimizers: Record<PlaygroundOptimizer, (learningRate: number) => Optimizer> = {
  plain: (learningRate) => sgd({ learningRate }),
  momentum: (learningRate) => sgd({ learningRate, momentum: 0.9 }),
  adam: (learningRate) => adam({ learningRate }),
};

/** One net in training. `curve` holds the losses. */
export interface Side extends WatchedTraining {
  start: string;
}

/** How far a net may train. */
const MOST_STEPS = 50_000;

/** A net that begins with `start` (a key of `starts`). Both sides draw from the same stream, so equal starts are one net. */
export function side(settings: PlaygroundSettings, data: Dataset, start: string): Side {
  const { depth, width, activation, optimizer, learningRate, seed } = settings;
  const rng = random(seed);
  const sizes = [2, ...new Array<number>(depth).fill(width), 1];
  const weights = (starts[start] as { initializer: Initializer }).initializer;
  const net = mlp(rng.split("net"), { sizes, activation, weights });
  const options = {
    loss: binaryCrossEntropy,
    optimizer: optimizers[optimizer](learningRate),
    steps: MOST_STEPS,
  };
  const steps = trainSteps(rng.split("training"), net, data, options);
  return { start, ...watchTraining(steps, ({ loss }) => [loss]) };
}

/** Training steps per frame: as many as a frame of 40 ms has room for, at most 10. */
export function stepsPerFrame({ depth, width }: Pick<PlaygroundSettings, "depth" | "width">): number {
  const products = SAMPLES * (3 * width + (depth - 1) * width * width);
  return Math.max(1, Math.min(10, Math.floor(5e6 / products)));
}

/** The share of points on the right side of the boundary. */
export function rightShare({ trace }: TrainingStep, { targets }: Dataset): number {
  let right = 0;
  trace.outputs.data.forEach((y, i) => {
    if (y > 0 === (targets.data[i] as number) > 0.5) right += 1;
  });
  return right / targets.rows;
}
