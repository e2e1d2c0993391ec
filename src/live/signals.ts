/** Signal explorer: what a net of equal layers does to the signal going up and to the gradient coming back. */
import type { ActivationName } from "../core/activations.js";
import { type SignalSpec, signalRun } from "../core/experiments.js";
import { type SchemeName, type SchemeOptions, scheme } from "../core/schemes.js";
import { type TheoryRow, wideNetwork } from "../core/theory.js";
import { choice } from "./controls.js";
import type { Live, State } from "./live.js";
import { type SignalResult, signalView } from "./signals-view.js";

const activations: Partial<Record<ActivationName, string>> = {
  linear: "linear (none)",
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leakyRelu: "leaky ReLU",
  selu: "SELU",
  gelu: "GELU",
};

const schemes: Partial<Record<SchemeName, string>> = {
  zeros: "all zeros",
  normal: "normal, std set here",
  xavierNormal: "Xavier",
  xavierUniform: "Xavier, uniform",
  heNormal: "He",
  heUniform: "He, uniform",
};

/** The options that give a scheme its gain or its std; He's own gain is √2. */
function optionsOf(name: string, state: State): SchemeOptions {
  const gain = Number(state.gain);
  if (name.startsWith("xavier")) return { gain };
  if (name.startsWith("he")) return { gain: Math.SQRT2 * gain };
  return name === "normal" ? { std: Number(state.std) } : {};
}

/** The experiment as plain data: what `signalRun` takes. The histograms follow from the theory, so that one run does. */
function signalSpec(state: State): SignalSpec {
  const name = state.scheme as SchemeName;
  return {
    depth: Number(state.depth),
    width: Number(state.width),
    samples: Number(state.samples),
    activation: state.activation as ActivationName,
    scheme: name,
    options: optionsOf(name, state),
    seed: Number(state.seed),
    precision: "float32",
    overflow: "keep",
  };
}

function theoryOf({ depth, width, activation, scheme: name, options }: SignalSpec): TheoryRow[] {
  const sizes = new Array<number>(depth + 1).fill(width);
  return wideNetwork({ sizes, activation, output: activation, weights: scheme(name, options) });
}

/** The values between which the histograms count: all an activation can give, or what the theory expects. */
function rangeOf(activation: ActivationName, theory: readonly TheoryRow[]): [number, number] {
  if (activation === "tanh") return [-1, 1];
  if (activation === "sigmoid") return [0, 1];
  const layers = theory.slice(1);
  const high = Math.max(...layers.map(({ mean, std }) => mean + 3 * std));
  const low = activation === "relu" ? 0 : Math.min(...layers.map(({ mean, std }) => mean - 3 * std));
  return high > low && high < 1e37 ? [low, high] : [low < 0 ? -1 : 0, 1];
}

/** An odd number, so that 0 lies in the middle of a bin. */
const BINS = 41;

let latest: { key: string; theory: TheoryRow[] } | undefined;

function run(state: State): SignalResult {
  const spec = signalSpec(state);
  const key = JSON.stringify({ ...spec, seed: 0, samples: 0 });
  if (latest?.key !== key) latest = { key, theory: theoryOf(spec) };
  const { theory } = latest;
  const [low, high] = rangeOf(spec.activation, theory);
  return { ...signalRun({ ...spec, histogram: { bins: BINS, low, high } }), theory };
}

/** The experiment `signals`. */
export const signalExplorer: Live = {
  id: "signals",
  title: "Signal and gradient through the layers",
  caption:
    "Raise the depth and watch the signal go up and the gradient come back. Then change the activation and look for the scheme and the gain that keep both level.",
  controls: [
    { kind: "range", key: "depth", label: "Depth", min: 1, max: 50, step: 1, unit: "layers" },
    choice("activation", "Activation", Object.entries(activations)),
    choice("scheme", "Weights", Object.entries(schemes)),
    { kind: "range", key: "gain", label: "Gain factor", min: 0.1, max: 3, step: 0.05 },
    { kind: "range", key: "std", label: "Std", min: 0.001, max: 1, step: 0, scale: "log" },
    { kind: "range", key: "width", label: "Width", min: 10, max: 500, step: 10, unit: "units" },
    { kind: "range", key: "samples", label: "Samples", min: 10, max: 400, step: 10 },
    { kind: "range", key: "seed", label: "Seed", min: 1, max: 50, step: 1 },
  ],
  initial: {
    ...{ depth: 10, activation: "tanh", scheme: "xavierNormal", gain: 1, std: 0.01 },
    ...{ width: 200, samples: 200, seed: 1 },
  },
  open(state) {
    const result = run(state);
    const off = { zeros: ["gain", "std"], normal: ["gain"] }[String(state.scheme)] ?? ["std"];
    return { view: (narrow = false) => ({ ...signalView(result, narrow), disabled: off }) };
  },
};
