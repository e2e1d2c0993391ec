/** What a net is before a number is drawn: its sizes, its activations and its initializers, layer by layer. */
import { type Activation, type ActivationName, activation } from "./activations.js";
import type { Distribution } from "./distributions.js";
import { positiveInteger, refuse } from "./guard.js";
import { from, type Initializer, zeros } from "./initializers.js";
import type { Precision } from "./matrix.js";

/** A fully connected net: `sizes[0]` inputs, then one layer for every further size. */
export interface NetOptions {
  sizes: readonly number[];
  /** The activation of every layer but the last; tanh by default. */
  activation?: Activation | ActivationName;
  /** The activation of the last layer; linear by default. */
  output?: Activation | ActivationName;
  weights: Initializer | Distribution;
  /** Zeros by default. */
  biases?: Initializer | Distribution;
  precision?: Precision;
  /** `batch`: the pre-activations of every hidden unit are brought to mean 0 and variance 1 over the batch. */
  normalization?: "batch";
  /** Every hidden layer as wide as the one below adds its input to its output: `h = φ(z) + x`. */
  residual?: boolean;
}

/** One layer of an architecture. */
export interface LayerPlan {
  fanIn: number;
  fanOut: number;
  activation: Activation;
  weights: Initializer;
  biases: Initializer;
  normalized: boolean;
  residual: boolean;
}

/** The layers that the options describe; every option is checked here, for nets and for theory alike. */
export function architecture(name: string, options: NetOptions): LayerPlan[] {
  const { sizes } = options;
  if (!Array.isArray(sizes) || sizes.length < 2)
    refuse(name, "sizes must hold the number of inputs and at least one layer", sizes);
  sizes.forEach((size, i) => {
    positiveInteger(name, `sizes[${i}]`, size);
  });
  const hidden = activation(options.activation ?? "tanh");
  const output = activation(options.output ?? "linear");
  const weights = asInitializer(name, "weights", options.weights);
  const biases = asInitializer(name, "biases", options.biases ?? zeros());
  const { normalization, residual = false } = options;
  if (normalization !== undefined && normalization !== "batch")
    refuse(name, `normalization must be "batch" or absent`, normalization);
  return sizes.slice(1).map((fanOut, i) => {
    const fanIn = sizes[i] as number;
    const top = i === sizes.length - 2;
    return {
      fanIn,
      fanOut,
      activation: top ? output : hidden,
      weights,
      biases,
      normalized: !top && normalization === "batch",
      residual: !top && residual && fanIn === fanOut,
    };
  });
}

function asInitializer(name: string, what: string, value: Initializer | Distribution): Initializer {
  if (typeof value === "object" && value !== null) {
    if ("sample" in value) return value;
    if ("fill" in value) return from(value);
  }
  refuse(
    name,
    `${what} must be an initializer or a distribution, such as heNormal() or normal(0, 0.01)`,
    value,
  );
}
