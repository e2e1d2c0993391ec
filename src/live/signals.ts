/** Signal explorer: what a net of equal layers does to the signal going up and to the gradient coming back. */
import { formatShare } from "../charts/number.js";
import type { ActivationName } from "../core/activations.js";
import { signalRun } from "../core/experiments.js";
import { type SchemeName, scheme } from "../core/initializers.js";
import type { SignalRow } from "../core/signals.js";
import { type TheoryRow, wideNetwork } from "../core/theory.js";
import type { Live, State, View } from "./live.js";
import { linearScale, logScale, powersAround, xAxis, yAxis } from "./scale.js";
import { DASH, line, NARROW, svg, WIDE } from "./svg.js";

interface Run {
  rows: SignalRow[];
  theory: TheoryRow[];
}

function run(state: State): Run {
  const [depth, width, samples] = [Number(state.depth), Number(state.width), Number(state.samples)];
  const activation = state.activation as ActivationName;
  const name = state.scheme as SchemeName;
  const { rows } = signalRun({
    ...{ depth, width, samples, activation, scheme: name },
    seed: Number(state.seed),
    precision: "float32",
  });
  const sizes = new Array<number>(depth + 1).fill(width);
  return { rows, theory: wideNetwork({ sizes, activation, output: activation, weights: scheme(name) }) };
}

function view({ rows, theory }: Run, narrow: boolean): View {
  const [width, height] = narrow ? [NARROW, 260] : [WIDE, 320];
  const top = rows.at(-1)?.gradientRms ?? 1;
  const series = {
    forward: rows.map(({ sampleStd }) => sampleStd),
    backward: rows.map(({ gradientRms }) => (gradientRms ?? 0) / top),
    theory: theory.map(({ sampleStd }) => sampleStd),
    theoryBack: theory.map(({ gradientRms }) => gradientRms),
  };
  const x = linearScale(0, rows.length - 1, 52, width - 12);
  const y = logScale(...powersAround(Object.values(series).flat()), height - 46, 34);
  const path = (values: number[]): [number, number][] => values.map((value, l) => [x.at(l), y.at(value)]);
  const last = rows.length - 1;
  const share = (series.forward[last] as number) / (series.forward[0] as number);
  return {
    svg: svg(
      width,
      height,
      yAxis(y, 52, width - 12, "signal (blue) and gradient (orange), log scale"),
      xAxis(x, height - 46, "layer (0 is the input)"),
      line(path(series.forward), "forward"),
      line(path(series.backward), "backward"),
      line(path(series.theory), "theory", { dash: DASH }),
      line(path(series.theoryBack), "theory", { dash: DASH }),
    ),
    sentence: `By layer ${last} the signal is ${formatShare(share, 2)} of what it was.`,
    table: {
      columns: ["layer", "signal", "gradient"],
      rows: rows.map(({ layer }, l) => [layer, series.forward[l] as number, series.backward[l] as number]),
    },
  };
}

/** The experiment `signals`. */
export const signalExplorer: Live = {
  id: "signals",
  title: "Signal explorer",
  caption: "Raise the depth and watch both curves. Then look for a scheme that keeps them level.",
  controls: [
    { kind: "range", key: "depth", label: "Depth", min: 1, max: 50, step: 1, unit: "layers" },
    { kind: "range", key: "width", label: "Width", min: 10, max: 500, step: 10, unit: "units" },
    {
      kind: "choice",
      key: "activation",
      label: "Activation",
      choices: ["tanh", "sigmoid", "relu"].map((value) => ({ value, label: value })),
    },
    {
      kind: "choice",
      key: "scheme",
      label: "Scheme",
      choices: ["xavierNormal", "heNormal", "normal"].map((value) => ({ value, label: value })),
    },
    { kind: "range", key: "samples", label: "Samples", min: 20, max: 200, step: 20 },
    { kind: "range", key: "seed", label: "Seed", min: 1, max: 20, step: 1 },
  ],
  initial: { depth: 10, width: 200, activation: "tanh", scheme: "xavierNormal", samples: 200, seed: 1 },
  open(state) {
    const result = run(state);
    return { view: (narrow = false) => view(result, narrow) };
  },
};
