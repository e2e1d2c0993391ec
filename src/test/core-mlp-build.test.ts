/** Building nets: shapes, defaults, a stream for every layer, refusals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { heNormal, lecunNormal, zeros } from "../core/initializers.js";
import { matrix, type Values, zeroMatrix } from "../core/matrix.js";
import { backward, forward, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { refuses, sameBits } from "./support/close.js";
import { inputs } from "./support/nets.js";
import { moment, within5 } from "./support/sampling.js";

test("mlp: weights are (fanOut × fanIn), biases zeros, the last layer linear and the others tanh by default", () => {
  const net = mlp(random(1), { sizes: [3, 5, 2], weights: heNormal() });
  assert.deepEqual(
    net.layers.map(({ weights, biases, activation }) => [
      weights.rows,
      weights.cols,
      biases.length,
      activation.name,
    ]),
    [
      [5, 3, 5, "tanh"],
      [2, 5, 2, "linear"],
    ],
  );
  assert.ok(net.layers.every(({ biases }) => biases.every((b) => b === 0)));
});

test("mlp: layer l draws from the streams weights/l and biases/l of its generator", () => {
  const rng = random("streams");
  const net = mlp(rng, { sizes: [3, 5, 2], weights: heNormal(), biases: normal(0, 1) });
  net.layers.forEach(({ weights, biases }, i) => {
    const shape = [weights.rows, weights.cols];
    sameBits(weights.data, heNormal().sample(rng.split("weights").split(i + 1), shape).data);
    sameBits(biases, normal(0, 1).vector(rng.split("biases").split(i + 1), weights.rows));
  });
});

test("mlp: one more layer, or biases, or draws before, leave the other weights as they were", () => {
  const options = { weights: lecunNormal() };
  const small = mlp(random(2), { sizes: [3, 5, 4], ...options });
  const used = random(2);
  used.next();
  const large = mlp(used, { sizes: [3, 5, 4, 6], ...options, biases: normal(0, 1) });
  small.layers.forEach(({ weights }, l) => {
    sameBits(weights.data, large.layers[l]?.weights.data as Values);
  });
});

test("mlp: biases of an initializer see the fans of their layer", () => {
  const net = mlp(random(3), { sizes: [100, 2000], weights: zeros(), biases: lecunNormal() });
  const biases = net.layers[0]?.biases as Values;
  const square = moment(biases, 2);
  within5(square, 1 / 100, (Math.SQRT2 / 100) * Math.sqrt(1 / 2000), "mean square of the biases");
});

test("what does not fit is refused with its reason", () => {
  const net = mlp(random(7), { sizes: [3, 4, 2], weights: heNormal() });
  const trace = forward(net, inputs);
  const hole = matrix([
    [1, 2, 3],
    [4, NaN, 6],
  ]);
  const weights = heNormal();
  refuses(
    () => forward(net, zeroMatrix(2, 4)),
    "forward: inputs must have 3 columns, one per input of the net, got 2×4",
  );
  refuses(() => forward(net, hole), "forward: inputs must hold finite numbers, got NaN at position 4");
  refuses(
    () => forward(net, inputs, { dropout: { rng: random(1), rate: 1 } }),
    "forward: dropout rate must lie in [0, 1), got 1",
  );
  refuses(
    () => backward(net, trace, zeroMatrix(4, 3)),
    "backward: outputGradient must be 4×2 like the outputs, got 4×3",
  );
  refuses(
    () => mlp(random(1), { sizes: [3], weights }),
    "mlp: sizes must hold the number of inputs and at least one layer, got [3]",
  );
  refuses(
    () => mlp(random(1), { sizes: [3, 0], weights }),
    "mlp: sizes[1] must be a positive integer, got 0",
  );
  const needs = "must be an initializer or a distribution, such as heNormal() or normal(0, 0.01)";
  refuses(
    () => mlp(random(1), { sizes: [3, 2], weights: heNormal as never }),
    `mlp: weights ${needs}, got a function`,
  );
  refuses(
    () => mlp(random(1), { sizes: [3, 2], weights: undefined as never }),
    `mlp: weights ${needs}, got undefined`,
  );
  refuses(
    () => mlp(random(1), { sizes: [3, 2], weights, biases: 0 as never }),
    `mlp: biases ${needs}, got 0`,
  );
});
