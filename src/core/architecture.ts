/** What a net is before a number is drawn: its sizes, its activations and its initializers, layer by layer. */
import { type Activation, type ActivationName, activation } from "./activations.js";
import type { Distribution } from "./distributions.js";
import { flag, type Known, knownOptions, made, positiveInteger, refuse, room } from "./guard.js";
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

const netOptions: Known<NetOptions> = {
  sizes: true,
  activation: true,
  output: true,
  weights: true,
  biases: true,
  precision: true,
  normalization: true,
  residual: true,
};

/** About what one layer takes besides its numbers. */
const BYTES = 2000;

/** Requires a number of layers that memory has room for. */
export function requireDepth(name: string, what: string, depth: number): number {
  return room(name, what, positiveInteger(name, what, depth), BYTES, "list");
}

/** The layers that the options describe; every option is checked here, for nets and for theory alike. */
export function architecture(name: string, options: NetOptions): LayerPlan[] {
  const known = knownOptions(name, options, netOptions);
  const { normalization, residual = false, precision = "float64" } = known;
  const { activation: inner = "tanh", output: outer = "linear", biases: shifts = zeros() } = known;
  const sizes = requireSizes(name, known.sizes);
  const [hidden, output] = [activation(inner), activation(outer)];
  const weights = asInitializer(name, "weights", known.weights);
  const biases = asInitializer(name, "biases", shifts);
  flag(name, "residual", residual);
  if (normalization !== undefined && normalization !== "batch")
    refuse(name, `normalization must be "batch" or absent`, normalization);
  if (precision !== "float64" && precision !== "float32")
    refuse(name, `precision must be "float64" or "float32"`, precision);
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

function requireSizes(name: string, sizes: readonly number[]): readonly number[] {
  if (!Array.isArray(sizes) || sizes.length < 2)
    refuse(name, "sizes must hold the number of inputs and at least one layer", sizes);
  requireDepth(name, "the number of layers", sizes.length - 1);
  for (const [i, size] of sizes.entries()) positiveInteger(name, `sizes[${i}]`, size);
  return sizes;
}

function asInitializer(name: string, what: string, value: Initializer | Distribution): Initializer {
  const example = "an initializer or a distribution, such as heNormal() or normal(0, 0.01)";
  if (typeof value === "object" && value !== null && "fill" in value) {
    made(name, what, value, "draw fill vector matrix", example);
    return from(value);
  }
  made(name, what, value, "moments sample", example);
  return value as Initializer;
}
