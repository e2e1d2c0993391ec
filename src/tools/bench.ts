/**
 * `npm run bench`: our matrices against mathjs in one process: a multiply of 1000×500 by 500×500, and one
 * forward and backward pass of ten tanh layers of 500 units on 1000 inputs. Medians, printed as ratios.
 */
import { all, create, type Matrix as MathMatrix } from "mathjs";
import {
  backward,
  forward,
  gaussianInputs,
  type Matrix,
  type Mlp,
  mlp,
  multiply,
  normal,
  random,
  toArrays,
  xavierNormal,
} from "../core/index.js";

const math = create(all);
const [rows, width, depth] = [1000, 500, 10];
const rng = random("benchmark");

/** The middle duration of `runs` calls, in milliseconds, and the last call's result. */
function median<T>(runs: number, work: () => T): { time: number; result: T } {
  const times: number[] = [];
  let result: T;
  do {
    const start = performance.now();
    result = work();
    times.push(performance.now() - start);
  } while (times.length < runs);
  times.sort((a, b) => a - b);
  return { time: times[times.length >> 1] as number, result };
}

const theirs = (matrix: Matrix): MathMatrix => math.matrix(toArrays(matrix), "dense", "number");
const product = (a: MathMatrix, b: MathMatrix): MathMatrix => math.multiply(a, b);

/** Element by element on plain rows, which is many times faster than mathjs's own map. */
function elementwise(matrix: MathMatrix, f: (x: number, row: number, column: number) => number): MathMatrix {
  const rows = matrix.valueOf() as number[][];
  return math.matrix(
    rows.map((row, i) => row.map((x, j) => f(x, i, j))),
    "dense",
    "number",
  );
}

/** mathjs's forward and backward pass; returns the gradient of the first layer's weights. */
function mathjsPass(inputs: MathMatrix, weights: MathMatrix[]): MathMatrix {
  const activations = [inputs];
  for (const layer of weights) {
    const sums = product(activations.at(-1) as MathMatrix, math.transpose(layer));
    activations.push(elementwise(sums, Math.tanh));
  }
  let gradient = activations.at(-1) as MathMatrix;
  let weightGradient = gradient;
  for (let layer = weights.length - 1; layer >= 0; layer--) {
    const outputs = (activations[layer + 1] as MathMatrix).valueOf() as number[][];
    const slope = (y: number): number => 1 - y * y;
    const sums = elementwise(gradient, (g, i, j) => g * slope(outputs[i]?.[j] as number));
    weightGradient = product(math.transpose(sums), activations[layer] as MathMatrix);
    gradient = product(sums, weights[layer] as MathMatrix);
  }
  return weightGradient;
}

function ourPass(inputs: Matrix, net: Mlp): Matrix {
  const trace = forward(net, inputs);
  return backward(net, trace, trace.outputs).layers[0]?.weights as Matrix;
}

/** The largest difference, relative to the largest value: both must compute the same. */
function apart(ours: Matrix, other: MathMatrix): number {
  const values = (other.valueOf() as number[][]).flat();
  let [difference, largest] = [0, 0];
  values.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(value - (ours.data[index] as number)));
    largest = Math.max(largest, Math.abs(value));
  });
  return difference / largest;
}

interface Contest {
  name: string;
  ours: () => Matrix;
  theirs: () => MathMatrix;
}

function contests(): Contest[] {
  const a = normal(0, 1).matrix(rng.split("a"), rows, width);
  const b = normal(0, 1).matrix(rng.split("b"), width, width);
  const [mathA, mathB] = [theirs(a), theirs(b)];
  const net = mlp(rng.split("net"), {
    sizes: Array.from({ length: depth + 1 }, () => width),
    activation: "tanh",
    output: "tanh",
    weights: xavierNormal(),
  });
  const inputs = gaussianInputs(rng.split("inputs"), rows, width);
  const mathInputs = theirs(inputs);
  const mathWeights = net.layers.map((layer) => theirs(layer.weights));
  return [
    {
      name: `multiply ${rows}×${width} by ${width}×${width}`,
      ours: () => multiply(a, b),
      theirs: () => product(mathA, mathB),
    },
    {
      name: `${depth} × ${width} tanh, ${rows} inputs, forward and backward`,
      ours: () => ourPass(inputs, net),
      theirs: () => mathjsPass(mathInputs, mathWeights),
    },
  ];
}

/** `bench [runs of each]`, 5 by default; returns the exit code. */
export function main([given]: string[]): number {
  const runs = Number(given ?? 5);
  if (!Number.isInteger(runs) || runs < 1) {
    console.error(`bench: the number of runs must be a positive integer, got ${given}`);
    return 1;
  }
  let same = true;
  for (const contest of contests()) {
    console.log(contest.name);
    const ours = median(runs, contest.ours);
    console.log(`  initlab ${ours.time.toFixed(1)} ms`);
    const others = median(runs, contest.theirs);
    console.log(`  mathjs  ${others.time.toFixed(1)} ms`);
    console.log(`  mathjs takes ${(others.time / ours.time).toFixed(1)} times as long`);
    const difference = apart(ours.result, others.result);
    same &&= difference < 1e-9;
    console.log(`  largest relative difference of the results: ${difference.toExponential(1)}`);
  }
  if (!same) console.error("The results differ.");
  return same ? 0 : 1;
}
