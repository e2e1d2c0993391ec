/** An experiment by plain data: what a net of equal layers does to a signal and to a gradient. */
import type { ActivationName } from "./activations.js";
import { requireDepth } from "./architecture.js";
import { gaussianInputs } from "./datasets.js";
import { normal } from "./distributions.js";
import { flag, type Known, knownOptions, positiveInteger, refuse, room } from "./guard.js";
import { type LargeRun, largeRun } from "./large-run.js";
import { backward, forward, mlp } from "./mlp.js";
import { random } from "./random.js";
import { type SchemeName, type SchemeOptions, scheme } from "./schemes.js";
import { layerHistograms, type Overflow, signals } from "./signals.js";
import type { HistogramOptions } from "./statistics.js";

/** A net of equal layers on standard normal inputs, with a random gradient at its top. */
export interface SignalSpec {
  depth: number;
  width: number;
  samples: number;
  activation: ActivationName;
  scheme: SchemeName;
  options?: SchemeOptions;
  biases?: SchemeName;
  biasOptions?: SchemeOptions;
  seed: string | number;
  /** `float64` (the default), or `float32` for large sweeps: see `largeRun`. */
  precision?: "float64" | "float32";
  backward?: boolean;
  histogram?: Required<HistogramOptions>;
  /** What becomes of layers that leave the finite numbers of a float32 run: see `largeRun`. */
  overflow?: Overflow;
}

const signalSpec: Known<SignalSpec> = {
  depth: true,
  width: true,
  samples: true,
  activation: true,
  scheme: true,
  options: true,
  biases: true,
  biasOptions: true,
  seed: true,
  precision: true,
  backward: true,
  histogram: true,
  overflow: true,
};

/**
 * Draws the net, its inputs and its upstream gradient from the seed, and gives the signals of every layer.
 * The last layer has the same activation as the others.
 */
export function signalRun(spec: SignalSpec): LargeRun {
  const known = knownOptions("signalRun", spec, signalSpec, "fields of the spec");
  const {
    depth,
    width,
    samples,
    activation,
    precision = "float64",
    backward: back = true,
    histogram,
    overflow = "refuse",
  } = known;
  requireDepth("signalRun", "depth", depth);
  positiveInteger("signalRun", "width", width);
  positiveInteger("signalRun", "samples", samples);
  room("signalRun", "samples · width · depth", samples * width * depth, 16, "array");
  flag("signalRun", "backward", back);
  const rng = random(known.seed);
  const net = mlp(rng.split("net"), {
    sizes: new Array<number>(depth + 1).fill(width),
    activation,
    output: activation,
    weights: scheme(known.scheme, known.options),
    biases: scheme(known.biases ?? "zeros", known.biasOptions),
    precision,
  });
  const single = precision === "float32";
  const inputs = single
    ? normal(0, 1).matrix(rng.split("inputs"), samples, width, precision)
    : gaussianInputs(rng.split("inputs"), samples, width);
  const upstream = normal(0, 1).matrix(rng.split("upstream"), samples, width, precision);
  const wanted = back ? { outputGradient: upstream } : {};
  if (single) return largeRun(net, inputs, { ...wanted, ...(histogram && { histogram }), overflow });
  if (overflow !== "refuse") refuse("signalRun", "overflow must be refuse in float64", overflow);
  const trace = forward(net, inputs);
  const gradients = wanted.outputGradient && backward(net, trace, wanted.outputGradient);
  return { rows: signals(trace, gradients), histograms: histogram ? layerHistograms(trace, histogram) : [] };
}
