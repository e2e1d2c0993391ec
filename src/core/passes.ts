/** The two passes through a net whose parts are known to fit: every number is written into a trace or gradients. */
import { applyActivation, applySlope } from "./elementwise.js";
import { columnSums, type Matrix, multiply, type Values, values, zeroMatrix } from "./matrix.js";
import type { ForwardOptions, Gradients, Layer, LayerGradients, LayerTrace, Mlp, Trace } from "./net.js";
import { normalizationGradient, normalize } from "./normalization.js";

/** A trace with room for these inputs. */
export function emptyTrace(net: Mlp, inputs: Matrix): Trace {
  const layers = net.layers.map(({ weights, activation }) => ({
    activation,
    preActivations: zeroMatrix(inputs.rows, weights.rows, weights.precision),
    activations: zeroMatrix(inputs.rows, weights.rows, weights.precision),
  }));
  return { inputs, layers, outputs: (layers.at(-1) as LayerTrace).activations };
}

/** Runs the inputs through the net, into the trace. */
export function runForward(
  net: Mlp,
  inputs: Matrix,
  trace: Trace,
  dropout?: ForwardOptions["dropout"],
): Trace {
  trace.inputs = inputs;
  let below = inputs;
  net.layers.forEach((layer, l) => {
    const here = trace.layers[l] as LayerTrace;
    multiply(below, layer.weights, { transposeB: true, into: here.preActivations });
    if (layer.normalized) here.normalized = normalize(here.preActivations, here.normalized);
    else delete here.normalized;
    addToRows(here.preActivations, layer.biases);
    applyActivation(layer.activation, here.preActivations.data, here.activations.data);
    here.activation = layer.activation;
    if (dropout && l + 1 < net.layers.length) dropOut(here, dropout);
    else delete here.mask;
    if (layer.residual) addTo(here.activations.data, below.data);
    below = here.activations;
  });
  trace.outputs = below;
  return trace;
}

function addTo(to: Values, more: Values): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + (more[i] as number);
}

function addToRows(m: Matrix, row: Values): void {
  const { data, cols } = m;
  for (let i = 0; i < data.length; i += cols)
    for (let j = 0; j < cols; j++) data[i + j] = (data[i + j] as number) + (row[j] as number);
}

function dropOut(layer: LayerTrace, { rng, rate }: NonNullable<ForwardOptions["dropout"]>): void {
  const { rows, cols, precision, data } = layer.activations;
  layer.mask ??= zeroMatrix(rows, cols, precision);
  const keep = 1 / (1 - rate);
  for (let i = 0; i < data.length; i++) {
    layer.mask.data[i] = rng.next() < rate ? 0 : keep;
    data[i] = (data[i] as number) * (layer.mask.data[i] as number);
  }
}

/** Gradients with room for this many rows of a batch. */
export function emptyGradients(net: Mlp, batch: number): Gradients {
  const layers = net.layers.map(({ weights }) => ({
    weights: zeroMatrix(weights.rows, weights.cols, weights.precision),
    biases: values(weights.rows, weights.precision),
    preActivations: zeroMatrix(batch, weights.rows, weights.precision),
    activations: zeroMatrix(batch, weights.rows, weights.precision),
  }));
  const { cols, precision } = (net.layers[0] as Layer).weights;
  return { layers, inputs: zeroMatrix(batch, cols, precision) };
}

/** Carries `∂L/∂outputs` back through the net, into the gradients. */
export function runBackward(net: Mlp, trace: Trace, outputGradient: Matrix, gradients: Gradients): Gradients {
  (gradients.layers.at(-1) as LayerGradients).activations.data.set(outputGradient.data);
  for (let l = net.layers.length - 1; l >= 0; l--) {
    const layer = net.layers[l] as Layer;
    const here = gradients.layers[l] as LayerGradients;
    const below = l === 0 ? trace.inputs : (trace.layers[l - 1] as LayerTrace).activations;
    const belowGradient =
      l === 0 ? gradients.inputs : (gradients.layers[l - 1] as LayerGradients).activations;
    const { normalized } = trace.layers[l] as LayerTrace;
    preActivationGradient(trace.layers[l] as LayerTrace, here);
    columnSums(here.preActivations, here.biases);
    if (normalized) normalizationGradient(here.preActivations, normalized);
    multiply(here.preActivations, below, { transposeA: true, into: here.weights });
    multiply(here.preActivations, layer.weights, { into: belowGradient });
    if (layer.residual) addTo(belowGradient.data, here.activations.data);
  }
  return gradients;
}

/** `∂L/∂Z = ∂L/∂H ∘ φ'(Z) ∘ mask`. */
function preActivationGradient(trace: LayerTrace, gradients: LayerGradients): void {
  const { activation, mask, preActivations } = trace;
  const to = gradients.preActivations.data;
  applySlope(activation, preActivations.data, gradients.activations.data, to);
  if (mask) for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) * (mask.data[i] as number);
}
