/** A small batch, and small nets that can be checked by differences. */
import type { Activation } from "../../core/activations.js";
import { normal } from "../../core/distributions.js";
import { matrix } from "../../core/matrix.js";
import { type ForwardOptions, forward, type Mlp, mlp } from "../../core/mlp.js";
import { random } from "../../core/random.js";

/** A batch of four inputs, and targets that fit every loss. */
export const inputs = normal(0, 1).matrix(random("inputs"), 4, 3);
export const targets = matrix([
  [1, 0],
  [0, 1],
  [0.5, 0.5],
  [1, 0],
]);

/** A small net none of whose pre-activations lies near a kink. */
export function netAwayFromKinks(activation: Activation, options: () => ForwardOptions = () => ({})): Mlp {
  for (let seed = 0; ; seed++) {
    const net = mlp(random(`net ${seed}`), {
      sizes: [3, 4, 4, 2],
      activation,
      weights: normal(0, 0.7),
      biases: normal(0, 0.5),
    });
    const { layers } = forward(net, inputs, options());
    if (layers.every(({ preActivations }) => preActivations.data.every((z) => Math.abs(z) > 1e-3)))
      return net;
  }
}
