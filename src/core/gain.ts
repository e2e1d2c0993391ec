/** The factor that PyTorch recommends for each nonlinearity. */
import { square } from "./elementary.js";
import { finite, lookup } from "./guard.js";

const gains: Record<string, (parameter?: number) => number> = {
  linear: () => 1,
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leakyRelu: (a = 0.01) => leakyGain(a),
  selu: () => 3 / 4,
};

/** What PyTorch calls them; its layers count as linear. */
const torchNames: Record<string, string> = {
  leaky_relu: "leakyRelu",
  conv1d: "linear",
  conv2d: "linear",
  conv3d: "linear",
  conv_transpose1d: "linear",
  conv_transpose2d: "linear",
  conv_transpose3d: "linear",
};

/** `√(2/(1 + a²))`, also where a² is out of range. */
function leakyGain(a: number): number {
  return Math.abs(a) < 1e150 ? Math.sqrt(2 / (1 + square(a))) : Math.SQRT2 / Math.abs(a);
}

/**
 * PyTorch's `calculate_gain`: the factor it recommends for a nonlinearity, by our name or by PyTorch's (`leaky_relu`,
 * and 1 for `conv1d` to `conv_transpose3d`). `parameter` is leaky ReLU's slope; the others ignore it, as in PyTorch.
 */
export function gain(name: string, parameter?: number): number {
  if (parameter !== undefined) finite("gain", "parameter", parameter);
  const ours = typeof name === "string" && Object.hasOwn(torchNames, name) ? torchNames[name] : name;
  return lookup("gain", "name", gains, ours as string)(parameter);
}
