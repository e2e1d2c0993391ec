/** The factor that PyTorch recommends for each nonlinearity. */
import { square } from "./elementary.js";
import { finite, lookup } from "./guard.js";

const gains: Record<string, (parameter?: number) => number> = {
  linear: () => 1,
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leakyRelu: (a = 0.01) => Math.sqrt(2 / (1 + square(finite("gain", "parameter", a)))),
  selu: () => 3 / 4,
};

/** PyTorch's `calculate_gain`: the factor it recommends for a nonlinearity; `parameter` is leaky ReLU's slope. */
export function gain(name: string, parameter?: number): number {
  return lookup("gain", "name", gains, name)(parameter);
}
