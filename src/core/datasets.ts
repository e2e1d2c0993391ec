/** Small data sets made from a seed, each with inputs (samples × features) and targets (samples × outputs). */
import { normal } from "./distributions.js";
import { cos, sin } from "./elementary.js";
import { notNegative, positiveInteger } from "./guard.js";
import { type Matrix, matrix, zeroMatrix } from "./matrix.js";
import type { Random } from "./random.js";

/** Points and their labels. */
export interface Dataset {
  inputs: Matrix;
  targets: Matrix;
}

/** `samples × features` independent standard normal numbers: the inputs of most experiments here. */
export function gaussianInputs(rng: Random, samples: number, features: number): Matrix {
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
  positiveInteger(name, "samples", samples);
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
  return planar("circles", rng, samples, noise, (t, label) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * cos(2 * Math.PI * t), radius * sin(2 * Math.PI * t)];
  });
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
