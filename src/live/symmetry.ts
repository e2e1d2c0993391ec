/** The symmetry explorer: equal units train as one, and a spread however small parts them. */
import type { ActivationName } from "../core/activations.js";
import { choice, pressRun, runButtons } from "./controls.js";
import { replay, stepsFrom } from "./history.js";
import type { Control, Live, State } from "./live.js";
import { type BiasStart, type SymmetrySettings, symmetryRun } from "./symmetry-model.js";
import { symmetryView } from "./symmetry-view.js";

/** Steps of training per frame of a run: few enough that the eye can follow the units apart. */
const STEPS_PER_FRAME = 4;

const controls: readonly Control[] = [
  choice("spread", "spread of the weights", [
    ["0", "0: all equal"],
    ["1e-12", "10⁻¹²"],
    ["1e-9", "10⁻⁹"],
    ["1e-6", "10⁻⁶"],
    ["1e-4", "10⁻⁴"],
    ["0.01", "0.01"],
    ["0.1", "0.1"],
    ["0.5", "0.5"],
  ]),
  { kind: "range", key: "weight", label: "constant weight", min: -1, max: 1, step: 0.1 },
  choice("biases", "biases", [
    ["zero", "0"],
    ["half", "0.5, all equal"],
    ["random", "random, N(0, 0.1²)"],
  ]),
  choice("net", "net", [
    ["4", "2–4–1"],
    ["4-4", "2–4–4–1"],
  ]),
  choice("data", "data", [
    ["circles", "two circles"],
    ["xor", "exclusive or"],
  ]),
  choice("activation", "activation", [
    ["tanh", "tanh"],
    ["sigmoid", "sigmoid"],
    ["relu", "ReLU"],
    ["linear", "linear"],
  ]),
  { kind: "range", key: "rate", label: "learning rate", min: 0.02, max: 10, step: 0.1, scale: "log" },
  { kind: "range", key: "seed", label: "seed", min: 1, max: 20, step: 1 },
  ...runButtons,
];

/** How far a run may be when it is first seen. */
const MOST_AHEAD = 20_000;

/** The settings that a state stands for. */
export function symmetrySettings(state: State): SymmetrySettings {
  return {
    data: state.data === "xor" ? "xor" : "circles",
    hidden: String(state.net).split("-").map(Number),
    weight: Number(state.weight),
    spread: Number(state.spread),
    biases: String(state.biases) as BiasStart,
    activation: String(state.activation) as ActivationName,
    seed: Number(state.seed),
    learningRate: Number(state.rate),
  };
}

/** Experiment 2. */
export const symmetry: Live = {
  id: "symmetry",
  title: "Equal units stay equal, nearly equal ones part",
  caption:
    "Press Run: units that differ by a millionth part after a while. Then set the spread to 0 and run again; try weights of 0, and random biases.",
  controls,
  initial: {
    spread: "1e-6",
    weight: 0.5,
    biases: "zero",
    net: "4",
    data: "circles",
    activation: "tanh",
    rate: 2,
    seed: 1,
    step: "720",
  },
  open(state) {
    const shown = replay(() => symmetryRun(symmetrySettings(state)), stepsFrom(state.step, MOST_AHEAD));
    return {
      view(narrow) {
        const run = shown.now();
        return { ...symmetryView(run, narrow), state: { step: String(run.now().step) } };
      },
      act: (key) => pressRun(shown, key, STEPS_PER_FRAME),
    };
  },
};
