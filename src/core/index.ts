/** The core: everything that runs the same in a notebook, a test and a browser. */
export * from "./activations.js";
export type { LayerPlan, NetOptions } from "./architecture.js";
export * from "./datasets.js";
export * from "./distributions.js";
export * from "./eigenvalues.js";
export * from "./experiments.js";
export * from "./initializers.js";
export * from "./large-run.js";
export * from "./linalg.js";
export * from "./losses.js";
export * from "./matrix.js";
export * from "./mlp.js";
export * from "./quadrature.js";
export * from "./random.js";
export * from "./signals.js";
export * from "./statistics.js";
export * from "./theory.js";
export * from "./training.js";
