/** Nets: what a pass gives back, row by row; memory that is written over; copies; float32. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { activations, relu, tanh } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { constant, heNormal } from "../core/initializers.js";
import { losses } from "../core/losses.js";
import { type Matrix, matrix, rowSlice, type Values, zeroMatrix } from "../core/matrix.js";
import { backward, copyNet, forward, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { close, sameBits } from "./support/close.js";
import { inputs, netAwayFromKinks, targets } from "./support/nets.js";

test("forward of a batch is forward of its rows", () => {
  const net = netAwayFromKinks(tanh);
  const { outputs } = forward(net, inputs);
  for (let i = 0; i < inputs.rows; i++)
    sameBits(forward(net, rowSlice(inputs, i, i + 1)).outputs.data, outputs.row(i));
});

test("wide layers (in the kernel) and narrow ones (in a loop) give the same bits", () => {
  for (const activation of ["tanh", "sigmoid"] as const) {
    const net = mlp(random("kernel"), { sizes: [3, 300, 2], activation, weights: heNormal() });
    const batch = forward(net, normal(0, 1).matrix(random("batch"), 10, 3));
    const { preActivations, activations: h } = batch.layers[0] as (typeof batch.layers)[0];
    sameBits(h.data, Array.from(preActivations.data, activations[activation].value));
    const upstream = zeroMatrix(10, 2);
    upstream.data.fill(1);
    const { activations: dh, preActivations: dz } = backward(net, batch, upstream).layers[0] as never as {
      activations: Matrix;
      preActivations: Matrix;
    };
    const slopes = Array.from(preActivations.data, activations[activation].slope);
    sameBits(
      dz.data,
      slopes.map((slope, i) => (dh.data[i] as number) * slope),
    );
  }
});

test("copyNet(net) has the same bits and shares nothing", () => {
  const net = netAwayFromKinks(tanh);
  const before = forward(net, inputs).outputs.data.slice();
  const copy = copyNet(net);
  sameBits(forward(copy, inputs).outputs.data, before);
  for (const { weights, biases } of copy.layers) {
    weights.data.fill(0);
    biases.fill(0);
  }
  sameBits(forward(net, inputs).outputs.data, before);
});

test("forward({ reuse }) and backward(…, reuse) write over the given memory: same objects, same bits", () => {
  const net = netAwayFromKinks(tanh);
  const other = normal(0, 1).matrix(random("other"), 4, 3);
  const wanted = forward(net, inputs);
  const slope = losses.meanSquared.gradient(wanted.outputs, targets);
  const wantedGradients = backward(net, wanted, slope);
  const trace = forward(net, other);
  const gradients = backward(net, trace, slope);
  const arrays = [...trace.layers, ...gradients.layers].flatMap((layer) => [
    layer.preActivations,
    layer.activations,
  ]);
  assert.equal(forward(net, inputs, { reuse: trace }), trace);
  assert.equal(backward(net, trace, slope, gradients), gradients);
  const now = [...trace.layers, ...gradients.layers].flatMap((layer) => [
    layer.preActivations,
    layer.activations,
  ]);
  now.forEach((m, i) => {
    assert.equal(m, arrays[i]);
  });
  assert.equal(trace.inputs, inputs);
  assert.equal(trace.outputs, trace.layers.at(-1)?.activations);
  trace.layers.forEach((layer, l) => {
    sameBits(layer.activations.data, wanted.layers[l]?.activations.data as Values);
    sameBits(gradients.layers[l]?.weights.data as Values, wantedGradients.layers[l]?.weights.data as Values);
    sameBits(gradients.layers[l]?.biases as Values, wantedGradients.layers[l]?.biases as Values);
  });
  sameBits(gradients.inputs.data, wantedGradients.inputs.data);
});

test("forward({ reuse }) with another batch size makes a new trace", () => {
  const net = netAwayFromKinks(tanh);
  const trace = forward(net, inputs);
  const fresh = forward(net, rowSlice(inputs, 0, 2), { reuse: trace });
  assert.notEqual(fresh, trace);
  assert.deepEqual([fresh.outputs.rows, trace.outputs.rows], [2, 4]);
});

test("forward({ reuse }) forgets the dropout mask and the activations of the earlier run", () => {
  const net = netAwayFromKinks(tanh);
  const slope = losses.meanSquared.gradient(forward(net, inputs).outputs, targets);
  const wanted = backward(net, forward(net, inputs), slope);
  const masked = forward(net, inputs, { dropout: { rng: random("mask"), rate: 0.5 } });
  const plain = forward(net, inputs, { reuse: masked });
  sameBits(backward(net, plain, slope).inputs.data, wanted.inputs.data, "after dropout");
  const bent = copyNet(net);
  for (const layer of bent.layers) layer.activation = relu;
  const reused = forward(net, inputs, { reuse: forward(bent, inputs) });
  sameBits(backward(net, reused, slope).inputs.data, wanted.inputs.data, "after another activation");
});

test("float32 nets stay in float32 and follow float64 nets to single precision", () => {
  const options = { sizes: [3, 50, 2], weights: heNormal(), biases: normal(0, 1) };
  const double = forward(mlp(random(5), options), inputs);
  const single32 = mlp(random(5), { ...options, precision: "float32" });
  const x32 = matrix(
    [...Array(4).keys()].map((i) => inputs.row(i)),
    "float32",
  );
  const trace = forward(single32, x32);
  const gradients = backward(single32, trace, losses.meanSquared.gradient(trace.outputs, targets));
  for (const m of [trace.outputs, gradients.inputs, gradients.layers[0]?.weights as Matrix])
    assert.equal(m.precision, "float32");
  trace.outputs.data.forEach((y, i) => {
    close(y, double.outputs.data[i] as number, { absolute: 1e-5 });
  });
});

test("constant weights: all units of a layer agree to the last bit, and so do their gradients", () => {
  const net = mlp(random(6), { sizes: [3, 5, 5, 2], weights: constant(0.3) });
  const trace = forward(net, inputs);
  const slope = losses.meanSquared.gradient(trace.outputs, targets);
  const gradients = backward(net, trace, slope);
  for (const l of [0, 1]) {
    const h = trace.layers[l]?.activations as Matrix;
    for (let i = 0; i < h.rows; i++) assert.equal(new Set(h.row(i)).size, 1);
    const g = gradients.layers[l]?.weights as Matrix;
    for (let i = 1; i < g.rows; i++) sameBits(g.row(i), g.row(0));
  }
});
