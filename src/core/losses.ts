/** Losses: each is a pair of functions, its mean over a batch and its gradient. */
import { exp, log, log1p } from "./elementary.js";
import { finiteData, refuse } from "./guard.js";
import { type Matrix, zeroMatrix } from "./matrix.js";

/** A loss over a batch: outputs and targets are (batch × outputs). */
export interface Loss {
  readonly name: string;
  /** The loss, averaged as the loss says. */
  value(outputs: Matrix, targets: Matrix): number;
  /** Its gradient with respect to the outputs, with the same averaging; written into `into` if given. */
  gradient(outputs: Matrix, targets: Matrix, into?: Matrix): Matrix;
}

function requireSameShape(name: string, outputs: Matrix, targets: Matrix, into = outputs): void {
  const shape = `${outputs.rows}×${outputs.cols} like the outputs`;
  if (outputs.rows !== targets.rows || outputs.cols !== targets.cols)
    refuse(name, `targets must be ${shape}`, targets);
  if (outputs.rows !== into.rows || outputs.cols !== into.cols) refuse(name, `into must be ${shape}`, into);
  finiteData(name, "targets", targets.data);
}

/** A loss that is a mean over all entries of a function of one output and its target. */
function entrywise(
  name: string,
  value: (y: number, t: number) => number,
  slope: (y: number, t: number) => number,
): Loss {
  return {
    name,
    value(outputs, targets) {
      requireSameShape(name, outputs, targets);
      let sum = 0;
      for (let i = 0; i < outputs.data.length; i++)
        sum += value(outputs.data[i] as number, targets.data[i] as number);
      return sum / outputs.data.length;
    },
    gradient(outputs, targets, into = zeroMatrix(outputs.rows, outputs.cols, outputs.precision)) {
      requireSameShape(name, outputs, targets, into);
      const n = outputs.data.length;
      for (let i = 0; i < n; i++)
        into.data[i] = slope(outputs.data[i] as number, targets.data[i] as number) / n;
      return into;
    },
  };
}

/** `Σ(y - t)²/(batch · outputs)`, PyTorch's `MSELoss`. */
export const meanSquared: Loss = entrywise(
  "meanSquared",
  (y, t) => (y - t) * (y - t),
  (y, t) => 2 * (y - t),
);

function probability(t: number): number {
  return t >= 0 && t <= 1 ? t : refuse("binaryCrossEntropy", "targets must lie in [0, 1]", t);
}

/**
 * `-t ln σ(y) - (1 - t) ln(1 - σ(y))` averaged over all entries, from logits y; targets in [0, 1].
 * Computed as `max(y, 0) - y t + ln(1 + e^-|y|)`, which never overflows.
 */
export const binaryCrossEntropy: Loss = entrywise(
  "binaryCrossEntropy",
  (y, t) => Math.max(y, 0) - y * probability(t) + log1p(exp(-Math.abs(y))),
  (y, t) => {
    const e = exp(-Math.abs(y));
    return (y >= 0 ? 1 / (1 + e) : e / (1 + e)) - probability(t);
  },
);

/** The largest entry of a row, and the sum of `e^(y - largest)`. */
function rowScale(outputs: Matrix, i: number): { top: number; sum: number } {
  const from = i * outputs.cols;
  let top = -Infinity;
  for (let j = 0; j < outputs.cols; j++) top = Math.max(top, outputs.data[from + j] as number);
  let sum = 0;
  for (let j = 0; j < outputs.cols; j++) sum += exp((outputs.data[from + j] as number) - top);
  return { top, sum };
}

/**
 * `-Σ t ln softmax(y)` of each row, averaged over the batch, from logits; targets are probabilities, as a rule
 * one-hot. A net that knows nothing has loss `ln C` for C classes.
 */
export const softmaxCrossEntropy: Loss = {
  name: "softmaxCrossEntropy",
  value(outputs, targets) {
    requireSameShape("softmaxCrossEntropy", outputs, targets);
    let total = 0;
    for (let i = 0; i < outputs.rows; i++) {
      const { top, sum } = rowScale(outputs, i);
      for (let j = 0; j < outputs.cols; j++) {
        const at = i * outputs.cols + j;
        total += (targets.data[at] as number) * (top + log(sum) - (outputs.data[at] as number));
      }
    }
    return total / outputs.rows;
  },
  gradient(outputs, targets, into = zeroMatrix(outputs.rows, outputs.cols, outputs.precision)) {
    requireSameShape("softmaxCrossEntropy", outputs, targets, into);
    for (let i = 0; i < outputs.rows; i++) {
      const { top, sum } = rowScale(outputs, i);
      let weight = 0;
      for (let j = 0; j < outputs.cols; j++) weight += targets.data[i * outputs.cols + j] as number;
      for (let j = 0; j < outputs.cols; j++) {
        const at = i * outputs.cols + j;
        const probability = exp((outputs.data[at] as number) - top) / sum;
        into.data[at] = (weight * probability - (targets.data[at] as number)) / outputs.rows;
      }
    }
    return into;
  },
};

/** The losses by name. */
export const losses = { meanSquared, binaryCrossEntropy, softmaxCrossEntropy } as const;
