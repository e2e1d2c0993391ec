/** The net of the collapse tracer: two inputs, three units, two units, one output; no biases, loss ½(ŷ - target)². */
import { type ActivationName, activation, linear } from "../core/activations.js";
import { matrix, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Layer, type Mlp } from "../core/mlp.js";

/** The names of the nodes, layer by layer. */
export const layers = [["x₁", "x₂"], ["a₁", "a₂", "a₃"], ["b₁", "b₂"], ["ŷ"]] as const;

/** A weight's place: from node `from` of layer `layer` to node `to` of the next. */
export interface Edge {
  id: string;
  label: string;
  layer: number;
  from: number;
  to: number;
}

const sizes = layers.map(({ length }) => length);

/** All weights, in the order of the state's list: layer by layer, for every unit its inputs. */
export const edges: readonly Edge[] = sizes.slice(1).flatMap((fanOut, layer) =>
  Array.from({ length: fanOut * (sizes[layer] as number) }, (_, k) => {
    const fanIn = sizes[layer] as number;
    const [from, to] = [k % fanIn, Math.floor(k / fanIn)];
    const label = `${layers[layer]?.[from]} → ${layers[layer + 1]?.[to]}`;
    return { id: `${layer + 1}-${to + 1}-${from + 1}`, label, layer, from, to };
  }),
);

/** What the net is made of. */
export interface NetInput {
  weights: readonly number[];
  inputs: readonly [number, number];
  target: number;
  activation: ActivationName;
}

/** The numbers at one node; `slope` is that of its activation where the forward pass left it (1 for inputs). */
export interface NodeNumbers {
  name: string;
  layer: number;
  index: number;
  value: number;
  slope: number;
  gradient: number;
}

/** The numbers at one weight; `back` is what it hands down: weight times the gradient at its upper end, slope included. */
export interface EdgeNumbers extends Edge {
  weight: number;
  gradient: number;
  forth: number;
  back: number;
}

/** Both passes. */
export interface Passes {
  nodes: NodeNumbers[];
  edges: EdgeNumbers[];
  loss: number;
  target: number;
}

/** The net itself, as the core has it. */
export function netOf({ weights, activation: name }: NetInput): Mlp {
  const net: Layer[] = sizes.slice(1).map((fanOut, layer) => {
    const m = zeroMatrix(fanOut, sizes[layer] as number);
    edges.forEach((edge, k) => {
      if (edge.layer === layer) m.data[edge.to * m.cols + edge.from] = weights[k] as number;
    });
    const top = layer === sizes.length - 2;
    return { weights: m, biases: new Float64Array(fanOut), activation: top ? linear : activation(name) };
  });
  return { sizes, layers: net };
}

/** `-0` is `0` to a reader. */
const plain = (x: number): number => (x === 0 ? 0 : x);

/** The forward and the backward pass of one input. */
export function bothPasses(input: NetInput): Passes {
  const net = netOf(input);
  const trace = forward(net, matrix([[...input.inputs]]));
  const error = trace.outputs.at(0, 0) - input.target;
  const gradients = backward(net, trace, matrix([[error]]));
  const nodes = layers.flatMap((names, layer) =>
    names.map((name, index): NodeNumbers => {
      const here = trace.layers[layer - 1];
      const gradient = (gradients.layers[layer - 1]?.activations ?? gradients.inputs).at(0, index);
      return {
        ...{ name, layer, index },
        value: plain((here?.activations ?? trace.inputs).at(0, index)),
        slope: here ? here.activation.slope(here.preActivations.at(0, index)) : 1,
        gradient: plain(gradient),
      };
    }),
  );
  const nodeAt = (layer: number, index: number): NodeNumbers =>
    nodes.find((node) => node.layer === layer && node.index === index) as NodeNumbers;
  const numbers = edges.map((edge, k): EdgeNumbers => {
    const [below, above] = [nodeAt(edge.layer, edge.from), nodeAt(edge.layer + 1, edge.to)];
    const weight = input.weights[k] as number;
    return {
      ...edge,
      weight,
      gradient: plain(gradients.layers[edge.layer]?.weights.at(edge.to, edge.from) ?? 0),
      forth: plain(weight * below.value),
      back: plain(weight * above.gradient * above.slope),
    };
  });
  return { nodes, edges: numbers, loss: 0.5 * error * error, target: input.target };
}

/** The nodes in the order in which the backward pass comes to them. */
export const backwardOrder = (passes: Passes): NodeNumbers[] =>
  [...passes.nodes].sort((a, b) => b.layer - a.layer || a.index - b.index);
