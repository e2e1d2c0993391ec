/**
 * A fully connected net: build it, run it forward, run it backward.
 *
 * Weights are (fanOut × fanIn) and inputs are (batch × fanIn), as in PyTorch: `Z = X Wᵀ + b`, `H = φ(Z)`.
 */
import { architecture, type LayerPlan, type NetOptions } from "./architecture.js";
import { finiteData, generator, type Known, knownOptions, matrixOf, refuse, room, within } from "./guard.js";
import { type Matrix, type Precision, zeroMatrix } from "./matrix.js";
import type { ForwardOptions, Gradients, Layer, Mlp, Trace } from "./net.js";
import { requireGradients, requireNet, requireTrace } from "./net-checks.js";
import { emptyGradients, emptyTrace, runBackward, runForward } from "./passes.js";
import type { Random } from "./random.js";

export type {
  ForwardOptions,
  Gradients,
  Layer,
  LayerGradients,
  LayerTrace,
  Mlp,
  Trace,
} from "./net.js";

/**
 * A net with freshly drawn weights. Layer l draws its weights from the stream `rng/weights/l` and its biases from
 * `rng/biases/l`, so one more layer leaves the others as they were.
 */
export function mlp(rng: Random, options: NetOptions): Mlp {
  generator("mlp", rng);
  const plans = architecture("mlp", options);
  const { precision = "float64", sizes } = options;
  const count = plans.reduce((sum, { fanIn, fanOut }) => sum + fanIn * fanOut, 0);
  room("mlp", "the weights of all layers", count, precision === "float64" ? 8 : 4, "array");
  return { sizes: [...sizes], layers: plans.map((plan, i) => drawn(rng, plan, i + 1, precision)) };
}

function drawn(rng: Random, plan: LayerPlan, l: number, precision: Precision): Layer {
  const { fanIn, fanOut } = plan;
  const weights = plan.weights.sample(rng.split("weights").split(l), [fanOut, fanIn], { precision });
  const biases = plan.biases.sample(rng.split("biases").split(l), [fanOut, 1], {
    fans: { fanIn, fanOut },
    precision,
  });
  requireDrawn(`weights of layer ${l}`, weights, fanOut, fanIn);
  requireDrawn(`biases of layer ${l}`, biases, fanOut, 1);
  return {
    weights,
    biases: biases.data,
    activation: plan.activation,
    ...(plan.normalized && { normalized: true }),
    ...(plan.residual && { residual: true }),
  };
}

/** Initializers may come from anyone. */
function requireDrawn(what: string, m: Matrix, rows: number, cols: number): void {
  matrixOf("mlp", what, m);
  if (m.rows !== rows || m.cols !== cols) refuse("mlp", `${what} must be drawn as ${rows}×${cols}`, m);
}

/** A copy that shares nothing with the original. */
export function copyNet(net: Mlp): Mlp {
  requireNet("copyNet", net);
  const layers = net.layers.map((layer) => {
    const { rows, cols, precision, data } = layer.weights;
    const copy = zeroMatrix(rows, cols, precision);
    copy.data.set(data);
    return { ...layer, weights: copy, biases: layer.biases.slice() };
  });
  return { sizes: net.sizes, layers };
}

const forwardOptions: Known<ForwardOptions> = { dropout: true, reuse: true };
const dropoutOptions: Known<NonNullable<ForwardOptions["dropout"]>> = { rng: true, rate: true };

/**
 * Runs `inputs` (batch × fanIn) through the net. Inputs must be finite; what grows too large on the way becomes Infinity
 * or NaN, as happens in an exploding net, and `signals` refuses it.
 */
export function forward(net: Mlp, inputs: Matrix, options: ForwardOptions = {}): Trace {
  requireNet("forward", net);
  matrixOf("forward", "inputs", inputs);
  const { cols } = (net.layers[0] as Layer).weights;
  if (inputs.cols !== cols)
    refuse("forward", `inputs must have ${cols} columns, one per input of the net`, inputs);
  finiteData("forward", "inputs", inputs.data);
  const { dropout, reuse } = knownOptions("forward", options, forwardOptions);
  if (dropout !== undefined) requireDropout(dropout);
  if (reuse !== undefined) requireReuse(net, inputs, reuse);
  const trace = reuse?.inputs.rows === inputs.rows ? reuse : newTrace(net, inputs);
  return runForward(net, inputs, trace, dropout);
}

function newTrace(net: Mlp, inputs: Matrix): Trace {
  const numbers = net.layers.reduce((sum, { weights }) => sum + 2 * inputs.rows * weights.rows, 0);
  room("forward", "the numbers that all layers compute", numbers, 8, "array");
  return emptyTrace(net, inputs);
}

function requireDropout(dropout: NonNullable<ForwardOptions["dropout"]>): void {
  const { rng, rate } = knownOptions("forward", dropout, dropoutOptions, "dropout");
  generator("forward", rng);
  within("forward", "dropout rate", rate, 0, 1);
}

function requireReuse(net: Mlp, inputs: Matrix, reuse: Trace): void {
  requireTrace("forward", "reuse", net, reuse, "shapes");
  const written = reuse.layers.flatMap(({ preActivations, activations }) => [preActivations, activations]);
  if (written.some(({ data }) => data === inputs.data))
    refuse("forward", "inputs must not be a matrix of reuse, which is written over", inputs);
}

/**
 * Carries `outputGradient = ∂L/∂outputs` (batch × outputs) back through the net:
 * `δ = ∂L/∂H ∘ φ'(Z)`, `∂L/∂W = δᵀ X`, `∂L/∂b = Σ δ`, `∂L/∂X = δ W`. With batch normalization, `preActivations`
 * holds the gradient with respect to `X Wᵀ`. The trace must be one of this net. The gradient must be finite; what grows
 * too large on the way becomes Infinity or NaN.
 * `reuse` is an earlier result of the same shapes, whose memory is written over.
 */
export function backward(net: Mlp, trace: Trace, outputGradient: Matrix, reuse?: Gradients): Gradients {
  requireNet("backward", net);
  requireTrace("backward", "trace", net, trace, "activations");
  if (reuse !== undefined) requireGradients("backward", "reuse", net, reuse);
  const { rows, cols } = trace.outputs;
  matrixOf("backward", "outputGradient", outputGradient);
  if (outputGradient.rows !== rows || outputGradient.cols !== cols)
    refuse("backward", `outputGradient must be ${rows}×${cols} like the outputs`, outputGradient);
  finiteData("backward", "outputGradient", outputGradient.data);
  const gradients = reuse?.inputs.rows === rows ? reuse : emptyGradients(net, rows);
  return runBackward(net, trace, outputGradient, gradients);
}
