/** Small data sets made from a seed, each with inputs (samples × features) and targets (samples × outputs). */
import { normal } from "./distributions.js";
import { cos, sin } from "./elementary.js";
import {
  finite,
  finiteData,
  generator,
  matrixOf,
  notNegative,
  positiveInteger,
  refuse,
  room,
} from "./guard.js";
import { type Matrix, matrix, zeroMatrix } from "./matrix.js";
import { type Random, shuffle } from "./random.js";

export { digitsFrom } from "./digits.js";

/** Points and their targets. */
export interface Dataset {
  inputs: Matrix;
  targets: Matrix;
}

/** `samples × features` independent standard normal numbers: the inputs of most experiments here. */
export function gaussianInputs(rng: Random, samples: number, features: number): Matrix {
  generator("gaussianInputs", rng);
  positiveInteger("gaussianInputs", "samples", samples);
  positiveInteger("gaussianInputs", "features", features);
  room("gaussianInputs", "samples · features", samples * features, 8, "array");
  return normal(0, 1).matrix(rng, samples, features);
}

/** The four points of exclusive or, with targets 0 and 1: what no single unit can learn. */
export function xor(): Dataset {
  return {
    inputs: matrix([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]),
    targets: matrix([[0], [1], [1], [0]]),
  };
}

/** Points in the plane by class, `place(t, label)` with t running from 0 to 1 within each class, plus noise. */
function planar(
  name: string,
  rng: Random,
  samples: number,
  noise: number,
  place: (t: number, label: number) => [number, number],
): Dataset {
  generator(name, rng);
  room(name, "samples", positiveInteger(name, "samples", samples), 16, "array");
  notNegative(name, "noise", noise);
  const inputs = zeroMatrix(samples, 2);
  const targets = zeroMatrix(samples, 1);
  const jitter = normal(0, noise).vector(rng, 2 * samples);
  const half = Math.ceil(samples / 2);
  for (let i = 0; i < samples; i++) {
    const label = i < half ? 0 : 1;
    const count = label === 0 ? half : samples - half;
    const [x, y] = place((i - label * half) / Math.max(1, count - 1), label);
    inputs.data[2 * i] = x + (jitter[2 * i] as number);
    inputs.data[2 * i + 1] = y + (jitter[2 * i + 1] as number);
    targets.data[i] = label;
  }
  return { inputs, targets };
}

/** Two circles around the origin, radius 1 (label 0) and 0.5 (label 1). */
export function circles(rng: Random, samples: number, noise = 0.05): Dataset {
  const steps = Math.ceil(samples / 2);
  return planar("circles", rng, samples, noise, (t, label) => {
    const radius = label === 0 ? 1 : 0.5;
    // The last point stops one step short of the first, so that no place is taken twice.
    const angle = (2 * Math.PI * t * (steps - 1)) / steps;
    return [radius * cos(angle), radius * sin(angle)];
  });
}

/**
 * The share of rows in which outputs and targets have their largest entry in the same column, one column per class. Of
 * several equal largest outputs the first counts; a row of targets must have one largest entry.
 */
export function accuracy(outputs: Matrix, targets: Matrix): number {
  matrixOf("accuracy", "outputs", outputs);
  if (outputs.cols < 2)
    refuse("accuracy", "outputs must have two columns or more, one for each class", outputs);
  finiteData("accuracy", "outputs", outputs.data);
  matrixOf("accuracy", "targets", targets);
  if (outputs.rows !== targets.rows || outputs.cols !== targets.cols)
    refuse("accuracy", `targets must be ${outputs.rows}×${outputs.cols} like the outputs`, targets);
  finiteData("accuracy", "targets", targets.data);
  let right = 0;
  for (let i = 0; i < outputs.rows; i++) if (largest(outputs, i) === classOf(targets, i)) right += 1;
  return right / outputs.rows;
}

/** The column of the largest entry of a row, the first of several. */
function largest(m: Matrix, i: number): number {
  let best = 0;
  for (let j = 1; j < m.cols; j++)
    if ((m.data[i * m.cols + j] as number) > (m.data[i * m.cols + best] as number)) best = j;
  return best;
}

/** The column of the only largest entry of a row. */
function classOf(targets: Matrix, i: number): number {
  const best = largest(targets, i);
  const row = targets.row(i);
  if (row.indexOf(row[best] as number, best + 1) >= 0)
    refuse("accuracy", `targets of row ${i} must have one largest entry, in the column of the class`, row);
  return best;
}

/** A random share of the samples for training, the rest for testing. */
export function trainTestSplit(
  rng: Random,
  data: Dataset,
  testShare = 0.25,
): { train: Dataset; test: Dataset } {
  generator("trainTestSplit", rng);
  if (typeof data !== "object" || data === null)
    refuse("trainTestSplit", "data must be an object with inputs and targets", data);
  matrixOf("trainTestSplit", "inputs", data.inputs);
  matrixOf("trainTestSplit", "targets", data.targets);
  finite("trainTestSplit", "testShare", testShare);
  const n = data.inputs.rows;
  if (data.targets.rows !== n)
    refuse("trainTestSplit", `targets must have ${n} rows like the inputs`, data.targets);
  const testing = Math.round(n * testShare);
  if (!(testing >= 1 && testing < n))
    refuse("trainTestSplit", "testShare must leave samples on both sides", testShare);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  shuffle(rng, order);
  const take = (from: number, to: number): Dataset => ({
    inputs: rowsAt(data.inputs, order.subarray(from, to)),
    targets: rowsAt(data.targets, order.subarray(from, to)),
  });
  return { train: take(testing, n), test: take(0, testing) };
}

function rowsAt(m: Matrix, places: Uint32Array): Matrix {
  const out = zeroMatrix(places.length, m.cols, m.precision);
  places.forEach((place, i) => {
    out.row(i).set(m.row(place));
  });
  return out;
}

/** Two half moons that reach into each other. */
export function moons(rng: Random, samples: number, noise = 0.1): Dataset {
  return planar("moons", rng, samples, noise, (t, label) => {
    const [x, y] = [cos(Math.PI * t), sin(Math.PI * t)];
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
}

/** Two spiral arms, one and a half turns each. */
export function spirals(rng: Random, samples: number, noise = 0.05): Dataset {
  return planar("spirals", rng, samples, noise, (t, label) => {
    const angle = 3 * Math.PI * t + label * Math.PI;
    return [t * cos(angle), t * sin(angle)];
  });
}
