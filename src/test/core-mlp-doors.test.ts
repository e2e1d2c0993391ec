/** Nets, traces and gradients that do not fit each other: what each function says of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { heNormal, type Initializer } from "../core/initializers.js";
import { matrix, zeroMatrix } from "../core/matrix.js";
import { backward, copyNet, forward, type Layer, type Mlp, mlp, type Trace } from "../core/mlp.js";
import { random } from "../core/random.js";
import { refuses, sameBits } from "./support/close.js";

const plan = { sizes: [2, 3, 1], weights: heNormal() };
const net = mlp(random(1), plan);
const other = mlp(random(1), { ...plan, sizes: [2, 4, 1] });
const x = matrix([
  [1, 2],
  [3, 4],
]);
const g = zeroMatrix(2, 1);
const trace = forward(net, x);

/** The net with layer 1 changed. */
function changed(change: Partial<Layer>): Mlp {
  const copy = copyNet(net);
  Object.assign(copy.layers[0] as Layer, change);
  return copy;
}

/** The trace with layer 1 changed. */
function traceWith(change: Partial<Trace["layers"][number]>): Trace {
  const [first, ...rest] = trace.layers as [Trace["layers"][number], ...Trace["layers"]];
  return { ...trace, layers: [{ ...first, ...change }, ...rest] };
}

const matrixNeeded = "must be a matrix, such as matrix([[1, 2]])";
const needsNet = "net must be a net, such as mlp(random(1), { sizes: [2, 3, 1], weights: heNormal() })";
const own = "an object with name, value(z), slope(z) and kinks, such as tanh";

for (const [name, call] of [
  ["forward", (n: Mlp) => forward(n, x)],
  ["backward", (n: Mlp) => backward(n, trace, g)],
  ["copyNet", copyNet],
] as const)
  test(`${name} refuses what is no net, and layers that do not fit`, () => {
    const wrong: [unknown, string][] = [
      [undefined, `${needsNet}, got undefined`],
      [null, `${needsNet}, got null`],
      [5, `${needsNet}, got 5`],
      [{}, "layers of the net must be a list, got undefined"],
      [{ layers: [] }, "the net must have at least one layer, got []"],
      [{ layers: [null] }, "layer 1 must be an object with weights, biases and activation, got null"],
      [{ layers: [{}] }, `weights of layer 1 ${matrixNeeded}, got undefined`],
      [changed({ biases: new Float64Array(1) }), "biases of layer 1 must hold 3 values, one per unit, got 1"],
      [
        changed({ biases: [0, 0, 0] as never }),
        "biases of layer 1 must be a Float64Array or a Float32Array, got [0, 0, 0]",
      ],
      [
        changed({ weights: zeroMatrix(4, 2), biases: new Float64Array(4) }),
        "weights of layer 2 must have 4 columns, one per unit of the layer below, got 1×3",
      ],
      [changed({ activation: undefined as never }), `activation of layer 1 must be ${own}, got undefined`],
      [changed({ activation: "tanh" as never }), `activation of layer 1 must be ${own}, got "tanh"`],
      [changed({ residual: true }), "weights of layer 1, which is residual, must be square, got 3×2"],
      [changed({ residual: "no" as never }), 'residual of layer 1 must be true or false, got "no"'],
      [changed({ normalized: 1 as never }), "normalized of layer 1 must be true or false, got 1"],
    ];
    for (const [value, message] of wrong) refuses(() => call(value as Mlp), `${name}: ${message}`);
  });

test("forward refuses inputs that are no matrix, unknown options and a dropout without its parts", () => {
  const run = (options: unknown) => (): unknown => forward(net, x, options as object);
  refuses(() => forward(net, [[1, 2]] as never), `forward: inputs ${matrixNeeded}, got [[1, 2]]`);
  refuses(() => forward(net, undefined as never), `forward: inputs ${matrixNeeded}, got undefined`);
  refuses(run(null), "forward: options must be an object, got null");
  refuses(
    run({ dropuot: 1 }),
    'forward: options must be among dropout, reuse, got "dropuot"; did you mean dropout?',
  );
  refuses(run({ dropout: 0.5 }), "forward: dropout must be an object, got 0.5");
  refuses(
    run({ dropout: { rng: random(1), p: 0.5 } }),
    'forward: dropout must be among rng, rate, got "p"; did you mean rng?',
  );
  refuses(
    run({ dropout: { rate: 0.5 } }),
    "forward: rng must be a generator such as random(1), got undefined",
  );
  refuses(
    run({ dropout: { rng: random(1), rate: NaN } }),
    "forward: dropout rate must lie in [0, 1), got NaN",
  );
});

test("forward refuses to reuse what is no trace of these shapes and this precision, or holds its inputs", () => {
  const run = (reuse: unknown) => (): unknown => forward(net, x, { reuse: reuse as Trace });
  refuses(run(null), "forward: reuse must be what forward gave, got null");
  refuses(run({}), "forward: layers of reuse must be a list, got undefined");
  refuses(run(forward(other, x)), "forward: preActivations of layer 1 of reuse must be 2×3, got 2×4");
  refuses(
    run(traceWith({ activations: zeroMatrix(3, 3) })),
    "forward: activations of layer 1 of reuse must be 2×3, got 3×3",
  );
  refuses(
    run(traceWith({ mask: zeroMatrix(1, 3) })),
    "forward: mask of layer 1 of reuse must be 2×3, got 1×3",
  );
  const single = forward(mlp(random(1), { ...plan, precision: "float32" }), x);
  refuses(
    run(single),
    'forward: preActivations of layer 1 of reuse must be of float64 like the net, got "float32"',
  );
  const square = mlp(random(1), { sizes: [2, 2], weights: heNormal() });
  const again = forward(square, x);
  refuses(
    () => forward(square, again.outputs, { reuse: again }),
    "forward: inputs must not be a matrix of reuse, which is written over, got 2×2",
  );
});

test("forward({ reuse }) forgets the normalization of the earlier run", () => {
  const normalized = mlp(random(1), { ...plan, normalization: "batch" });
  const reused = forward(net, x, { reuse: forward(normalized, x) });
  const slope = matrix([[1], [-2]]);
  sameBits(backward(net, reused, slope).inputs.data, backward(net, forward(net, x), slope).inputs.data);
});

test("backward refuses a trace that is not the net's: shapes, activations, masks, normalization", () => {
  const run =
    (t: unknown, n = net) =>
    (): unknown =>
      backward(n, t as Trace, g);
  const relu = mlp(random(1), { ...plan, activation: "relu" });
  const normalized = mlp(random(1), { ...plan, normalization: "batch" });
  refuses(run(undefined), "backward: trace must be what forward gave, got undefined");
  refuses(run({}), "backward: layers of trace must be a list, got undefined");
  refuses(run(forward(other, x)), "backward: preActivations of layer 1 of trace must be 2×3, got 2×4");
  refuses(
    run(trace, relu),
    `backward: activation of layer 1 of trace must be the net's own, relu, got "tanh"`,
  );
  refuses(
    run(traceWith({ mask: zeroMatrix(1, 1) })),
    "backward: mask of layer 1 of trace must be 2×3, got 1×1",
  );
  refuses(run({ ...trace, inputs: zeroMatrix(2, 3) }), "backward: inputs of trace must be 2×2, got 2×3");
  refuses(
    run({ ...trace, inputs: zeroMatrix(5, 2) }),
    "backward: preActivations of layer 1 of trace must be 5×3, got 2×3",
  );
  refuses(run({ ...trace, outputs: zeroMatrix(2, 2) }), "backward: outputs of trace must be 2×1, got 2×2");
  const keeps = "backward: what layer 1 of trace keeps of normalization must be";
  refuses(run(forward(normalized, x)), `${keeps} absent as in the net, got an object`);
  refuses(run(forward(net, x), normalized), `${keeps} there as in the net, got undefined`);
});

test("backward refuses a gradient that is no matrix of the outputs' shape or not finite, and wrong memory", () => {
  refuses(
    () => backward(net, trace, undefined as never),
    `backward: outputGradient ${matrixNeeded}, got undefined`,
  );
  refuses(
    () => backward(net, trace, matrix([[1], [NaN]])),
    "backward: outputGradient must hold finite numbers, got NaN at position 1",
  );
  const run = (reuse: unknown) => (): unknown => backward(net, trace, g, reuse as never);
  refuses(run(null), "backward: reuse must be what backward gave, got null");
  refuses(run({}), "backward: layers of reuse must be a list, got undefined");
  const theirs = backward(other, forward(other, x), g);
  refuses(run(theirs), "backward: weights of layer 1 of reuse must be 3×2, got 4×2");
  const ours = backward(net, trace, g);
  const [first, top] = ours.layers as [(typeof ours.layers)[0], (typeof ours.layers)[0]];
  refuses(
    run({ ...ours, layers: [{ ...first, biases: new Float64Array(2) }, top] }),
    "backward: biases of layer 1 of reuse must hold 3 values, got [0, 0]",
  );
});

test("an exploding net is let through: finite inputs and weights may give Infinity, as the hardware does", () => {
  const far = mlp(random(1), { sizes: [2, 2, 2, 2, 2], activation: "linear", weights: normal(0, 1e100) });
  assert.ok(!forward(far, x).outputs.data.every(Number.isFinite));
});

test("mlp refuses what it does not know, layers and weights that no memory holds, and wrong initializers", () => {
  const run =
    (more: object, rng = random(1)) =>
    (): unknown =>
      mlp(rng, { ...plan, ...more });
  const known = "sizes, activation, output, weights, biases, precision, normalization, residual";
  refuses(run({}, {} as never), "mlp: rng must be a generator such as random(1), got an object");
  refuses(() => mlp(random(1), undefined as never), "mlp: options must be an object, got undefined");
  refuses(
    run({ activaton: "relu" }),
    `mlp: options must be among ${known}, got "activaton"; did you mean activation?`,
  );
  refuses(run({ residual: "no" }), 'mlp: residual must be true or false, got "no"');
  refuses(run({ precision: "float16" }), 'mlp: precision must be "float64" or "float32", got "float16"');
  refuses(run({ sizes: [2, undefined, 1] }), "mlp: sizes[1] must be a positive integer, got undefined");
  refuses(run({ sizes: new Array(3) }), "mlp: sizes[0] must be a positive integer, got undefined");
  const all = "mlp: the weights of all layers must take at most 2 GiB of memory";
  refuses(run({ sizes: new Array(51).fill(5000) }), `${all}, got 1250000000, which takes 9.31 GiB`);
  refuses(run({ sizes: [2 ** 31, 2] }), `${all}, got 4294967296, which takes 32 GiB`);
  refuses(
    run({ sizes: new Array(2 ** 31) }),
    "mlp: the number of layers must take at most 256 MiB of memory, got 2147483647, which takes 3.91 TiB",
  );
  const from = (sample: unknown): object => ({
    weights: { name: "own", moments: () => ({ mean: 0, std: 1 }), sample } as Initializer,
  });
  refuses(
    run(from(5)),
    "mlp: weights must be an initializer or a distribution, such as heNormal() or normal(0, 0.01), got an object",
  );
  refuses(run(from(() => zeroMatrix(1, 1))), "mlp: weights of layer 1 must be drawn as 3×2, got 1×1");
  refuses(run(from(() => undefined)), `mlp: weights of layer 1 ${matrixNeeded}, got undefined`);
});

test("mlp refuses an activation that lacks what one needs", () => {
  const run = (activation: unknown) => (): unknown =>
    mlp(random(1), { ...plan, activation: activation as never });
  const parts = { name: "own", value: (z: number) => z, slope: () => 1, kinks: [] };
  assert.equal((run(parts)() as Mlp).layers[0]?.activation, parts);
  const one = "activation: an activation of one's own must be";
  refuses(run({}), `${one} ${own}, got an object`);
  refuses(run({ ...parts, slope: 1 }), `${one} ${own}, got an object`);
  refuses(
    run({ ...parts, name: undefined }),
    "activation: the name of an activation of one's own must be a text, got undefined",
  );
  refuses(run({ ...parts, kinks: undefined }), "activation: the kinks of own must be a list, got undefined");
  refuses(
    run({ ...parts, kinks: [NaN] }),
    "activation: the kinks of own must hold finite numbers, got NaN at position 0",
  );
  refuses(run({ ...parts, saturated: 1 }), "activation: saturated of own must be a function, got 1");
  assert.throws(run(null), /^RangeError: activation: name must be one of linear, .*, got null$/);
  assert.throws(run(Math.tanh), /^RangeError: activation: name must be one of linear, .*, got a function$/);
});
