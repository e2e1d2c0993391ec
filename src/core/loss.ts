/** What all losses share: their form, their doors, and means that do not overflow on the way. */
import { finiteData, matrixOf, refuse } from "./guard.js";
import { type Matrix, zeroMatrix } from "./matrix.js";
import { inRange, timesPower } from "./range.js";

/** A loss over a batch: outputs and targets are (batch × outputs). */
export interface Loss {
  readonly name: string;
  /**
   * The loss, averaged as the loss says. Outputs that are not finite give a loss that is not: so a training that has
   * diverged shows. Finite outputs whose loss is too large for a double are refused.
   */
  value(outputs: Matrix, targets: Matrix): number;
  /**
   * Its gradient with respect to the outputs, with the same averaging; written into `into` if given. What is `p - t` of a
   * probability and its target is right to 1.2e-16, as in PyTorch, and not to the last digit of a tiny difference.
   * NaN or infinite where outputs are not finite; refused if it is too large for its numbers though they are.
   */
  gradient(outputs: Matrix, targets: Matrix, into?: Matrix): Matrix;
}

/** A matrix of zeros of the shape and the precision of the outputs. */
export function zerosLike(name: string, outputs: Matrix): Matrix {
  matrixOf(name, "outputs", outputs);
  return zeroMatrix(outputs.rows, outputs.cols, outputs.precision);
}

/** Requires outputs, targets and the place for the gradient to be matrices of one shape, and the targets finite. */
export function requireSameShape(name: string, outputs: Matrix, targets: Matrix, into = outputs): void {
  for (const [what, m] of Object.entries({ outputs, targets, into })) matrixOf(name, what, m);
  const shape = `${outputs.rows}×${outputs.cols} like the outputs`;
  if (outputs.rows !== targets.rows || outputs.cols !== targets.cols)
    refuse(name, `targets must be ${shape}`, targets);
  if (outputs.rows !== into.rows || outputs.cols !== into.cols) refuse(name, `into must be ${shape}`, into);
  finiteData(name, "targets", targets.data);
}

/** `r² = 2^-1060` brings every sum of terms into the range of doubles. */
const TINY = timesPower(1, -530);

/**
 * The sum over `count`, where `total(r)` is the sum times `r²`: computed once more with a tiny r where it overflows, since
 * the mean may be a number all the same. Outputs that are not finite have a mean that is not.
 */
export function mean(name: string, outputs: Matrix, count: number, total: (r: number) => number): number {
  const plain = total(1) / count;
  if (Number.isFinite(plain) || !outputs.data.every(Number.isFinite)) return plain;
  return inRange(name, "the loss", total(TINY) / count / TINY / TINY);
}
