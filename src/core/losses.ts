/** Losses: each is a pair of functions, its mean over a batch and its gradient. */
import { exp, log1p, square } from "./elementary.js";
import { refuse } from "./guard.js";
import { type Loss, mean, requireSameShape, zerosLike } from "./loss.js";
import { inRange } from "./range.js";
import { softmaxCrossEntropy } from "./softmax.js";

export { type Loss, softmaxCrossEntropy };

/** A loss that is a mean over all n entries: `value` gives one term times `r²`, `slope` one entry of the gradient. */
function entrywise(
  name: string,
  value: (y: number, t: number, r: number) => number,
  slope: (y: number, t: number, n: number) => number,
): Loss {
  return {
    name,
    value(outputs, targets) {
      requireSameShape(name, outputs, targets);
      return mean(name, outputs, outputs.data.length, (r) => {
        let sum = 0;
        for (let i = 0; i < outputs.data.length; i++)
          sum += value(outputs.data[i] as number, targets.data[i] as number, r);
        return sum;
      });
    },
    gradient(outputs, targets, into = zerosLike(name, outputs)) {
      requireSameShape(name, outputs, targets, into);
      const n = outputs.data.length;
      const finite = outputs.data.every(Number.isFinite);
      for (let i = 0; i < n; i++)
        into.data[i] = slope(outputs.data[i] as number, targets.data[i] as number, n);
      if (finite && !into.data.every(Number.isFinite))
        inRange(name, "the gradient", Infinity, into.precision);
      return into;
    },
  };
}

/** `Σ(y - t)²/(batch · outputs)`, PyTorch's `MSELoss`. */
export const meanSquared: Loss = entrywise(
  "meanSquared",
  (y, t, r) => square(y * r - t * r),
  (y, t, n) => {
    const share = (y - t) / n;
    return 2 * (Number.isFinite(share) ? share : y / n - t / n);
  },
);

function probability(t: number): number {
  return t >= 0 && t <= 1 ? t : refuse("binaryCrossEntropy", "targets must lie in [0, 1]", t);
}

/**
 * `-t ln σ(y) - (1 - t) ln(1 - σ(y))` averaged over all entries, from logits y; targets in [0, 1].
 * Computed as `|y| (1 - t, or t for y < 0) + ln(1 + e^-|y|)`, two terms that are not negative: nothing overflows and
 * nothing cancels, so that the loss of a sure and right answer has all its digits.
 */
export const binaryCrossEntropy: Loss = entrywise(
  "binaryCrossEntropy",
  (y, t, r) => {
    const wrong = y >= 0 ? 1 - probability(t) : probability(t);
    return r * r * (Math.abs(y) * wrong + log1p(exp(-Math.abs(y))));
  },
  (y, t, n) => {
    const e = exp(-Math.abs(y));
    return ((y >= 0 ? 1 / (1 + e) : e / (1 + e)) - probability(t)) / n;
  },
);

/** The losses by name. */
export const losses = { meanSquared, binaryCrossEntropy, softmaxCrossEntropy } as const;
