/** Nets against PyTorch: every pre-activation, activation and gradient, for every activation and every loss. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linear } from "../core/activations.js";
import { type Loss, losses } from "../core/losses.js";
import { type Matrix, matrix } from "../core/matrix.js";
import { backward, forward, type Mlp } from "../core/mlp.js";
import { allClose, close, largest } from "./support/close.js";
import { type Labelled, labelled, reference, title } from "./support/reference.js";

type Rows = number[][];
interface Case extends Labelled {
  loss: keyof typeof losses;
  sizes: number[];
  layers: { weights: Rows; biases: number[] }[];
  inputs: Rows;
  targets: Rows;
  expected: {
    layers: { preActivations: Rows; activations: Rows }[];
    outputs: Rows;
    loss: number;
    gradients: {
      layers: { weights: Rows; biases: number[]; preActivations: Rows; activations: Rows }[];
      inputs: Rows;
    };
  };
}

const { cases } = reference<{ cases: Case[] }>("autograd");

function netOf(row: Case): Mlp {
  const layers = row.layers.map(({ weights, biases }, l) => ({
    weights: matrix(weights),
    biases: Float64Array.from(biases),
    activation: l === row.layers.length - 1 ? linear : labelled(row),
  }));
  return { sizes: row.sizes, layers };
}

/** Equal to 1e-12 of the largest entry, shape and all. */
function sameMatrix(got: Matrix, wanted: Rows, what: string): void {
  assert.deepEqual([got.rows, got.cols], [wanted.length, wanted[0]?.length], what);
  allClose(got.data, wanted.flat(), { relative: 1e-12, absolute: 1e-12 * largest(wanted.flat()) }, what);
}

for (const row of cases) {
  const net = netOf(row);
  const loss: Loss = losses[row.loss];
  const { expected } = row;

  test(`forward, ${title(row)} under ${row.loss}: every number is PyTorch's to 1e-12`, () => {
    const trace = forward(net, matrix(row.inputs));
    expected.layers.forEach((layer, l) => {
      sameMatrix(trace.layers[l]?.preActivations as Matrix, layer.preActivations, `Z${l + 1}`);
      sameMatrix(trace.layers[l]?.activations as Matrix, layer.activations, `H${l + 1}`);
    });
    sameMatrix(trace.outputs, expected.outputs, "outputs");
    close(loss.value(trace.outputs, matrix(row.targets)), expected.loss, { relative: 1e-12 }, "loss");
  });

  test(`backward, ${title(row)} under ${row.loss}: every gradient is PyTorch's to 1e-12`, () => {
    const trace = forward(net, matrix(row.inputs));
    const got = backward(net, trace, loss.gradient(trace.outputs, matrix(row.targets)));
    const wanted = expected.gradients;
    wanted.layers.forEach((layer, l) => {
      const here = got.layers[l] as (typeof got.layers)[number];
      sameMatrix(here.weights, layer.weights, `∂L/∂W${l + 1}`);
      allClose(here.biases, layer.biases, { absolute: 1e-12 * largest(layer.biases) }, `∂L/∂b${l + 1}`);
      sameMatrix(here.preActivations, layer.preActivations, `∂L/∂Z${l + 1}`);
      sameMatrix(here.activations, layer.activations, `∂L/∂H${l + 1}`);
    });
    sameMatrix(got.inputs, wanted.inputs, "∂L/∂X");
  });
}

test("the cases cover every activation and every loss", () => {
  const names = new Set(cases.map((row) => row.activation));
  assert.equal(names.size, 11);
  assert.deepEqual([...new Set(cases.map((row) => row.loss))].sort(), Object.keys(losses).sort());
});
