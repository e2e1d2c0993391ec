/** The cross-entropy of classes, from logits. */
import { exp, log1p } from "./elementary.js";
import { refuse } from "./guard.js";
import { type Loss, mean, requireSameShape, zerosLike } from "./loss.js";
import type { Matrix } from "./matrix.js";

/** A row's largest logit, the sum of `e^(y - top)`, and the rest of that sum without the first of the largest. */
interface RowScale {
  top: number;
  sum: number;
  rest: number;
}

function rowScale({ data, cols }: Matrix, i: number): RowScale {
  const from = i * cols;
  let place = from;
  for (let at = from + 1; at < from + cols; at++)
    if (!((data[at] as number) <= (data[place] as number))) place = at;
  const top = data[place] as number;
  let [sum, rest] = [0, 0];
  for (let at = from; at < from + cols; at++) {
    const e = exp((data[at] as number) - top);
    sum += e;
    if (at !== place) rest += e;
  }
  return { top, sum, rest };
}

/** How far the targets of a row may be from adding up to 1: sums of float32 numbers are. */
const SLACK = 1e-5;

/** Requires that every row of targets is a distribution over the classes. */
function requireDistributions(name: string, { data, rows, cols }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let at = i * cols; at < (i + 1) * cols; at++) {
      const t = data[at] as number;
      if (!(t >= 0 && t <= 1)) refuse(name, `targets of row ${i} must lie in [0, 1]`, t);
      sum += t;
    }
    if (!(Math.abs(sum - 1) <= SLACK)) refuse(name, `targets of row ${i} must add up to 1`, sum);
  }
}

/**
 * `-Σ t ln softmax(y)` of each row, averaged over the batch, from logits; the targets of a row are probabilities that add
 * up to 1 (within 1e-5), as a rule one-hot. A net that knows nothing has loss `ln C` for C classes.
 * Computed as `Σ t ((top - y) + ln(1 + rest))` with the largest logit and the sum of the others' `e^(y - top)`: only
 * differences of logits count, and the loss of a sure and right answer has all its digits.
 */
export const softmaxCrossEntropy: Loss = {
  name: "softmaxCrossEntropy",
  value(outputs, targets) {
    requireSameShape("softmaxCrossEntropy", outputs, targets);
    requireDistributions("softmaxCrossEntropy", targets);
    if (!outputs.data.every(Number.isFinite)) return NaN;
    return mean("softmaxCrossEntropy", outputs, outputs.rows, (r) => {
      let total = 0;
      for (let i = 0; i < outputs.rows; i++) total += rowLoss(outputs, targets, i, r * r);
      return total;
    });
  },
  gradient(outputs, targets, into = zerosLike("softmaxCrossEntropy", outputs)) {
    requireSameShape("softmaxCrossEntropy", outputs, targets, into);
    requireDistributions("softmaxCrossEntropy", targets);
    if (!outputs.data.every(Number.isFinite)) into.data.fill(NaN);
    else for (let i = 0; i < outputs.rows; i++) rowGradient(outputs, targets, i, into);
    return into;
  },
};

/** The loss of one row, times `unit`. */
function rowLoss(outputs: Matrix, targets: Matrix, i: number, unit: number): number {
  const { top, rest } = rowScale(outputs, i);
  const beyond = unit * log1p(rest);
  let total = 0;
  for (let at = i * outputs.cols; at < (i + 1) * outputs.cols; at++) {
    const t = targets.data[at] as number;
    if (t > 0) total += t * (top * unit - (outputs.data[at] as number) * unit + beyond);
  }
  return total;
}

/** `(softmax(y) - t)/batch` for one row. */
function rowGradient(outputs: Matrix, targets: Matrix, i: number, into: Matrix): void {
  const { top, sum } = rowScale(outputs, i);
  const [from, to] = [i * outputs.cols, (i + 1) * outputs.cols];
  let weight = 0;
  for (let at = from; at < to; at++) weight += targets.data[at] as number;
  for (let at = from; at < to; at++) {
    const probability = exp((outputs.data[at] as number) - top) / sum;
    into.data[at] = (weight * probability - (targets.data[at] as number)) / outputs.rows;
  }
}
