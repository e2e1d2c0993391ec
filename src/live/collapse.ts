/** Collapse tracer: the chain rule on a net small enough to write every number on it. */
import type { ActivationName } from "../core/activations.js";
import { backwardOrder, bothPasses, type EdgeNumbers, edges, type Passes } from "./collapse-net.js";
import { collapsePicture, edgeAt } from "./collapse-view.js";
import { collapseWords } from "./collapse-words.js";
import { choice } from "./controls.js";
import type { Live, Session, State, View, ViewTable } from "./live.js";

const start = [0.8, -0.5, 0.4, 0.9, -0.7, 0.6, 0.9, -0.6, 0.5, -0.4, 0.7, 0.8, 0.8, -0.6];
const STEPS = 8;
const LARGEST = 2;

/** The list of weights in a state; whatever is not a number there becomes the weight of the beginning. */
function weightsOf(text: string): number[] {
  const given = text.split(",").map((number) => (number === "" ? Number.NaN : Number(number)));
  return start.map((weight, k) => {
    const value = given[k];
    return value !== undefined && Math.abs(value) <= LARGEST ? value : weight;
  });
}

const indexOf = (id: string): number => edges.findIndex((edge) => edge.id === id);

/** Both passes of the net that a state describes, with the chosen weight at the slider's value. */
function collapsePasses(state: State): Passes {
  const weights = weightsOf(String(state.weights));
  weights[indexOf(String(state.edge))] = Number(state.value);
  return bothPasses({
    weights,
    inputs: [Number(state.x1), Number(state.x2)],
    target: Number(state.target),
    activation: state.activation as ActivationName,
  });
}

function tableOf(passes: Passes, step: number): ViewTable {
  const order = backwardOrder(passes);
  const seen = (layer: number, index: number): boolean =>
    order.findIndex((node) => node.layer === layer && node.index === index) < step;
  const nodes = passes.nodes.map(({ name, layer, index, value, gradient }) => [
    ...[name, value],
    seen(layer, index) ? gradient : "",
  ]);
  const weights = passes.edges.map(({ label, layer, to, weight, gradient }) => [
    ...[label, weight],
    seen(layer + 1, to) ? gradient : "",
  ]);
  return { columns: ["node or weight", "value", "gradient"], rows: [...nodes, ...weights] };
}

/** A session; the list of weights in its state always holds what the picture shows. */
function session(begin: State): Session {
  let state: Record<string, State[string]> = { ...begin };
  let passes = collapsePasses(state);
  const settle = (): void => {
    passes = collapsePasses(state);
    state.weights = passes.edges.map(({ weight }) => weight).join(",");
  };
  const choose = (id: string): void => {
    state.edge = id;
    state.value = passes.edges[indexOf(id)]?.weight ?? 0;
  };
  settle();
  return {
    view(narrow = false): View {
      const step = Number(state.step);
      const chosen = passes.edges[indexOf(String(state.edge))] as EdgeNumbers;
      return {
        svg: collapsePicture(passes, step, chosen.id, narrow),
        sentence: collapseWords(passes, step, chosen),
        table: tableOf(passes, step),
        state: { ...state },
      };
    },
    change(next) {
      const other = next.edge !== state.edge;
      state = { ...next, ...(other && { edge: state.edge as string, value: state.value as number }) };
      if (other) choose(String(next.edge));
      settle();
      return true;
    },
    act(key) {
      if (key === "next") state.step = (Number(state.step) + 1) % (STEPS + 1);
      const layer = Number(/^zero-(\d)$/.exec(key)?.[1]) - 1;
      const weights = passes.edges.map((edge) =>
        edge.layer === layer || key === "zero-all" ? 0 : edge.weight,
      );
      state.weights = weights.join(",");
      state.value = weights[indexOf(String(state.edge))] as number;
      settle();
      return true;
    },
    point(x, y, narrow = false) {
      const edge = edgeAt(edges, x, y, narrow);
      if (edge) choose(edge.id);
    },
  };
}

const slope = (key: string, label: string) =>
  ({ kind: "range", key, label, min: -LARGEST, max: LARGEST, step: 0.1 }) as const;

/** The experiment `collapse`. */
export const collapseTracer: Live = {
  id: "collapse",
  title: "A single zero cuts the chain rule",
  caption:
    "Choose a weight in the picture, set it to 0 and see which gradients vanish with it. Then zero a whole layer, walk back step by step, and try the sigmoid.",
  controls: [
    { kind: "action", key: "zero-1", label: "Layer 1 = 0" },
    { kind: "action", key: "zero-2", label: "Layer 2 = 0" },
    { kind: "action", key: "zero-3", label: "Layer 3 = 0" },
    { kind: "action", key: "zero-all", label: "All = 0" },
    { kind: "action", key: "next", label: "Next step" },
    { kind: "range", key: "step", label: "Backward steps", min: 0, max: STEPS, step: 1 },
    choice(
      "edge",
      "Weight",
      edges.map(({ id, label }) => [id, label]),
    ),
    slope("value", "Its value"),
    choice("activation", "Activation", [
      ["tanh", "tanh"],
      ["sigmoid", "sigmoid"],
      ["relu", "ReLU"],
      ["linear", "linear (none)"],
    ]),
    slope("x1", "Input x₁"),
    slope("x2", "Input x₂"),
    slope("target", "Target"),
  ],
  initial: {
    ...{ step: STEPS, edge: "3-1-1", value: 0.8, activation: "tanh", x1: 1, x2: 0.5, target: 1 },
    weights: start.join(","),
  },
  pointing: "choose the weight under the cross",
  open: session,
};
