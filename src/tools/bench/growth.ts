/** How the cost of a pass grows with the depth and with the width of the net. */
import { normal } from "../../core/distributions.js";
import { xavierNormal } from "../../core/initializers.js";
import type { Precision } from "../../core/matrix.js";
import { mlp } from "../../core/mlp.js";
import { random } from "../../core/random.js";
import { ours } from "./ours.js";
import { medians, type Rounds } from "./race.js";
import type { Job, PassTask } from "./task.js";

/** One net: milliseconds of a whole pass forward and backward in both precisions. */
export interface GrowthRow {
  depth: number;
  width: number;
  float64: number;
  float32: number;
  /** Billions of additions and multiplications a second in the products of the float32 pass. */
  rate: number;
}

export const SAMPLES = 250;
const nets: [depth: number, width: number][] = [
  [5, 250],
  [10, 250],
  [20, 250],
  [40, 250],
  [10, 125],
  [10, 500],
  [10, 1000],
];
const rounds: Rounds = { least: 5, most: 9, enough: 1000 };

function pass(depth: number, width: number, precision: Precision): PassTask {
  const rng = random(`growth/${depth}/${width}`);
  const sizes = new Array<number>(depth + 1).fill(width);
  const net = mlp(rng.split("net"), { sizes, output: "tanh", weights: xavierNormal(), precision });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), SAMPLES, width, precision);
  return {
    kind: "pass",
    net,
    inputs,
    upstream: normal(0, 1).matrix(rng.split("upstream"), SAMPLES, width, precision),
  };
}

/** Measures every net. */
export async function growth(): Promise<GrowthRow[]> {
  const rows: GrowthRow[] = [];
  for (const [depth, width] of nets) {
    const start = (precision: Precision): Job => ours(precision).start(pass(depth, width, precision)) as Job;
    const [float64, float32] = (await medians([start("float64"), start("float32")], rounds)) as [
      number,
      number,
    ];
    const operations = 6 * depth * width * width * SAMPLES;
    rows.push({ depth, width, float64, float32, rate: operations / float32 / 1e6 });
  }
  return rows;
}
