/** Gradients of nets against central differences, under every loss and with dropout. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { activations, relu, tanh } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { heNormal } from "../core/initializers.js";
import { type Loss, losses } from "../core/losses.js";
import type { Values } from "../core/matrix.js";
import { backward, type ForwardOptions, forward, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { close, sameBits } from "./support/close.js";
import { inputs, netAwayFromKinks, targets } from "./support/nets.js";
import { within5 } from "./support/sampling.js";

/** Asserts that all gradients of the net are central differences of its loss, to 1e-6 of the largest. */
function checkDifferences(net: Mlp, loss: Loss, options: () => ForwardOptions = () => ({})): void {
  const lossNow = (): number => loss.value(forward(net, inputs, options()).outputs, targets);
  const trace = forward(net, inputs, options());
  const gradients = backward(net, trace, loss.gradient(trace.outputs, targets));
  const h = 1e-5;
  const check = (values: Values, slopes: Values, what: string): void => {
    for (let i = 0; i < values.length; i++) {
      const kept = values[i] as number;
      values[i] = kept + h;
      const above = lossNow();
      values[i] = kept - h;
      const below = lossNow();
      values[i] = kept;
      close(
        slopes[i] as number,
        (above - below) / (2 * h),
        { relative: 1e-6, absolute: 1e-8 },
        `${what}[${i}]`,
      );
    }
  };
  net.layers.forEach(({ weights, biases }, l) => {
    check(weights.data, gradients.layers[l]?.weights.data as Values, `W${l + 1}`);
    check(biases, gradients.layers[l]?.biases as Values, `b${l + 1}`);
  });
  check(inputs.data, gradients.inputs.data, "X");
}

for (const activation of Object.values(activations)) {
  test(`backward, ${activation.name}: all gradients are central differences under every loss (1e-6)`, () => {
    const net = netAwayFromKinks(activation);
    for (const loss of Object.values(losses) as Loss[]) checkDifferences(net, loss);
  });
}

test("backward with dropout: the gradients are those of the net with the same mask", () => {
  for (const activation of [tanh, relu]) {
    const options = (): ForwardOptions => ({ dropout: { rng: random("mask"), rate: 0.4 } });
    checkDifferences(netAwayFromKinks(activation, options), losses.meanSquared, options);
  }
});

test("dropout(rate): hidden activations are 0 with probability rate, else divided by 1 - rate; outputs are kept", () => {
  const net = mlp(random("wide"), { sizes: [3, 400, 2], weights: heNormal() });
  const many = normal(0, 1).matrix(random("many"), 100, 3);
  const plain = forward(net, many);
  const rate = 0.3;
  const { layers } = forward(net, many, { dropout: { rng: random("mask"), rate } });
  const [hidden, top] = layers as [(typeof layers)[0], (typeof layers)[0]];
  let dropped = 0;
  hidden.activations.data.forEach((h, i) => {
    if (h === 0) dropped += 1;
    else close(h, (plain.layers[0]?.activations.data[i] as number) / (1 - rate), { relative: 1e-15 });
  });
  within5(dropped / 4e4, rate, Math.sqrt((rate * (1 - rate)) / 4e4), "share dropped");
  assert.equal(top.mask, undefined);
});

test("dropout with rate 0 changes nothing", () => {
  const net = netAwayFromKinks(tanh);
  const dropout = { rng: random("mask"), rate: 0 };
  sameBits(forward(net, inputs, { dropout }).outputs.data, forward(net, inputs).outputs.data);
});
