/** Doors of the core that would otherwise give a wrong number in silence: what they refuse, and in which words. */
import { test } from "node:test";
import { accuracy, digitsFrom, gaussianInputs, trainTestSplit, xor } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { eigenvalues } from "../core/eigenvalues.js";
import { gain } from "../core/gain.js";
import { from, heNormal, orthogonal } from "../core/initializers.js";
import { qr, rank, singularValues } from "../core/linalg.js";
import { binaryCrossEntropy, losses } from "../core/losses.js";
import { columnSums, identity, matrix, multiply, values, zeroMatrix } from "../core/matrix.js";
import { backward, forward, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { scheme } from "../core/schemes.js";
import { layerHistograms } from "../core/signals.js";
import { histogram, std } from "../core/statistics.js";
import { varianceMap } from "../core/theory.js";
import { refuses } from "./support/close.js";

const rng = random("doors");
const a = matrix([
  [1, 2],
  [3, 4],
]);
const holed = matrix([
  [1, NaN],
  [3, 4],
]);
const netOf = (...sizes: number[]) => mlp(rng, { sizes, weights: normal(0, 1) });
const [two, three] = [netOf(2, 3, 1), netOf(2, 3, 1, 1)];
const traceOf = (net: typeof two) => forward(net, a);
const digit = (first: string, pixel: string) =>
  `digit\n${first},${new Array(63).fill("1").join(",")},${pixel}\n`;

const doors: [name: string, call: () => unknown, message: string][] = [
  ["values", () => values(2.5), "values: length must be a whole number, got 2.5"],
  ["identity", () => identity(0), "identity: n must be a positive integer, got 0"],
  ["columnSums", () => columnSums(a, values(3)), "columnSums: into must hold 2 values, got 3"],
  [
    "multiply",
    () => multiply(a, identity(2), { into: a }),
    "multiply: into must be neither A nor B, which are read while it is written, got 2×2",
  ],
  ["qr", () => qr(holed), "qr: the matrix must hold finite numbers, got NaN at position 1"],
  [
    "singularValues",
    () => singularValues(holed),
    "singularValues: the matrix must hold finite numbers, got NaN at position 1",
  ],
  ["rank", () => rank(a, NaN), "rank: tolerance must be a finite number not below 0, got NaN"],
  [
    "eigenvalues",
    () => eigenvalues(holed),
    "eigenvalues: the matrix must hold finite numbers, got NaN at position 1",
  ],
  ["std", () => std([]), "std: xs must hold at least one value, got []"],
  [
    "histogram",
    () => histogram([1], { low: -Infinity }),
    "histogram: low must be a finite number, got -Infinity",
  ],
  ["gain", () => gain("leakyRelu", NaN), "gain: parameter must be a finite number, got NaN"],
  [
    "from",
    () => from(heNormal() as never),
    "from: distribution must be one, such as normal(0, 0.01), got an object",
  ],
  [
    "orthogonal",
    () => orthogonal().moments({ fanIn: 2.5, fanOut: 2 }),
    "orthogonal: fanIn must be a positive integer, got 2.5",
  ],
  ["scheme", () => scheme("uniform", { std: -1 }), "uniform: std must be a positive number, got -1"],
  ["varianceMap", () => varianceMap("tanh", NaN, 1), "varianceMap: gain must be a finite number, got NaN"],
  [
    "gaussianInputs",
    () => gaussianInputs(rng, 2.5, 1),
    "gaussianInputs: samples must be a positive integer, got 2.5",
  ],
  [
    "accuracy of one column",
    () => accuracy(zeroMatrix(2, 1), zeroMatrix(2, 1)),
    "accuracy: outputs must have two columns or more, one for each class, got 2×1",
  ],
  [
    "accuracy of no numbers",
    () => accuracy(holed, a),
    "accuracy: outputs must hold finite numbers, got NaN at position 1",
  ],
  [
    "trainTestSplit",
    () => trainTestSplit(rng, { ...xor(), targets: zeroMatrix(5, 1) }),
    "trainTestSplit: targets must have 4 rows like the inputs, got 5×1",
  ],
  [
    "digitsFrom a header",
    () => digitsFrom("digit"),
    'digitsFrom: text must hold a header and at least one line, got "digit"',
  ],
  [
    "digitsFrom pixels alike",
    () => digitsFrom(digit("7", "1")),
    "digitsFrom: the pixels must not all be alike, got 1",
  ],
  [
    "binaryCrossEntropy",
    () =>
      binaryCrossEntropy.value(
        a,
        matrix([
          [0, 1],
          [1, -1],
        ]),
      ),
    "binaryCrossEntropy: targets must lie in [0, 1], got -1",
  ],
  [
    "forward",
    () => forward(two, a, { reuse: traceOf(three) }),
    "forward: reuse must have 2 layers like the net, got 3",
  ],
  [
    "backward",
    () => backward(three, traceOf(two), zeroMatrix(2, 1)),
    "backward: trace must have 3 layers like the net, got 2",
  ],
];

for (const [name, call, message] of doors) test(`${name} refuses`, () => refuses(call, message));

for (const first of ["10", "1.5", "-1", ""])
  test(`digitsFrom refuses "${first}" as a digit`, () => {
    const text = digit(first, "2");
    refuses(
      () => digitsFrom(text),
      `digitsFrom: line 2 must hold a digit and 64 pixels, got "${text.trim().split("\n")[1]}"`,
    );
  });

for (const loss of Object.values(losses))
  test(`${loss.name} refuses to write a gradient into another shape`, () => {
    const wrong = `${loss.name}: into must be 2×2 like the outputs, got 3×3`;
    refuses(() => loss.gradient(a, identity(2), zeroMatrix(3, 3)), wrong);
  });

test("layerHistograms refuses a low edge above all values", () => {
  const trace = traceOf(two);
  const high = Math.max(...trace.layers.flatMap(({ activations }) => [...activations.data]));
  refuses(() => layerHistograms(trace, { low: 50 }), `histogram: low must be below high = ${high}, got 50`);
});
