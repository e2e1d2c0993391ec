/** Whether a trace without its net, and gradients beside it, are of shapes that fit, before anything reads them. */
import { requireActivation } from "./activations.js";
import { matrixOf, refuse } from "./guard.js";
import type { Matrix } from "./matrix.js";
import type { Gradients, LayerTrace, Trace } from "./net.js";

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

/** Requires a trace: one row of activations per sample in every layer. */
export function requireTrace(name: string, trace: Trace): void {
  const layers = layersOf(name, "trace", trace);
  matrixOf(name, "the inputs of the trace", trace.inputs);
  layers.forEach(({ activation, activations }, l) => {
    const where = `of layer ${l + 1}`;
    requireActivation(name, `the activation ${where}`, activation);
    matrixOf(name, `the activations ${where}`, activations);
    shaped(name, `the activations ${where}`, activations, trace.inputs.rows, activations.cols);
  });
}

/** Requires gradients of the same shapes as a trace. */
export function requireGradients(name: string, gradients: Gradients, trace: Trace): void {
  const layers = layersOf(name, "gradients", gradients);
  const { rows, cols } = trace.inputs;
  if (layers.length !== trace.layers.length)
    refuse(name, `gradients must have ${trace.layers.length} layers like the trace`, layers.length);
  shaped(name, "the gradients of the inputs", gradients.inputs, rows, cols);
  layers.forEach(({ weights, activations }, l) => {
    const units = (trace.layers[l] as LayerTrace).activations.cols;
    const below = l === 0 ? cols : (trace.layers[l - 1] as LayerTrace).activations.cols;
    shaped(name, `the gradients of the activations of layer ${l + 1}`, activations, rows, units);
    shaped(name, `the gradients of the weights of layer ${l + 1}`, weights, units, below);
  });
}
