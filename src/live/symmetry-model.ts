/** A small net that starts with one constant plus a spread, and how far its units are apart step by step. */
import type { ActivationName } from "../core/activations.js";
import { circles, xor } from "../core/datasets.js";
import { normal, point } from "../core/distributions.js";
import { binaryCrossEntropy } from "../core/losses.js";
import type { Matrix } from "../core/matrix.js";
import { mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { unitSpread } from "../core/signals.js";
import { type Data, sgd, type TrainingStep, trainSteps } from "../core/training.js";
import { type WatchedTraining, watchTraining } from "./watched-training.js";

/** How the biases begin: at 0, all at one half, or drawn from `N(0, 0.1²)`. */
export type BiasStart = "zero" | "half" | "random";

/** What the explorer is asked for. */
export interface SymmetrySettings {
  data: "circles" | "xor";
  /** Units per hidden layer. */
  hidden: readonly number[];
  /** The constant, and the std of what is added to each weight. */
  weight: number;
  spread: number;
  biases: BiasStart;
  activation: ActivationName;
  seed: number;
  learningRate: number;
}

/** A run in use. `curve` holds the loss, then the spread of each hidden layer. */
export interface SymmetryRun extends WatchedTraining {
  data: Data;
}

/** How far a run may go. */
const MOST_STEPS = 200_000;

const biasStarts = { zero: point(0), half: point(0.5), random: normal(0, 0.1) } as const;

/** The points. The outer circle has one more, so that even equal units see an error that does not sum to 0. */
function symmetryData({ data, seed }: Pick<SymmetrySettings, "data" | "seed">): Data {
  return data === "xor" ? xor() : circles(random(seed).split("data"), 81, 0.05);
}

/** The run at step 0. */
export function symmetryRun(settings: SymmetrySettings): SymmetryRun {
  const { hidden, weight, spread, biases, activation, learningRate } = settings;
  const rng = random(settings.seed);
  const data = symmetryData(settings);
  const weights = normal(weight, spread);
  const sizes = [2, ...hidden, 1];
  const net = mlp(rng.split("net"), { sizes, activation, weights, biases: biasStarts[biases] });
  const optimizer = sgd({ learningRate });
  const options = { loss: binaryCrossEntropy, optimizer, steps: MOST_STEPS };
  const steps = trainSteps(rng.split("training"), net, data, options);
  const watched = ({ loss, trace }: TrainingStep): number[] => {
    const hidden = trace.layers.slice(0, -1);
    return [loss, ...hidden.map(({ activations }) => apartness(activations))];
  };
  return { data, ...watchTraining(steps, watched) };
}

/** How far the units are apart; NaN once they have left the finite numbers. */
export function apartness(activations: Matrix): number {
  return activations.data.every(Number.isFinite) ? unitSpread(activations) : NaN;
}

/** The largest difference, over all samples, of what two units (columns) put out. */
function distance(activations: Matrix, a: number, b: number): number {
  let most = 0;
  for (let i = 0; i < activations.data.length; i += activations.cols)
    most = Math.max(
      most,
      Math.abs((activations.data[i + a] as number) - (activations.data[i + b] as number)),
    );
  return most;
}

/**
 * The kind of each unit: 0 for the first and all that put out the same as it within `tolerance` for every sample, 1 for
 * the next that does not, and so on. With tolerance 0, units of a kind are equal to the last bit.
 */
export function unitKinds(activations: Matrix, tolerance: number): number[] {
  const firsts: number[] = [];
  return Array.from({ length: activations.cols }, (_, unit) => {
    const kind = firsts.findIndex((first) => distance(activations, first, unit) <= tolerance);
    if (kind >= 0) return kind;
    return firsts.push(unit) - 1;
  });
}

/** How far apart units must be to count as different kinds: a difference that can be seen. */
export const VISIBLE = 0.01;
