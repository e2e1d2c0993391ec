/** The core: everything that runs the same in a notebook, a test and a browser. */
export {
  type Activation,
  type ActivationName,
  activation,
  activations,
  elu,
  gelu,
  type KernelActivation,
  leakyRelu,
  linear,
  relu,
  SELU_ALPHA,
  SELU_LAMBDA,
  selu,
  sigmoid,
  silu,
  softplus,
  softsign,
  tanh,
} from "./activations.js";
export type { LayerPlan, NetOptions } from "./architecture.js";
export * from "./datasets.js";
export * from "./distributions.js";
export * from "./eigenvalues.js";
export * from "./experiments.js";
export { type Fans, fans } from "./fans.js";
export * from "./gain.js";
export * from "./initializers.js";
export * from "./large-run.js";
export * from "./linalg.js";
export * from "./losses.js";
export * from "./matrix.js";
export * from "./mlp.js";
export * from "./numpy-legacy.js";
export * from "./quadrature.js";
export * from "./random.js";
export * from "./schemes.js";
export * from "./signals.js";
export * from "./statistics.js";
export * from "./theory.js";
export * from "./training.js";
