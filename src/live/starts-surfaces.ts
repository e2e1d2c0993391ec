/** Losses over two weights, with several valleys, and the places where their slope is 0. */
import { tanh } from "../core/activations.js";
import { exp } from "../core/elementary.js";
import type { Plane } from "./maps.js";

/** A place of the plane. */
export type Point = readonly [number, number];

/** A bottom or a saddle, with its loss. */
export interface Rest {
  name: string;
  at: Point;
  loss: number;
}

/** A loss over the plane. */
export interface Surface {
  name: string;
  /** The names of the two weights. */
  axes: readonly [string, string];
  plane: Plane;
  /** The range of a chart of the loss, and whether its axis is logarithmic. */
  range: { low: number; high: number; log: boolean };
  /** The losses at which contour lines are drawn. */
  levels: readonly number[];
  loss(x: number, y: number): number;
  /** `(∂L/∂x, ∂L/∂y)`. */
  gradient(x: number, y: number): Point;
  /** The place in `valleys` of the valley on whose floor `(x, y)` lies, −1 for none. */
  floorAt(x: number, y: number): number;
  valleys: readonly Rest[];
  saddles: readonly Rest[];
}

type Bare = Omit<Surface, "valleys" | "saddles">;

/** Follows Newton's method to a place of slope 0 near `from`; the second derivatives are differences of the gradient. */
function restNear(surface: Bare, name: string, from: Point): Rest {
  let [x, y] = from;
  const h = 1e-4;
  for (let i = 0; i < 50; i++) {
    const [gx, gy] = surface.gradient(x, y);
    const [right, left] = [surface.gradient(x + h, y), surface.gradient(x - h, y)];
    const [up, down] = [surface.gradient(x, y + h), surface.gradient(x, y - h)];
    const xx = (right[0] - left[0]) / (2 * h);
    const yy = (up[1] - down[1]) / (2 * h);
    const xy = (right[1] - left[1]) / (2 * h);
    const determinant = xx * yy - xy * xy;
    x -= (yy * gx - xy * gy) / determinant;
    y -= (xx * gy - xy * gx) / determinant;
  }
  return { name, at: [x, y], loss: surface.loss(x, y) };
}

function complete(surface: Bare, valleys: readonly Point[], saddles: readonly Point[]): Surface {
  return {
    ...surface,
    valleys: valleys.map((from, i) => restNear(surface, "ABCD"[i] as string, from)),
    saddles: saddles.map((from) => restNear(surface, "saddle", from)),
  };
}

/** Pits `depth · e^(−distance²/(2 width²))` in a shallow bowl: centre, depth, width. */
const pits = [
  [1.55, 1.35, 1.75, 0.55],
  [1.25, -1.35, 1.3, 0.8],
  [-1.5, 1.3, 1.0, 0.85],
  [-1.45, -1.45, 0.75, 0.75],
] as const;
const RIM = 1.6;
const BOWL = 0.05;

const hills: Bare = {
  name: "four valleys",
  axes: ["weight 1", "weight 2"],
  plane: { left: -3, right: 3, bottom: -3, top: 3 },
  range: { low: 0, high: 2.5, log: false },
  levels: [0.2, 0.4, 0.6, 0.85, 1.05, 1.15, 1.3, 1.45, 1.6, 1.8, 2, 2.2, 2.4],
  loss(x, y) {
    let sum = RIM + BOWL * (x * x + y * y);
    for (const [a, b, depth, width] of pits)
      sum -= depth * exp(-((x - a) * (x - a) + (y - b) * (y - b)) / (2 * width * width));
    return sum;
  },
  gradient(x, y) {
    let [gx, gy] = [2 * BOWL * x, 2 * BOWL * y];
    for (const [a, b, depth, width] of pits) {
      const square = width * width;
      const pull = (depth / square) * exp(-((x - a) * (x - a) + (y - b) * (y - b)) / (2 * square));
      gx += pull * (x - a);
      gy += pull * (y - b);
    }
    return [gx, gy];
  },
  floorAt: (x, y) => pits.findIndex(([a, b]) => Math.max(Math.abs(x - a), Math.abs(y - b)) < 0.3),
};

/** The samples that the two-weight net is to reproduce: `v tanh(w x)` with w = 1.5 and v = 1. */
export const samples: readonly Point[] = [-0.5, 1, 2].map((x) => [x, tanh.value(1.5 * x)]);

const twoWeights: Bare = {
  name: "a net of two weights",
  axes: ["w", "v"],
  plane: { left: -3, right: 3, bottom: -3, top: 3 },
  range: { low: 0.001, high: 10, log: true },
  levels: [0.02, 0.1, 0.25, 0.5, 0.73, 1.2, 2, 3.2, 5, 8, 12],
  loss(w, v) {
    let sum = 0;
    for (const [x, t] of samples) {
      const error = v * tanh.value(w * x) - t;
      sum += error * error;
    }
    return sum / samples.length;
  },
  gradient(w, v) {
    let [gw, gv] = [0, 0];
    for (const [x, t] of samples) {
      const h = tanh.value(w * x);
      const error = (2 * (v * h - t)) / samples.length;
      gw += error * v * tanh.slope(w * x) * x;
      gv += error * h;
    }
    return [gw, gv];
  },
  // both valleys are long: what counts is that the fit is good, and the sign tells the two apart
  floorAt: (w, v) => (twoWeights.loss(w, v) > 0.02 ? -1 : w > 0 ? 0 : 1),
};

/** The surfaces by key. `net` is the mean squared error of `y = v tanh(w x)`. */
export const surfaces: Readonly<Record<string, Surface>> = {
  hills: complete(
    hills,
    [
      [1.5, 1.3],
      [1.2, -1.3],
      [-1.4, 1.2],
      [-1.3, -1.3],
    ],
    [
      [1.25, 0.15],
      [0.2, 1],
      [-0.35, -1.2],
      [-1.25, -0.2],
    ],
  ),
  net: complete(
    twoWeights,
    [
      [1.5, 1],
      [-1.5, -1],
    ],
    [[0.01, 0.01]],
  ),
};
