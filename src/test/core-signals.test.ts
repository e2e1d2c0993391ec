/** Signals of hand-made traces: every figure worked out by hand, spreads that are exactly 0, histograms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Activation, linear, relu, tanh } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { constant, heNormal } from "../core/initializers.js";
import { type Matrix, map, matrix, transpose, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Gradients, type LayerGradients, mlp, type Trace } from "../core/mlp.js";
import { random } from "../core/random.js";
import { layerHistograms, type SignalRow, sampleStd, signals, unitSpread } from "../core/signals.js";
import { rms, std } from "../core/statistics.js";
import { allClose, close, largest, refuses } from "./support/close.js";
import { matricesOf, size } from "./support/matrices.js";

/** A trace with the given activations, layer by layer. */
function traceOf(inputs: Matrix, ...layers: [Activation, Matrix][]): Trace {
  const made = layers.map(([activation, activations]) => ({
    activation,
    preActivations: activations,
    activations,
  }));
  return { inputs, layers: made, outputs: (layers.at(-1) as [Activation, Matrix])[1] };
}

const inputs = matrix([
  [1, -1],
  [3, 1],
]);
const hidden = matrix([
  [0, 0.98, -1],
  [0.5, 0, -0.99],
]);
const rectified = matrix([[0], [4]]);
const trace = traceOf(inputs, [tanh, hidden], [relu, rectified]);

test("signals: layer 0 is the inputs, every figure as by hand", () => {
  const [row] = signals(trace);
  const { layer, mean, std, sampleStd, unitSpread, meanSquare, saturatedShare, zeroShare } =
    row as NonNullable<typeof row>;
  // 1, -1, 3, 1: mean 1, squares 1 + 1 + 9 + 1 = 12; columns (1, 3) and (-1, 1) and rows all have std 1.
  assert.deepEqual(
    [layer, mean, meanSquare, sampleStd, unitSpread, saturatedShare, zeroShare],
    [0, 1, 3, 1, 1, 0, 0],
  );
  close(std, Math.SQRT2, { relative: 1e-15 });
});

test("signals: saturated and exactly zero outputs are counted by the activation of their layer", () => {
  const [, first, second] = signals(trace);
  close(first?.saturatedShare as number, 3 / 6, {});
  close(first?.zeroShare as number, 2 / 6, { relative: 1e-15 });
  assert.deepEqual([second?.saturatedShare, second?.zeroShare], [0, 0.5]);
  assert.deepEqual([second?.mean, second?.std, second?.sampleStd, second?.unitSpread], [2, 2, 2, 0]);
});

test("signals without gradients have no gradient figures, and no rank unless asked", () => {
  for (const row of signals(trace))
    for (const key of ["gradientRms", "weightGradientRms", "rank"]) assert.ok(!(key in row), key);
});

test("signals(trace, gradients): rms of ∂L/∂h and of ∂L/∂W, none of the latter for the inputs", () => {
  const gradients: Gradients = {
    inputs: matrix([
      [3, 4],
      [0, 0],
    ]),
    layers: [
      {
        weights: matrix([
          [1, 7],
          [5, 5],
          [1, 7],
        ]),
        biases: new Float64Array(3),
        preActivations: zeroMatrix(2, 3),
        activations: matrix([
          [2, 2, 2],
          [-2, -2, -2],
        ]),
      },
      {
        weights: matrix([[0, 0, 6]]),
        biases: new Float64Array(1),
        preActivations: zeroMatrix(2, 1),
        activations: matrix([[1], [-7]]),
      },
    ],
  };
  const rows = signals(trace, gradients);
  assert.deepEqual(
    rows.map((row) => row.gradientRms),
    [2.5, 2, 5],
  );
  assert.ok(!("weightGradientRms" in (rows[0] as object)));
  assert.deepEqual(
    rows.slice(1).map((row) => row.weightGradientRms),
    [5, Math.sqrt(12)],
  );
  const short = { ...gradients, layers: gradients.layers.slice(1) };
  refuses(() => signals(trace, short), "signals: gradients must have 2 layers like the trace, got 1");
});

test("signals(…, { rank: true }): the rank of every layer's matrix", () => {
  const dependent = matrix([
    [1, 2, 3],
    [2, 4, 6],
  ]);
  const rows = signals(traceOf(inputs, [tanh, dependent], [relu, zeroMatrix(2, 2)]), undefined, {
    rank: true,
  });
  assert.deepEqual(
    rows.map((row) => row.rank),
    [2, 1, 0],
  );
});

test("unitSpread(m) is the root mean square of the stds of the rows, sampleStd(m) of the columns", () => {
  const any = fc.tuple(size(9), size(9)).chain(([rows, cols]) => matricesOf(rows, cols));
  const overRows = (m: Matrix): number =>
    Math.sqrt(Array.from({ length: m.rows }, (_, i) => std(m.row(i)) ** 2).reduce((s, x) => s + x) / m.rows);
  fc.assert(
    fc.property(any, (m) => {
      close(unitSpread(m), overRows(m), { relative: 1e-9, absolute: 1e-12 });
      close(sampleStd(m), overRows(transpose(m)), { relative: 1e-9, absolute: 1e-12 });
    }),
    { seed: 1 },
  );
});

test("unitSpread is exactly 0 when all units agree, whatever their value, and only then", () => {
  for (const value of [0.1, 1 / 3, 1e9 + 0.1, -7e-300]) {
    const same = zeroMatrix(3, 7);
    same.data.fill(value);
    assert.equal(unitSpread(same), 0);
    same.data[5] = value * (1 + 1e-12);
    if (Math.abs(value) > 1e-100) assert.ok(unitSpread(same) > 0, String(value));
  }
});

test("a net with constant weights has unitSpread exactly 0 in every layer while sampleStd stays", () => {
  const net = mlp(random("same"), { sizes: [3, 6, 6, 6], output: "tanh", weights: constant(0.2) });
  for (const row of signals(forward(net, normal(0, 1).matrix(random("x"), 5, 3))).slice(1)) {
    assert.equal(row.unitSpread, 0);
    assert.ok(row.sampleStd > 0.01);
  }
});

test("signals of a drawn net: std² = meanSquare - mean², sampleStd and unitSpread at most std", () => {
  const net = mlp(random("net"), {
    sizes: [20, 30, 10],
    activation: "relu",
    weights: heNormal(),
    biases: normal(0, 1),
  });
  for (const row of signals(forward(net, normal(0, 1).matrix(random("x"), 50, 20)))) {
    close(row.std ** 2, row.meanSquare - row.mean ** 2, { relative: 1e-12 });
    assert.ok(row.sampleStd <= row.std * (1 + 1e-12) && row.unitSpread <= row.std * (1 + 1e-12));
  }
});

/** A deep narrow net with every layer about `gain` times the one below, and its gradients. */
function deep(gain: number): { trace: Trace; gradients: Gradients } {
  const net = mlp(random("deep"), {
    sizes: Array(141).fill(10),
    activation: "linear",
    weights: normal(0, gain),
  });
  const trace = forward(net, normal(0, 1).matrix(random("x"), 20, 10));
  return { trace, gradients: backward(net, trace, normal(0, 1).matrix(random("up"), 20, 10)) };
}

/** The same numbers divided by a power of two that brings them near 1, and that power. */
function nearOne(m: Matrix): { sized: Matrix; size: number } {
  const size = 2 ** Math.round(Math.log2(largest(m.data)));
  return { sized: map(m, (x) => x / size), size };
}

for (const [gain, edge] of [
  [0.01, 0],
  [40, Infinity],
] as const)
  test(`signals of 140 layers of std ${gain} go on where the squares leave the doubles`, () => {
    const { trace, gradients } = deep(gain);
    const rows = signals(trace, gradients);
    trace.layers.forEach(({ activations }, l) => {
      const row = rows[l + 1] as SignalRow;
      const { sized, size } = nearOne(activations);
      const wanted = signals(traceOf(sized, [linear, sized]))[0] as SignalRow;
      for (const name of ["mean", "std", "sampleStd", "unitSpread"] as const)
        close(row[name] / size, wanted[name], { relative: 1e-12 }, `${name} of layer ${l + 1}`);
      close(row.meanSquare, wanted.meanSquare * size * size, { relative: 1e-12, absolute: 1e-322 });
      const gradient = nearOne((gradients.layers[l] as LayerGradients).activations);
      close((row.gradientRms as number) / gradient.size, rms(gradient.sized.data), { relative: 1e-12 });
    });
    const { meanSquare } = rows.at(-1) as SignalRow;
    assert.equal(meanSquare, edge);
  });

test("what is not finite is refused by the name of its layer, or kept as NaN", () => {
  const lost = matrix([
    [0, 1],
    [Infinity, 1],
  ]);
  const holed = traceOf(inputs, [tanh, hidden], [relu, rectified], [relu, lost]);
  refuses(() => signals(holed), "signals: the activations of layer 3 must be finite numbers, got Infinity");
  refuses(
    () => layerHistograms(holed),
    "layerHistograms: the activations of layer 3 must be finite numbers, got Infinity",
  );
  refuses(
    () => signals(traceOf(matrix([[NaN]]), [relu, matrix([[0]])])),
    "signals: the inputs must be finite numbers, got NaN",
  );
  const kept = signals(holed, undefined, { rank: true, overflow: "keep" });
  assert.deepEqual(kept.slice(0, 3), signals(trace, undefined, { rank: true }));
  const { layer, ...figures } = kept[3] as SignalRow;
  assert.deepEqual([layer, Object.keys(figures).length], [3, 8]);
  assert.ok(Object.values(figures).every(Number.isNaN));
});

test("gradients that are not finite are refused by the name of their layer, or kept as NaN", () => {
  const { trace: short, gradients } = deep(0.01);
  (gradients.layers[6] as LayerGradients).activations.data[3] = NaN;
  refuses(
    () => signals(short, gradients),
    "signals: the gradients of layer 7 must be finite numbers, got NaN",
  );
  const kept = signals(short, gradients, { overflow: "keep" });
  assert.deepEqual([kept[7]?.gradientRms, (kept[7]?.weightGradientRms as number) > 0], [NaN, true]);
  (gradients.layers[6] as LayerGradients).activations.data[3] = 0;
  (gradients.layers[4] as LayerGradients).weights.data[1] = -Infinity;
  refuses(
    () => signals(short, gradients),
    "signals: the weight gradients of layer 5 must be finite numbers, got -Infinity",
  );
});

test("signals' doors: shapes that do not fit, what is no trace, no matrix, no known option", () => {
  const { trace: long, gradients } = deep(1);
  const layer = gradients.layers[1] as LayerGradients;
  const withLayer = (more: Partial<LayerGradients>): Gradients => ({
    ...gradients,
    layers: gradients.layers.map((each, l) => (l === 1 ? { ...layer, ...more } : each)),
  });
  const wide = traceOf(inputs, [tanh, matrix([[1, 2, 3]])]);
  const doors: [() => unknown, string][] = [
    [() => signals(5 as never), "trace must be an object with a list of layers, got 5"],
    [() => signals({ ...trace, layers: [] }), "trace must be an object with a list of layers, got an object"],
    [
      () => signals({ ...trace, layers: [null] } as never),
      "trace must be an object with a list of layers, got an object",
    ],
    [
      () => signals({ ...trace, inputs: [[1]] } as never),
      "the inputs of the trace must be a matrix, such as matrix([[1, 2]]), got [[1]]",
    ],
    [() => signals(wide), "the activations of layer 1 must be 2×3, got 1×3"],
    [
      () => signals({ ...trace, layers: [{ activations: hidden }] } as never),
      "the activation of layer 1 must be an object with name, value(z), slope(z) and kinks, such as tanh, got undefined",
    ],
    [() => signals(long, { ...gradients, inputs }), "the gradients of the inputs must be 20×10, got 2×2"],
    [
      () => signals(long, withLayer({ activations: hidden })),
      "the gradients of the activations of layer 2 must be 20×10, got 2×3",
    ],
    [
      () => signals(long, withLayer({ weights: hidden })),
      "the gradients of the weights of layer 2 must be 10×10, got 2×3",
    ],
    [() => signals(long, null as never), "gradients must be an object with a list of layers, got null"],
    [
      () => signals(trace, undefined, { ranks: true } as never),
      'options must be among rank, overflow, got "ranks"; did you mean rank?',
    ],
    [() => signals(trace, undefined, { rank: 1 } as never), "rank must be true or false, got 1"],
    [
      () => signals(trace, undefined, { overflow: "keeps" } as never),
      'overflow must be one of refuse, keep, got "keeps"; did you mean "keep"?',
    ],
  ];
  for (const [call, rest] of doors) refuses(call, `signals: ${rest}`);
  refuses(() => unitSpread(0 as never), "unitSpread: m must be a matrix, such as matrix([[1, 2]]), got 0");
  refuses(() => sampleStd([1] as never), "sampleStd: m must be a matrix, such as matrix([[1, 2]]), got [1]");
  refuses(
    () => unitSpread(matrix([[1, NaN]])),
    "unitSpread: m must hold finite numbers, got NaN at position 1",
  );
  refuses(
    () => layerHistograms(trace, { bin: 3 } as never),
    'layerHistograms: options must be among bins, low, high, got "bin"; did you mean bins?',
  );
  refuses(
    () => layerHistograms(trace, { bins: 5e6 }),
    "histogram: bins of 2 histograms must take at most 256 MiB of memory, got 10000000, which takes 381 MiB",
  );
});

test("layerHistograms: every layer but the inputs, all with the same edges, from the least to the greatest", () => {
  const [first, second] = layerHistograms(trace, { bins: 5 });
  assert.deepEqual([first?.layer, second?.layer, first?.outside, second?.outside], [1, 2, 0, 0]);
  allClose(first?.edges as number[], [-1, 0, 1, 2, 3, 4], { absolute: 1e-15 });
  assert.deepEqual(second?.edges, first?.edges);
  assert.deepEqual(
    [first?.counts, second?.counts],
    [
      [2, 4, 0, 0, 0],
      [0, 1, 0, 0, 1],
    ],
  );
});

test("layerHistograms({ low, high }) counts what lies outside; 30 bins by default", () => {
  const [first] = layerHistograms(trace, { low: -0.5, high: 0.75 });
  assert.deepEqual([first?.counts.length, first?.outside], [30, 3]);
});

test("layerHistograms of activations that are all equal puts them in one bin, at any size", () => {
  for (const value of [0, 0.5, 1e9]) {
    const same = zeroMatrix(2, 2);
    same.data.fill(value);
    const histograms = layerHistograms(traceOf(inputs, [tanh, same]), { bins: 4 });
    for (const { counts, outside } of histograms)
      assert.deepEqual([Math.max(...counts), outside], [4, 0], String(value));
  }
});
