/** Whether the parts of a net, of a trace and of gradients fit each other, before anything reads them. */
import type { Activation } from "./activations.js";
import { isValues, made, matrixOf, refuse } from "./guard.js";
import type { Matrix, Values } from "./matrix.js";

interface NetLike {
  layers: readonly { weights: Matrix; biases: Values; activation: Activation }[];
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** The layers that `value` holds, at least one. */
function layersOf<T>(name: string, what: string, value: { layers: readonly T[] }): T[] {
  const layers = isObject(value) && Array.isArray(value.layers) ? Array.from(value.layers) : [];
  if (layers.length === 0 || !layers.every(isObject))
    refuse(name, `${what} must be an object with a list of layers`, value);
  return layers;
}

/** Requires a matrix of this shape. */
function shaped(name: string, what: string, value: Matrix, rows: number, cols: number): void {
  matrixOf(name, what, value);
  if (value.rows !== rows || value.cols !== cols) refuse(name, `${what} must be ${rows}×${cols}`, value);
}

function activationOf(name: string, what: string, value: Activation): void {
  made(name, what, value, "value slope", "an activation such as tanh");
}

/** Requires a net whose every layer takes what the one below puts out. */
export function requireNet(name: string, net: NetLike): void {
  let below: number | undefined;
  layersOf(name, "net", net).forEach(({ weights, biases, activation }, l) => {
    const where = `of layer ${l + 1}`;
    matrixOf(name, `the weights ${where}`, weights);
    if (below !== undefined) shaped(name, `the weights ${where}`, weights, weights.rows, below);
    if (!isValues(biases))
      refuse(name, `the biases ${where} must be a Float64Array or a Float32Array`, biases);
    if (biases.length !== weights.rows)
      refuse(name, `the biases ${where} must be ${weights.rows} values, one per unit`, biases.length);
    activationOf(name, `the activation ${where}`, activation);
    below = weights.rows;
  });
}

interface TraceLike {
  inputs: Matrix;
  layers: readonly { activation: Activation; activations: Matrix }[];
}

/** Requires a trace: one row of activations per sample in every layer. */
export function requireTrace(name: string, trace: TraceLike): void {
  const layers = layersOf(name, "trace", trace);
  matrixOf(name, "the inputs of the trace", trace.inputs);
  layers.forEach(({ activation, activations }, l) => {
    const where = `of layer ${l + 1}`;
    activationOf(name, `the activation ${where}`, activation);
    matrixOf(name, `the activations ${where}`, activations);
    shaped(name, `the activations ${where}`, activations, trace.inputs.rows, activations.cols);
  });
}

interface GradientsLike {
  inputs: Matrix;
  layers: readonly { weights: Matrix; activations: Matrix }[];
}

/** Requires gradients of the same shapes as a trace. */
export function requireGradients(name: string, gradients: GradientsLike, trace: TraceLike): void {
  const layers = layersOf(name, "gradients", gradients);
  const { rows, cols } = trace.inputs;
  if (layers.length !== trace.layers.length)
    refuse(name, `gradients must have ${trace.layers.length} layers like the trace`, layers.length);
  shaped(name, "the gradients of the inputs", gradients.inputs, rows, cols);
  layers.forEach(({ weights, activations }, l) => {
    const units = (trace.layers[l] as TraceLike["layers"][number]).activations.cols;
    const below = l === 0 ? cols : (trace.layers[l - 1] as TraceLike["layers"][number]).activations.cols;
    shaped(name, `the gradients of the activations of layer ${l + 1}`, activations, rows, units);
    shaped(name, `the gradients of the weights of layer ${l + 1}`, weights, units, below);
  });
}
