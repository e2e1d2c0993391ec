/** What a net, a trace and gradients must be before a pass begins: whole, and of shapes that fit each other. */
import { requireActivation } from "./activations.js";
import { flag, isValues, list, matrixOf, refuse } from "./guard.js";
import type { Matrix } from "./matrix.js";
import type { Gradients, Layer, Mlp, Trace } from "./net.js";

/** Requires an object, to read its fields. */
function there(name: string, what: string, value: unknown, example: string): void {
  if (typeof value !== "object" || value === null) refuse(name, `${what} must be ${example}`, value);
}

/** Requires a net whose layers fit each other: as many columns of weights as units below, as many biases as rows. */
export function requireNet(name: string, net: Mlp): void {
  const example = "a net, such as mlp(random(1), { sizes: [2, 3, 1], weights: heNormal() })";
  there(name, "net", net, example);
  list(name, "layers of the net", net.layers);
  if (net.layers.length === 0) refuse(name, "the net must have at least one layer", net.layers);
  let below: number | undefined;
  for (const [i, layer] of net.layers.entries()) {
    requireLayer(name, `layer ${i + 1}`, layer, below);
    below = layer.weights.rows;
  }
}

function requireLayer(name: string, what: string, layer: Layer, below: number | undefined): void {
  there(name, what, layer, "an object with weights, biases and activation");
  const { weights, biases, activation, normalized = false, residual = false } = layer;
  matrixOf(name, `weights of ${what}`, weights);
  if (below !== undefined && weights.cols !== below)
    refuse(name, `weights of ${what} must have ${below} columns, one per unit of the layer below`, weights);
  if (!isValues(biases)) refuse(name, `biases of ${what} must be a Float64Array or a Float32Array`, biases);
  if (biases.length !== weights.rows)
    refuse(name, `biases of ${what} must hold ${weights.rows} values, one per unit`, biases.length);
  requireActivation(name, `activation of ${what}`, activation);
  flag(name, `normalized of ${what}`, normalized);
  flag(name, `residual of ${what}`, residual);
  if (residual && weights.rows !== weights.cols)
    refuse(name, `weights of ${what}, which is residual, must be square`, weights);
}

/** Requires a matrix of this shape, and of this precision where one is said. */
function shaped(name: string, what: string, m: Matrix, rows: number, cols: number, precision?: string): void {
  matrixOf(name, what, m);
  if (m.rows !== rows || m.cols !== cols) refuse(name, `${what} must be ${rows}×${cols}`, m);
  if (precision !== undefined && m.precision !== precision)
    refuse(name, `${what} must be of ${precision} like the net`, m.precision);
}

function requireCount(name: string, what: string, layers: unknown, net: Mlp): void {
  list(name, `layers of ${what}`, layers);
  const { length } = layers as readonly unknown[];
  if (length !== net.layers.length)
    refuse(name, `${what} must have ${net.layers.length} layers like the net`, length);
}

/** Requires a trace of the net's shapes; with `activations`, of its activations and its normalization, too. */
export function requireTrace(
  name: string,
  what: string,
  net: Mlp,
  trace: Trace,
  activations: "activations" | "shapes",
): void {
  there(name, what, trace, "what forward gave");
  requireCount(name, what, trace.layers, net);
  matrixOf(name, `inputs of ${what}`, trace.inputs);
  const { rows } = trace.inputs;
  shaped(name, `inputs of ${what}`, trace.inputs, rows, (net.layers[0] as Layer).weights.cols);
  for (const [i, { weights, activation, normalized }] of net.layers.entries()) {
    const here = trace.layers[i] as Trace["layers"][number];
    const place = `of layer ${i + 1} of ${what}`;
    there(name, `layer ${i + 1} of ${what}`, here, "an object with preActivations and activations");
    const { preActivations, activations: h, mask, normalized: kept } = here;
    shaped(name, `preActivations ${place}`, preActivations, rows, weights.rows, weights.precision);
    shaped(name, `activations ${place}`, h, rows, weights.rows, weights.precision);
    if (mask) shaped(name, `mask ${place}`, mask, rows, weights.rows);
    if (kept) shaped(name, `normalized values ${place}`, kept.values, rows, weights.rows);
    if (activations === "shapes") continue;
    if (here.activation !== activation)
      refuse(name, `activation ${place} must be the net's own, ${activation.name}`, here.activation?.name);
    if ((kept !== undefined) !== (normalized === true))
      refuse(
        name,
        `what layer ${i + 1} of ${what} keeps of normalization must be ${normalized ? "there" : "absent"} as in the net`,
        kept,
      );
  }
  shaped(name, `outputs of ${what}`, trace.outputs, rows, (net.layers.at(-1) as Layer).weights.rows);
}

/** Requires gradients of the net's shapes, for any number of rows. */
export function requireGradients(name: string, what: string, net: Mlp, gradients: Gradients): void {
  there(name, what, gradients, "what backward gave");
  requireCount(name, what, gradients.layers, net);
  const { weights: first } = net.layers[0] as Layer;
  matrixOf(name, `inputs of ${what}`, gradients.inputs);
  const { rows } = gradients.inputs;
  shaped(name, `inputs of ${what}`, gradients.inputs, rows, first.cols, first.precision);
  for (const [i, { weights, biases }] of net.layers.entries()) {
    const here = gradients.layers[i] as Gradients["layers"][number];
    const place = `of layer ${i + 1} of ${what}`;
    there(name, `layer ${i + 1} of ${what}`, here, "an object with weights and biases");
    shaped(name, `weights ${place}`, here.weights, weights.rows, weights.cols, weights.precision);
    shaped(name, `preActivations ${place}`, here.preActivations, rows, weights.rows, weights.precision);
    shaped(name, `activations ${place}`, here.activations, rows, weights.rows, weights.precision);
    if (!isValues(here.biases) || here.biases.length !== biases.length)
      refuse(name, `biases ${place} must hold ${biases.length} values`, here.biases);
  }
}
