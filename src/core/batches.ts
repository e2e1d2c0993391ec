/** Mini-batches of a data set, in an order that is drawn anew for every pass over it. */
import { finiteData, matrixOf, positiveInteger, refuse } from "./guard.js";
import { type Matrix, zeroMatrix } from "./matrix.js";
import { type Random, shuffle } from "./random.js";

/** Inputs (samples × features) and targets (samples × outputs). */
export interface Data {
  inputs: Matrix;
  targets: Matrix;
}

/** Requires finite inputs and as many rows of targets. */
export function requireData(name: string, data: Data): void {
  if (typeof data !== "object" || data === null)
    refuse(name, "data must be an object with inputs and targets", data);
  const { inputs, targets } = data;
  matrixOf(name, "inputs", inputs);
  matrixOf(name, "targets", targets);
  finiteData(name, "inputs", inputs.data);
  if (targets.rows !== inputs.rows)
    refuse(name, `targets must have ${inputs.rows} rows like the inputs`, targets);
}

/** A function that gives the next batch; the batch's memory is used again by the next one. */
export function batches(rng: Random, data: Data, batchSize: number | undefined): () => Data {
  const { inputs, targets } = data;
  const n = inputs.rows;
  if (batchSize === undefined) return () => data;
  positiveInteger("train", "batchSize", batchSize);
  if (batchSize > n) refuse("train", `batchSize must not exceed the ${n} samples`, batchSize);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const batch = {
    inputs: zeroMatrix(batchSize, inputs.cols, inputs.precision),
    targets: zeroMatrix(batchSize, targets.cols, targets.precision),
  };
  let at = n;
  return () => {
    if (at + batchSize > n) {
      shuffle(rng, order);
      at = 0;
    }
    for (let i = 0; i < batchSize; i++, at++) {
      copyRow(batch.inputs, i, inputs, order[at] as number);
      copyRow(batch.targets, i, targets, order[at] as number);
    }
    return batch;
  };
}

function copyRow(to: Matrix, row: number, from: Matrix, source: number): void {
  const { cols } = from;
  for (let j = 0; j < cols; j++) to.data[row * cols + j] = from.data[source * cols + j] as number;
}
