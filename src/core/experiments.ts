/** Experiments described by plain data, so that they can be sent to a worker, stored in a file, or put in an address. */
import type { ActivationName } from "./activations.js";
import { gaussianInputs } from "./datasets.js";
import { normal } from "./distributions.js";
import { lookup, positiveInteger } from "./guard.js";
import { type SchemeName, type SchemeOptions, scheme } from "./initializers.js";
import { type LargeRun, largeRun } from "./large-run.js";
import { backward, forward, mlp } from "./mlp.js";
import { random } from "./random.js";
import { layerHistograms, signals } from "./signals.js";
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
}

/**
 * Draws the net, its inputs and its upstream gradient from the seed, and gives the signals of every layer.
 * The last layer has the same activation as the others.
 */
export function signalRun(spec: SignalSpec): LargeRun {
  const { depth, width, samples, activation, precision = "float64", histogram } = spec;
  positiveInteger("signalRun", "depth", depth);
  positiveInteger("signalRun", "width", width);
  positiveInteger("signalRun", "samples", samples);
  const rng = random(spec.seed);
  const net = mlp(rng.split("net"), {
    sizes: new Array<number>(depth + 1).fill(width),
    activation,
    output: activation,
    weights: scheme(spec.scheme, spec.options),
    biases: scheme(spec.biases ?? "zeros", spec.biasOptions),
    precision,
  });
  const single = precision === "float32";
  const inputs = single
    ? normal(0, 1).matrix(rng.split("inputs"), samples, width, precision)
    : gaussianInputs(rng.split("inputs"), samples, width);
  const upstream = normal(0, 1).matrix(rng.split("upstream"), samples, width, precision);
  const wanted = spec.backward === false ? {} : { outputGradient: upstream };
  if (single) return largeRun(net, inputs, { ...wanted, ...(histogram && { histogram }) });
  const trace = forward(net, inputs);
  const gradients = wanted.outputGradient && backward(net, trace, wanted.outputGradient);
  return { rows: signals(trace, gradients), histograms: histogram ? layerHistograms(trace, histogram) : [] };
}

/** The experiments that can be asked for by name. */
export const experiments = { signals: signalRun } as const;

export type ExperimentName = keyof typeof experiments;
export type SpecOf<Name extends ExperimentName> = Parameters<(typeof experiments)[Name]>[0];
export type ResultOf<Name extends ExperimentName> = ReturnType<(typeof experiments)[Name]>;

/** Runs one experiment by name. */
export function runExperiment<Name extends ExperimentName>(name: Name, spec: SpecOf<Name>): ResultOf<Name> {
  const run = lookup<unknown>("runExperiment", "name", experiments, name);
  return (run as (spec: SpecOf<Name>) => ResultOf<Name>)(spec);
}
