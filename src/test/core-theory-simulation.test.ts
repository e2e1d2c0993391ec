/** Theory against simulation: the mean of 20 drawn nets, 5 layers of 200 units, lies within 5 of its standard errors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivationName } from "../core/activations.js";
import { gaussianInputs } from "../core/datasets.js";
import { type Distribution, normal } from "../core/distributions.js";
import { heNormal, type Initializer } from "../core/initializers.js";
import { backward, forward, mlp } from "../core/mlp.js";
import { type Random, random } from "../core/random.js";
import { type SignalRow, signals } from "../core/signals.js";
import { type TheoryRow, wideNetwork } from "../core/theory.js";
import { moment, within5 } from "./support/sampling.js";

const [seeds, width, depth, batch] = [20, 200, 5, 100];
const cases: [string, ActivationName, Initializer | Distribution][] = [
  ["tanh, N(0, .01²)", "tanh", normal(0, 0.01)],
  ["tanh, N(0, 1)", "tanh", normal(0, 1)],
  ["ReLU, He", "relu", heNormal()],
  ["sigmoid, N(0, .01²)", "sigmoid", normal(0, 0.01)],
];

/**
 * Figures that are unbiased under the theory, squares where the rows give roots: those of a layer of a drawn net with
 * its top layer, and those predicted. A spread over `batch` samples is short by the factor `1 - 1/batch`.
 */
const figures: Record<string, [(row: SignalRow, top: SignalRow) => number, (row: TheoryRow) => number]> = {
  mean: [(row) => row.mean, (row) => row.mean],
  meanSquare: [(row) => row.meanSquare, (row) => row.meanSquare],
  "sampleStd²": [(row) => (row.sampleStd ** 2 * batch) / (batch - 1), (row) => row.sampleStd ** 2],
  "gradientRms²": [
    (row, top) => ((row.gradientRms as number) / (top.gradientRms as number)) ** 2,
    (row) => row.gradientRms ** 2,
  ],
};

for (const [name, activation, weights] of cases) {
  const options = {
    sizes: new Array<number>(depth + 1).fill(width),
    activation,
    output: activation,
    weights,
  };
  const theory = wideNetwork(options);
  const runs = Array.from({ length: seeds }, (_, seed) =>
    run(random(`simulation ${name}`).split(seed), options),
  );

  for (const [figure, [drawn, predicted]] of Object.entries(figures)) {
    test(`${name}: ${figure} of every layer is the theory's within 5 standard errors (20 seeds)`, () => {
      theory.forEach((row, l) => {
        if (figure.startsWith("gradient") && l === depth) return;
        const xs = runs.map((rows) => drawn(rows[l] as SignalRow, rows[depth] as SignalRow));
        const centre = moment(xs, 1);
        const error = Math.sqrt(moment(xs, 2, centre) / (seeds - 1));
        within5(centre, predicted(row), error, `layer ${l}`);
        if (figure !== "mean")
          assert.ok(error < 0.15 * predicted(row), `layer ${l}: the error is too wide to tell`);
      });
    });
  }
}

/** The figures of one drawn net with a random gradient at its outputs. */
function run(rng: Random, options: Parameters<typeof mlp>[1]): SignalRow[] {
  const net = mlp(rng.split("net"), options);
  const trace = forward(net, gaussianInputs(rng.split("inputs"), batch, width));
  return signals(trace, backward(net, trace, gaussianInputs(rng.split("gradient"), batch, width)));
}
