/**
 * A fully connected net: build it, run it forward, run it backward.
 *
 * Weights are (fanOut × fanIn) and inputs are (batch × fanIn), as in PyTorch: `Z = X Wᵀ + b`, `H = φ(Z)`.
 */
import type { Activation } from "./activations.js";
import { architecture, type NetOptions } from "./architecture.js";
import { applyActivation, applySlope } from "./elementwise.js";
import { finiteData, refuse, within } from "./guard.js";
import { columnSums, type Matrix, multiply, type Values, values, zeroMatrix } from "./matrix.js";
import { type Normalized, normalizationGradient, normalize } from "./normalization.js";
import type { Random } from "./random.js";

/** One layer: `weights` is (fanOut × fanIn), `biases` has fanOut values. */
export interface Layer {
  weights: Matrix;
  biases: Values;
  activation: Activation;
  /** Whether `X Wᵀ` is normalized over the batch before the biases are added. */
  normalized?: boolean;
  /** Whether the layer adds its input to its output. */
  residual?: boolean;
}

/** A net is its layers. */
export interface Mlp {
  sizes: readonly number[];
  layers: Layer[];
}

/** What one layer computed, each (batch × fanOut): `Z`, `H = φ(Z)`, and the dropout mask if there was one. */
export interface LayerTrace {
  activation: Activation;
  preActivations: Matrix;
  activations: Matrix;
  mask?: Matrix;
  /** With batch normalization: the normalized `X Wᵀ`, and one over the std that each unit had. */
  normalized?: Normalized;
}

/** Everything a forward pass computed. */
export interface Trace {
  inputs: Matrix;
  layers: LayerTrace[];
  outputs: Matrix;
}

/** The gradients of the loss at one layer, each of the shape of the thing it belongs to. */
export interface LayerGradients {
  weights: Matrix;
  biases: Values;
  preActivations: Matrix;
  activations: Matrix;
}

/** The gradients of the loss at every layer, and with respect to the inputs. */
export interface Gradients {
  layers: LayerGradients[];
  inputs: Matrix;
}

/**
 * A net with freshly drawn weights. Layer l draws its weights from the stream `rng/weights/l` and its biases from
 * `rng/biases/l`, so one more layer leaves the others as they were.
 */
export function mlp(rng: Random, options: NetOptions): Mlp {
  const { precision = "float64" } = options;
  const layers = architecture("mlp", options).map((plan, i): Layer => {
    const fans = { fanIn: plan.fanIn, fanOut: plan.fanOut };
    const weightStream = rng.split("weights").split(i + 1);
    const biasStream = rng.split("biases").split(i + 1);
    return {
      weights: plan.weights.sample(weightStream, [plan.fanOut, plan.fanIn], { precision }),
      biases: plan.biases.sample(biasStream, [plan.fanOut, 1], { fans, precision }).data,
      activation: plan.activation,
      ...(plan.normalized && { normalized: true }),
      ...(plan.residual && { residual: true }),
    };
  });
  return { sizes: [...options.sizes], layers };
}

/** A copy that shares nothing with the original. */
export function copyNet(net: Mlp): Mlp {
  const layers = net.layers.map((layer) => {
    const { rows, cols, precision, data } = layer.weights;
    const copy = zeroMatrix(rows, cols, precision);
    copy.data.set(data);
    return { ...layer, weights: copy, biases: layer.biases.slice() };
  });
  return { sizes: net.sizes, layers };
}

/** Options of a forward pass; `reuse` is an earlier trace of the same shapes, whose memory is written over. */
export interface ForwardOptions {
  /** Hidden activations are set to 0 with probability `rate`, the others divided by `1 - rate`. */
  dropout?: { rng: Random; rate: number };
  reuse?: Trace;
}

/** Runs `inputs` (batch × fanIn) through the net. */
export function forward(net: Mlp, inputs: Matrix, options: ForwardOptions = {}): Trace {
  const first = net.layers[0] as Layer;
  if (inputs.cols !== first.weights.cols)
    refuse("forward", `inputs must have ${first.weights.cols} columns, one per input of the net`, inputs);
  finiteData("forward", "inputs", inputs.data);
  if (options.reuse) requireLayers("forward", "reuse", options.reuse.layers, net);
  const reuse = options.reuse?.inputs.rows === inputs.rows ? options.reuse : undefined;
  const trace = reuse ?? emptyTrace(net, inputs);
  trace.inputs = inputs;
  let below = inputs;
  net.layers.forEach((layer, l) => {
    const here = trace.layers[l] as LayerTrace;
    multiply(below, layer.weights, { transposeB: true, into: here.preActivations });
    if (layer.normalized) here.normalized = normalize(here.preActivations, here.normalized);
    addToRows(here.preActivations, layer.biases);
    applyActivation(layer.activation, here.preActivations.data, here.activations.data);
    here.activation = layer.activation;
    if (options.dropout && l + 1 < net.layers.length) dropOut(here, options.dropout);
    else delete here.mask;
    if (layer.residual) addTo(here.activations.data, below.data);
    below = here.activations;
  });
  return trace;
}

function requireLayers(name: string, what: string, layers: readonly unknown[], net: Mlp): void {
  if (layers.length !== net.layers.length)
    refuse(name, `${what} must have ${net.layers.length} layers like the net`, layers.length);
}

function emptyTrace(net: Mlp, inputs: Matrix): Trace {
  const layers = net.layers.map(({ weights, activation }) => ({
    activation,
    preActivations: zeroMatrix(inputs.rows, weights.rows, weights.precision),
    activations: zeroMatrix(inputs.rows, weights.rows, weights.precision),
  }));
  return { inputs, layers, outputs: (layers.at(-1) as LayerTrace).activations };
}

function addTo(to: Values, more: Values): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + (more[i] as number);
}

function addToRows(m: Matrix, row: Values): void {
  const { data, cols } = m;
  for (let i = 0; i < data.length; i += cols)
    for (let j = 0; j < cols; j++) data[i + j] = (data[i + j] as number) + (row[j] as number);
}

function dropOut(layer: LayerTrace, { rng, rate }: { rng: Random; rate: number }): void {
  within("forward", "dropout rate", rate, 0, 1);
  const { rows, cols, precision, data } = layer.activations;
  layer.mask ??= zeroMatrix(rows, cols, precision);
  const keep = 1 / (1 - rate);
  for (let i = 0; i < data.length; i++) {
    layer.mask.data[i] = rng.next() < rate ? 0 : keep;
    data[i] = (data[i] as number) * (layer.mask.data[i] as number);
  }
}

/**
 * Carries `outputGradient = ∂L/∂outputs` (batch × outputs) back through the net:
 * `δ = ∂L/∂H ∘ φ'(Z)`, `∂L/∂W = δᵀ X`, `∂L/∂b = Σ δ`, `∂L/∂X = δ W`. With batch normalization, `preActivations`
 * holds the gradient with respect to `X Wᵀ`.
 * `reuse` is an earlier result of the same shapes, whose memory is written over.
 */
export function backward(net: Mlp, trace: Trace, outputGradient: Matrix, reuse?: Gradients): Gradients {
  requireLayers("backward", "trace", trace.layers, net);
  if (reuse) requireLayers("backward", "reuse", reuse.layers, net);
  const { rows, cols } = trace.outputs;
  if (outputGradient.rows !== rows || outputGradient.cols !== cols)
    refuse("backward", `outputGradient must be ${rows}×${cols} like the outputs`, outputGradient);
  const gradients = reuse?.inputs.rows === trace.inputs.rows ? reuse : emptyGradients(net, trace);
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

function emptyGradients(net: Mlp, trace: Trace): Gradients {
  const batch = trace.inputs.rows;
  const layers = net.layers.map(({ weights }) => ({
    weights: zeroMatrix(weights.rows, weights.cols, weights.precision),
    biases: values(weights.rows, weights.precision),
    preActivations: zeroMatrix(batch, weights.rows, weights.precision),
    activations: zeroMatrix(batch, weights.rows, weights.precision),
  }));
  const { cols, precision } = (net.layers[0] as Layer).weights;
  return { layers, inputs: zeroMatrix(batch, cols, precision) };
}

/** `∂L/∂Z = ∂L/∂H ∘ φ'(Z) ∘ mask`. */
function preActivationGradient(trace: LayerTrace, gradients: LayerGradients): void {
  const { activation, mask, preActivations } = trace;
  const to = gradients.preActivations.data;
  applySlope(activation, preActivations.data, gradients.activations.data, to);
  if (mask) for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) * (mask.data[i] as number);
}
