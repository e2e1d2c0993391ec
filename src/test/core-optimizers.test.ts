/** Optimizers: PyTorch's runs step by step, and their first steps by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linear, tanh } from "../core/activations.js";
import { losses } from "../core/losses.js";
import { matrix } from "../core/matrix.js";
import { forward, type Mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { adam, type Optimizer, sgd, train } from "../core/training.js";
import { allClose, close } from "./support/close.js";
import { reference } from "./support/reference.js";

interface Layer {
  weights: number[][];
  biases: number[];
}
interface Options {
  learningRate: number;
  momentum?: number;
}
const torch = reference<{
  sizes: number[];
  steps: number;
  inputs: number[][];
  targets: number[][];
  layers: Layer[];
  runs: {
    name: "sgd" | "sgdMomentum" | "adam";
    options: Options;
    losses: number[];
    finalLoss: number;
    finalLayers: Layer[];
  }[];
}>("training");
const data = { inputs: matrix(torch.inputs), targets: matrix(torch.targets) };

function startingNet(): Mlp {
  const layers = torch.layers.map(({ weights, biases }, l) => ({
    weights: matrix(weights),
    biases: Float64Array.from(biases),
    activation: l === 0 ? tanh : linear,
  }));
  return { sizes: torch.sizes, layers };
}

for (const { name, options, losses: wanted, finalLoss, finalLayers } of torch.runs) {
  test(`train with ${name}: every loss and the final weights are PyTorch's to 1e-12`, () => {
    const optimizer: Optimizer = name === "adam" ? adam(options) : sgd(options);
    const loss = losses.meanSquared;
    const { net, losses: got } = train(random(1), startingNet(), data, {
      loss,
      optimizer,
      steps: torch.steps,
    });
    allClose(got, wanted, { relative: 1e-12 });
    close(loss.value(forward(net, data.inputs).outputs, data.targets), finalLoss, { relative: 1e-11 });
    finalLayers.forEach(({ weights, biases }, l) => {
      allClose(net.layers[l]?.weights.data as Float64Array, weights.flat(), { absolute: 1e-12 }, `W${l + 1}`);
      allClose(net.layers[l]?.biases as Float64Array, biases, { absolute: 1e-12 }, `b${l + 1}`);
    });
  });
}

test("sgd: momentum m multiplies a constant gradient's step towards 1/(1 - m)", () => {
  const weights = Float64Array.of(0);
  const step = sgd({ learningRate: 1, momentum: 0.5 }).start(1);
  const places = [1, 2, 3].map(() => {
    step(weights, Float64Array.of(1));
    return weights[0];
  });
  assert.deepEqual(places, [-1, -2.5, -4.25]);
});

test("adam: the first step is η against the sign of the gradient, whatever its size", () => {
  for (const slope of [1e-3, -50]) {
    const weights = Float64Array.of(0);
    adam({ learningRate: 0.01 }).start(1)(weights, Float64Array.of(slope));
    close(weights[0] as number, -0.01 * Math.sign(slope), { relative: 1e-4 });
  }
});
