/** The training playground: one task, two starts, side by side. */
import type { ActivationName } from "../core/activations.js";
import type { Dataset } from "../core/datasets.js";
import { type Replay, replay, stepsFrom } from "./history.js";
import type { Control, Live, State } from "./live.js";
import {
  type PlaygroundData,
  type PlaygroundOptimizer,
  type PlaygroundSettings,
  playgroundData,
  type Side,
  side,
  starts,
  stepsPerFrame,
} from "./playground-model.js";
import { playgroundView } from "./playground-view.js";

const choice = (key: string, label: string, choices: readonly (readonly [string, string])[]): Control => ({
  kind: "choice",
  key,
  label,
  choices: choices.map(([value, text]) => ({ value, label: text })),
});

const startChoices = Object.entries(starts).map(([key, { label }]) => [key, label] as const);

const controls: readonly Control[] = [
  choice("left", "weights on the left", startChoices),
  choice("right", "weights on the right", startChoices),
  choice("data", "data", [
    ["spirals", "spirals"],
    ["circles", "circles"],
    ["moons", "moons"],
    ["xor", "exclusive or"],
  ]),
  choice("activation", "activation", [
    ["relu", "ReLU"],
    ["tanh", "tanh"],
    ["sigmoid", "sigmoid"],
    ["selu", "SELU"],
    ["gelu", "GELU"],
    ["linear", "linear"],
  ]),
  { kind: "range", key: "depth", label: "hidden layers", min: 1, max: 10, step: 1 },
  { kind: "range", key: "width", label: "units per layer", min: 2, max: 32, step: 1 },
  choice("optimizer", "gradient descent", [
    ["plain", "plain"],
    ["momentum", "momentum 0.9"],
    ["adam", "Adam"],
  ]),
  { kind: "range", key: "rate", label: "learning rate", min: 0.0005, max: 3, step: 0.01, scale: "log" },
  { kind: "range", key: "seed", label: "seed", min: 1, max: 20, step: 1 },
  { kind: "action", key: "run", label: "Run", repeats: true },
  { kind: "action", key: "step", label: "Step" },
  { kind: "action", key: "restart", label: "Back to step 0" },
];

/** The settings that a state stands for. */
export function playgroundSettings(state: State): PlaygroundSettings {
  return {
    data: state.data as PlaygroundData,
    depth: Number(state.depth),
    width: Number(state.width),
    activation: state.activation as ActivationName,
    optimizer: state.optimizer as PlaygroundOptimizer,
    learningRate: Number(state.rate),
    seed: Number(state.seed),
  };
}

/** How far the nets may be when they are first seen, in frames: as far as a fraction of a second has room for. */
const FRAMES_AHEAD = 30;

/** Both sides in training. */
interface Match {
  sides: readonly Side[];
  data: Dataset;
  advance(steps: number): boolean;
}

function matchFor(state: State, ahead: number): Replay<Match> {
  const settings = playgroundSettings(state);
  const data = playgroundData(settings.data, settings.seed);
  return replay(() => {
    const sides = [state.left, state.right].map((start) => side(settings, data, String(start)));
    const advance = (steps: number) => sides.map((one) => one.advance(steps)).some((going) => going);
    return { sides, data, advance };
  }, ahead);
}

/** Experiment 4. */
export const playground: Live = {
  id: "playground",
  title: "One task, two starts",
  caption:
    "Press Run: the two nets differ only in how their weights began. Then choose other starts, more layers or another activation, and find a start that learns.",
  controls,
  initial: {
    left: "small",
    right: "he",
    data: "spirals",
    activation: "relu",
    depth: 5,
    width: 16,
    optimizer: "momentum",
    rate: 0.05,
    seed: 1,
    step: "300",
  },
  open(state) {
    const steps = stepsPerFrame(playgroundSettings(state));
    const shown = matchFor(state, stepsFrom(state.step, FRAMES_AHEAD * steps));
    return {
      view(narrow) {
        const { sides, data } = shown.now();
        const step = Math.max(...sides.map((one) => one.now().step));
        return { ...playgroundView(sides, data, narrow), state: { step: String(step) } };
      },
      act(key) {
        if (key === "restart") shown.restart();
        if (key === "restart") return true;
        const running = key === "run";
        return shown.advance(running ? steps : 1, running);
      },
    };
  },
};
