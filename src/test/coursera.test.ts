/** A seeded notebook that others printed, digit by digit: NumPy's generator, its circles, and three cost curves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cos, sin } from "../core/elementary.js";
import { zeros } from "../core/initializers.js";
import { binaryCrossEntropy } from "../core/losses.js";
import { type Matrix, matrix } from "../core/matrix.js";
import { forward, type Layer, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { sgd, train } from "../core/training.js";
import { allClose, close } from "./support/close.js";
import { legacyRandom } from "./support/numpy-legacy.js";
import { reference } from "./support/reference.js";

interface Curve {
  costs: string[];
  trainAccuracy: string;
  testAccuracy: string;
}

interface Draws {
  seed: number;
  values: number[];
}

interface Coursera {
  curves: Record<"zeros" | "randn10" | "he", Curve>;
  heWeights: { sizes: number[]; seed: number; weights: string[][] };
  generator: Record<"uint32" | "random_sample" | "randn" | "mixed", Draws> & {
    shuffle: Draws & { n: number };
    make_circles: { seed: number; n: number; inputs: number[][]; targets: number[] };
  };
}

const { curves, heWeights, generator } = reference<Coursera>("coursera");

interface Data {
  inputs: Matrix;
  targets: Matrix;
}

/** scikit-learn's `make_circles(n, noise=…)`: a circle of radius 1 (target 0) around one of 0.8 (target 1). */
function circles(seed: number, n: number, noise = 0.05): Data {
  const rng = legacyRandom(seed);
  const half = n / 2;
  const order = rng.shuffled(n);
  const inputs = order.map((i) => {
    const angle = (i % half) * ((2 * Math.PI) / half);
    const radius = i < half ? 1 : 0.8;
    return [radius * cos(angle), radius * sin(angle)];
  });
  const noisy = inputs.map((point) => point.map((x) => x + noise * rng.gauss()));
  return { inputs: matrix(noisy), targets: matrix(order.map((i) => [i < half ? 0 : 1])) };
}

/** A ReLU net with a linear output (the logit) whose weights are `scale(fanIn)` times legacy normal draws. */
function net(sizes: number[], scale: (fanIn: number) => number, seed = 3): Mlp {
  const rng = legacyRandom(seed);
  const built = mlp(random("unused"), { sizes, activation: "relu", output: "linear", weights: zeros() });
  for (const { weights } of built.layers) {
    const factor = scale(weights.cols);
    for (let i = 0; i < weights.data.length; i++) weights.data[i] = rng.gauss() * factor;
  }
  return built;
}

const he = (fanIn: number): number => Math.sqrt(2 / fanIn);
const large = (): number => 10;
const sizes = [2, 10, 5, 1];
const learn = circles(1, 300);

function run(start: Mlp, steps: number): { net: Mlp; costs: number[] } {
  const how = { loss: binaryCrossEntropy, optimizer: sgd({ learningRate: 0.01 }), steps };
  const { net: trained, losses } = train(random("unused"), start, learn, how);
  return { net: trained, costs: losses.filter((_, i) => i % 1000 === 0) };
}

/** The share of points whose logit has the sign of their class. */
function accuracy(trained: Mlp, { inputs, targets }: Data): number {
  const { data } = forward(trained, inputs).outputs;
  let right = 0;
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > 0 === (targets.data[i] === 1)) right++;
  return right / data.length;
}

function sameAccuracy(trained: Mlp, curve: Curve): void {
  close(accuracy(trained, learn), Number(curve.trainAccuracy), { absolute: 1e-12 }, "training accuracy");
  close(accuracy(trained, circles(2, 100)), Number(curve.testAccuracy), { absolute: 1e-12 }, "test accuracy");
}

test("legacyRandom(seed).bits and .double are RandomState's, bit for bit", () => {
  for (const [draw, { seed, values }] of [
    ["bits", generator.uint32],
    ["double", generator.random_sample],
  ] as const) {
    const rng = legacyRandom(seed);
    assert.deepEqual(
      values.map(() => rng[draw]()),
      values,
    );
  }
});

test("legacyRandom(seed).gauss is randn and keeps the second value of a pair, to 1e-15", () => {
  const { randn, mixed } = generator;
  const rng = legacyRandom(randn.seed);
  allClose(
    randn.values.map(() => rng.gauss()),
    randn.values,
    { relative: 1e-15 },
  );
  const other = legacyRandom(mixed.seed);
  const calls = [other.gauss, other.gauss, other.gauss, other.double, other.double, other.gauss, other.gauss];
  allClose(
    calls.map((call) => call()),
    mixed.values,
    { relative: 1e-15 },
  );
});

test("legacyRandom(seed).shuffled is shuffle, and the circles are make_circles, to 1e-15", () => {
  const { shuffle, make_circles } = generator;
  assert.deepEqual(legacyRandom(shuffle.seed).shuffled(shuffle.n), shuffle.values);
  const { inputs, targets } = circles(make_circles.seed, make_circles.n);
  const wanted = make_circles.inputs.flat();
  allClose(inputs.data.slice(0, wanted.length), wanted, { absolute: 1e-15 }, "inputs");
  const classes = make_circles.targets;
  assert.deepEqual([...targets.data.slice(0, classes.length)], classes);
});

test("He's weights for 2-4-1 with seed 3 are the printed ones, to half a unit of their last digit", () => {
  const { layers } = net(heWeights.sizes, he, heWeights.seed);
  heWeights.weights.forEach((printed, l) => {
    allClose(layers[l]?.weights.data ?? [], printed.map(Number), { absolute: 0.5e-8 }, `W${l + 1}`);
  });
});

test("from zeros the cost stays ln 2, to 1e-12", () => {
  const { net: trained, costs } = run(
    net(sizes, () => 0),
    15000,
  );
  const printed = curves.zeros.costs.map(Number);
  allClose(
    costs,
    costs.map(() => printed[0] as number),
    { relative: 1e-12 },
    "cost",
  );
  sameAccuracy(trained, curves.zeros);
});

test("from He's weights the printed costs come out, to 1e-12", () => {
  const { net: trained, costs } = run(net(sizes, he), 15000);
  allClose(costs, curves.he.costs.map(Number), { relative: 1e-12 }, "cost");
  sameAccuracy(trained, curves.he);
});

/*
 * Weights ten times as large make the first steps unstable: a change in the last bit grows to a thousandth of the cost
 * before the net settles, so the digits printed depend on the order in which a linear algebra library adds. What can be
 * asked is what one bit of one weight leaves open; our costs lie within 3.1e-3 of the printed ones, most within 3e-4.
 */

/** The spacing of doubles near 1: the smallest relative change of a number. */
const ulp = 2 ** -52;

test("from randn · 10 the curve hangs on the last bit of a weight, and the printed one is among its variants", () => {
  const printed = curves.randn10.costs.map((text) => (text === "inf" ? Infinity : Number(text)));
  const { net: trained, costs } = run(net(sizes, large), 15000);
  // the notebook's sigmoid reaches 1 and its first cost takes log(0); from logits the cost is finite
  assert.equal(printed[0], Infinity);
  assert.ok(Number.isFinite(costs[0]));
  sameAccuracy(trained, curves.randn10);
  const nudged = net(sizes, large);
  const { data } = (nudged.layers[0] as Layer).weights;
  data[1] = (data[1] as number) * (1 + ulp);
  const moved = run(nudged, 1001).costs;
  close(moved[0] as number, costs[0] as number, { relative: 1e-13 }, "first cost, one bit changed");
  assert.ok(Math.abs((moved[1] as number) / (costs[1] as number) - 1) > 1e-5, "a thousand steps later");
  allClose(costs.slice(1), printed.slice(1), { relative: 5e-3 }, "cost");
});
