/** The float32 path inside the kernel against the float64 path: figures, gradients and histograms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ActivationName, activations } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { heNormal, xavierNormal } from "../core/initializers.js";
import { largeRun } from "../core/large-run.js";
import { identity, Matrix, matrix, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { layerHistograms, type SignalRow, sampleStd, signals } from "../core/signals.js";
import { histogram, std } from "../core/statistics.js";
import { close, refuses } from "./support/close.js";

const bins = { bins: 30, low: -1.5, high: 1.5 };

interface Task {
  net: Mlp;
  inputs: Matrix;
  upstream: Matrix;
}

function task(sizes: readonly number[], batch: number, name: ActivationName): Task {
  const rng = random(`large-run/${sizes.join("-")}/${batch}/${name}`);
  const weights = name === "tanh" || name === "sigmoid" ? xavierNormal() : heNormal();
  const net = mlp(rng.split("net"), {
    sizes,
    activation: name,
    output: name,
    weights,
    biases: normal(0, 0.1),
  });
  const inputs = normal(0, 1).matrix(rng.split("inputs"), batch, sizes[0] as number);
  return { net, inputs, upstream: normal(0, 1).matrix(rng.split("upstream"), batch, sizes.at(-1) as number) };
}

/** The same net, inputs and gradient rounded to float32, held in float64 matrices: the ordinary path's task. */
function rounded({ net, inputs, upstream }: Task): Task {
  const round = (m: Matrix): Matrix => {
    const out = zeroMatrix(m.rows, m.cols);
    out.data.set(Float32Array.from(m.data));
    return out;
  };
  const layers = net.layers.map((layer) => ({
    ...layer,
    weights: round(layer.weights),
    biases: Float64Array.from(Float32Array.from(layer.biases)),
  }));
  return { net: { ...net, layers }, inputs: round(inputs), upstream: round(upstream) };
}

const figures = ["std", "sampleStd", "unitSpread", "meanSquare", "gradientRms", "weightGradientRms"] as const;

/** Where a figure differs by more than 1e-4 relative, and is above 1e-6 of the layer's root mean square. */
function differences(got: SignalRow, wanted: SignalRow): string[] {
  const size = Math.sqrt(wanted.meanSquare);
  const faults: string[] = [];
  const compare = (name: keyof SignalRow, floor: number): void => {
    const [x, y] = [got[name], wanted[name]];
    if (x === undefined && y === undefined) return;
    const apart = Math.abs((x as number) - (y as number));
    if (!(apart <= Math.max(1e-4 * Math.abs(y as number), floor)))
      faults.push(`layer ${wanted.layer}, ${name}: got ${x}, wanted ${y}`);
  };
  for (const name of figures) compare(name, name.endsWith("Rms") ? 0 : 1e-6 * size);
  compare("mean", 1e-6 * size);
  return faults;
}

function check(one: Task, entries: (layer: number) => number): void {
  const { net, inputs, upstream } = rounded(one);
  const got = largeRun(net, inputs, { outputGradient: upstream, histogram: bins });
  const trace = forward(net, inputs);
  const wanted = signals(trace, backward(net, trace, upstream));
  assert.equal(got.rows.length, wanted.length);
  assert.deepEqual(
    wanted.flatMap((row, l) => differences(got.rows[l] as SignalRow, row)),
    [],
  );
  const histograms = layerHistograms(trace, bins);
  got.histograms.forEach((mine, l) => {
    const theirs = histograms[l] as typeof mine;
    assert.deepEqual(mine.edges.length, theirs.edges.length);
    // A value within rounding of an edge may fall on its other side.
    const moved = mine.counts.reduce(
      (sum, count, i) => sum + Math.abs(count - (theirs.counts[i] as number)),
      0,
    );
    assert.ok(moved <= 2 * Math.ceil(1e-5 * entries(l)), `layer ${l + 1}: ${moved / 2} values moved`);
    for (const share of ["saturatedShare", "zeroShare"] as const) {
      const apart = Math.abs((got.rows[l + 1] as SignalRow)[share] - (wanted[l + 1] as SignalRow)[share]);
      assert.ok(apart * entries(l) < 1.5 + 1e-5 * entries(l), `layer ${l + 1}: ${share}`);
    }
  });
}

const known = (Object.keys(activations) as ActivationName[]).filter((name) => activations[name].kernel);

test("largeRun is within 1e-4 of the float64 path for widths 1, 3, 5, 99 and batches of 1 to 7", () => {
  for (const width of [1, 3, 5, 99])
    for (let batch = 1; batch <= 7; batch++)
      check(task([width, width, width, width], batch, "tanh"), () => batch * width);
});

test("largeRun is within 1e-4 of the float64 path for layers of different widths", () => {
  for (const sizes of [
    [1, 99, 1],
    [7, 3, 50, 2],
    [64, 10],
    [2, 65, 33, 17, 5],
  ])
    for (const batch of [1, 6, 130])
      check(task(sizes, batch, "tanh"), (l) => batch * (sizes[l + 1] as number));
});

for (const name of known)
  test(`largeRun with ${name} is within 1e-4 of the float64 path through 6 layers of 60 units`, () => {
    check(task([60, 60, 60, 60, 60, 60, 60], 75, name), () => 75 * 60);
  });

test("largeRun with an activation that the kernel does not know gives the float64 path's own figures", () => {
  const { net, inputs, upstream } = task([9, 9, 9], 11, "gelu");
  const trace = forward(net, inputs);
  const got = largeRun(net, inputs, { outputGradient: upstream, histogram: bins });
  assert.deepEqual(got.rows, signals(trace, backward(net, trace, upstream)));
  assert.deepEqual(got.histograms, layerHistograms(trace, bins));
});

/** A linear layer whose outputs are its inputs, to the bit. */
const identityLayer = (units: number) => ({
  weights: identity(units),
  biases: new Float64Array(units),
  activation: activations.linear,
});

/** One such layer. */
function through(inputs: Matrix, histogramBins: typeof bins): ReturnType<typeof largeRun> {
  const { cols } = inputs;
  return largeRun({ sizes: [cols, cols], layers: [identityLayer(cols)] }, inputs, {
    histogram: histogramBins,
  });
}

test("largeRun's histogram is histogram(x) for values on, beside and beyond the edges", () => {
  const edges = Array.from({ length: 31 }, (_, i) => -1.5 + i / 10);
  const near = edges.flatMap((x) => [x, x - 1e-7, x + 1e-7, x * (1 + 2e-7), x * (1 - 2e-7)]);
  const values = [...near, 0, -0, 1e-40, -1e-40, 1e30, -1e30, 1.5, -1.5].map(Math.fround);
  const inputs = matrix(values.map((value) => [value, 0.7 * value, 1]));
  inputs.data.set(Float32Array.from(inputs.data));
  for (const each of [bins, { bins: 1, low: 0, high: 1 }, { bins: 7, low: -1e-3, high: 3 }]) {
    const got = through(inputs, each).histograms[0];
    const wanted = histogram(inputs.data, each);
    assert.deepEqual(got, { layer: 1, ...wanted });
    assert.equal(
      got?.counts.reduce((sum, count) => sum + count, 0),
      inputs.data.length - (got?.outside ?? 0),
    );
  }
});

test("largeRun's spread of equal units is exactly 0, and a small spread around a large mean is kept", () => {
  const equal = matrix(
    Array.from({ length: 9 }, (_, i) => new Array<number>(5).fill(Math.fround(0.1 * i + 7.3))),
  );
  assert.equal(through(equal, bins).rows[1]?.unitSpread, 0);
  const step = 2 ** -13;
  const small = matrix(Array.from({ length: 8 }, (_, i) => [1000 + step * (i % 2), 1000 - step * (i % 2)]));
  const row = through(small, bins).rows[1] as SignalRow;
  assert.ok(Math.abs(row.sampleStd / (step / 2) - 1) < 1e-6, `${row.sampleStd}`);
});

test("a histogram of a tiny net may have far more bins than the net has units", () => {
  const many = { bins: 100_000, low: -2, high: 2 };
  const inputs = matrix([[-1.5], [0.25], [1]]);
  const { outside, counts } = through(inputs, many).histograms[0] as ReturnType<typeof histogram>;
  assert.deepEqual([outside, counts.length], [0, 100_000]);
  assert.deepEqual(counts, histogram(inputs.data, many).counts);
});

test("largeRun refuses what the float64 path refuses", () => {
  const { net, inputs, upstream } = task([3, 4], 2, "tanh");
  const wrong = [
    () => largeRun(net, upstream),
    () => largeRun(net, inputs, { outputGradient: inputs }),
    () => largeRun(net, inputs, { histogram: { ...bins, bins: 0 } }),
    () => largeRun(net, inputs, { histogram: { bins: 3, low: 1, high: 1 } }),
    () => largeRun(net, inputs, { histogram: { bins: 3, low: -Infinity, high: 1 } }),
    () => largeRun(net, matrix([[1, NaN, 3]])),
  ];
  for (const run of wrong) assert.throws(run, { name: "RangeError", message: /^largeRun: / });
});

test("largeRun leaves the net and the inputs as they were, and gives the same figures again", () => {
  const { net, inputs, upstream } = task([20, 30, 10], 15, "selu");
  const before = JSON.stringify([
    net.layers.map(({ weights, biases }) => [weights.data, biases]),
    inputs.data,
  ]);
  const first = largeRun(net, inputs, { outputGradient: upstream, histogram: bins });
  largeRun(task([50, 50], 99, "tanh").net, zeroMatrix(99, 50));
  assert.deepEqual(largeRun(net, inputs, { outputGradient: upstream, histogram: bins }), first);
  const after = JSON.stringify([
    net.layers.map(({ weights, biases }) => [weights.data, biases]),
    inputs.data,
  ]);
  assert.equal(after, before);
});

test("largeRun's std of a small spread around a large mean is that of two passes in float64", () => {
  for (const [middle, step] of [
    [1000, 2 ** -14],
    [1000, 1e-3],
    [-3e4, 2 ** -9],
    [1, 2 ** -23],
    [1e30, 1e24],
  ] as const) {
    const numbers = Float32Array.from({ length: 60 }, (_, i) => middle + step * ((i * 7) % 5));
    const inputs = new Matrix(12, 5, numbers);
    const row = through(inputs, bins).rows[1] as SignalRow;
    const wanted = signals(forward({ sizes: [5, 5], layers: [identityLayer(5)] }, inputs))[1] as SignalRow;
    for (const name of ["mean", "std", "sampleStd", "unitSpread", "meanSquare"] as const)
      close(row[name], wanted[name], { relative: 1e-12 }, `${name} at ${middle} ± ${step}`);
  }
});

test("largeRun at the ends of float32: subnormal and greatest numbers keep their figures, smaller ones are 0", () => {
  for (const size of [2 ** -149, 2 ** -140, 1e-30, 1e30, 3e38]) {
    const inputs = matrix([
      [size, -size / 2],
      [-size / 2, size],
    ]);
    const row = through(inputs, bins).rows[1] as SignalRow;
    const rounded = Float32Array.from(inputs.data);
    close(row.std, std(rounded), { relative: 1e-15 }, `std of ${size}`);
    close(row.sampleStd, sampleStd(new Matrix(2, 2, rounded)), { relative: 1e-15 });
  }
  assert.deepEqual(through(matrix([[1e-50, -1e-46]]), bins).rows[1]?.zeroShare, 1);
});

const explosive = (): Mlp =>
  mlp(random(1), {
    sizes: Array(9).fill(50),
    activation: "relu",
    output: "relu",
    weights: normal(0, 1e6),
    precision: "float32",
  });

test("largeRun refuses a layer that left the numbers of float32, by its name, or keeps it as NaN", () => {
  const inputs = normal(0, 1).matrix(random(2), 5, 50);
  const options = {
    histogram: { bins: 2, low: -1, high: 1 },
    outputGradient: normal(0, 1).matrix(random(3), 5, 50),
  };
  const lost = /^largeRun: the activations of layer ([2-8]) must be finite numbers, got (NaN|Infinity)$/;
  assert.throws(() => largeRun(explosive(), inputs, options), { name: "RangeError", message: lost });
  const { rows, histograms } = largeRun(explosive(), inputs, { ...options, overflow: "keep" });
  const first = rows.findIndex(({ std }) => Number.isNaN(std));
  assert.ok(first > 2 && rows.slice(1, first).every((row) => row.std > 0 && Number.isFinite(row.meanSquare)));
  for (const { layer, counts, outside } of histograms) {
    assert.equal(
      counts.reduce((sum, count) => sum + count, outside),
      250,
      `layer ${layer}`,
    );
    const figures = Object.values(rows[layer] as SignalRow).slice(1, 8);
    assert.ok(
      figures.every((x) => Number.isNaN(x) === layer >= first),
      `layer ${layer}: ${figures}`,
    );
  }
  assert.ok(rows.every(({ gradientRms }) => Number.isNaN(gradientRms)));
});

test("largeRun refuses gradients that left the numbers of float32, by the name of their layer", () => {
  const net = mlp(random(4), {
    sizes: [8, 8, 8, 8],
    activation: "tanh",
    output: "tanh",
    weights: normal(0, 1e-3),
  });
  (net.layers[2] as Mlp["layers"][number]).weights.data.fill(3e38);
  const run = () =>
    largeRun(net, zeroMatrix(2, 8), { outputGradient: matrix([Array(8).fill(1e3), Array(8).fill(1)]) });
  assert.throws(run, {
    message: /^largeRun: the gradients of layer 2 must be finite numbers, got Infinity$/,
  });
});

test("largeRun with an activation that the kernel does not know refuses and keeps in the same words", () => {
  const net = mlp(random(1), {
    sizes: Array(400).fill(9),
    activation: "gelu",
    output: "gelu",
    weights: normal(0, 1e3),
  });
  const inputs = normal(0, 1).matrix(random(2), 5, 9);
  assert.throws(() => largeRun(net, inputs), {
    message: /^largeRun: the activations of layer \d+ must be finite numbers, got (-?Infinity|NaN)$/,
  });
  const { rows, histograms } = largeRun(net, inputs, { histogram: bins, overflow: "keep" });
  assert.deepEqual([rows.at(-1)?.std, histograms.at(-1)?.outside], [NaN, 45]);
});

test("largeRun's doors: nets whose layers do not fit, what is no net, no matrix, no option, no room", () => {
  const net = mlp(random(1), { sizes: [2, 3, 2], weights: heNormal() });
  const x = matrix([[1, 2]]);
  const withTop = (more: object) =>
    ({ ...net, layers: [net.layers[0], { ...net.layers[1], ...more }] }) as Mlp;
  const doors: [() => unknown, string][] = [
    [
      () => largeRun(withTop({ weights: zeroMatrix(2, 4) }), x),
      "weights of layer 2 must have 3 columns, one per unit of the layer below, got 2×4",
    ],
    [
      () => largeRun(withTop({ weights: [[1]] }), x),
      "weights of layer 2 must be a matrix, such as matrix([[1, 2]]), got [[1]]",
    ],
    [
      () => largeRun(withTop({ biases: new Float64Array(1) }), x),
      "biases of layer 2 must hold 2 values, one per unit, got 1",
    ],
    [
      () => largeRun(withTop({ biases: [0, 0] }), x),
      "biases of layer 2 must be a Float64Array or a Float32Array, got [0, 0]",
    ],
    [
      () => largeRun(withTop({ activation: {} }), x),
      "activation of layer 2 must be an object with name, value(z), slope(z) and kinks, such as tanh, got an object",
    ],
    [() => largeRun({ sizes: [2], layers: [] }, x), "the net must have at least one layer, got []"],
    [
      () => largeRun(undefined as never, x),
      "net must be a net, such as mlp(random(1), { sizes: [2, 3, 1], weights: heNormal() }), got undefined",
    ],
    [
      () => largeRun({ sizes: [], layers: Array(3) }, x),
      "layer 1 must be an object with weights, biases and activation, got undefined",
    ],
    [
      () => largeRun(net, [[1, 2]] as never),
      "inputs must be a matrix, such as matrix([[1, 2]]), got [[1, 2]]",
    ],
    [() => largeRun(net, matrix([[1]])), "inputs must have 2 columns, one per input of the net, got 1×1"],
    [() => largeRun(net, matrix([[1, 1e300]])), "inputs must lie within the range of float32, got 1e+300"],
    [
      () =>
        largeRun(net, x, {
          outputGradient: matrix([
            [1, 1],
            [1, 1],
          ]),
        }),
      "outputGradient must be 1×2, got 2×2",
    ],
    [
      () => largeRun(net, x, { outputGradient: matrix([[1, NaN]]) }),
      "outputGradient must hold finite numbers, got NaN at position 1",
    ],
    [
      () => largeRun(net, x, { outputGradient: matrix([[1, -1e39]]) }),
      "outputGradient must lie within the range of float32, got -1e+39",
    ],
    [
      () => largeRun(net, x, { histograms: bins } as never),
      'options must be among outputGradient, histogram, overflow, got "histograms"; did you mean histogram?',
    ],
    [
      () => largeRun(net, x, { histogram: { ...bins, bin: 3 } } as never),
      'histogram must be among bins, low, high, got "bin"; did you mean bins?',
    ],
    [
      () => largeRun(net, x, { histogram: { bins: 3, low: 0 } } as never),
      "high must be a finite number, got undefined",
    ],
    [() => largeRun(net, x, { histogram: null } as never), "histogram must be an object, got null"],
    [
      () => largeRun(net, x, { histogram: { ...bins, bins: 1e10 } }),
      "bins of 2 histograms must take at most 256 MiB of memory, got 20000000000, which takes 745 GiB",
    ],
    [
      () => largeRun(net, x, { histogram: { bins: 9, low: 0, high: 5e-324 } }),
      "low and high must have room for 9 different bins between them, got [0, 5e-324]",
    ],
    [
      () => largeRun(net, x, { overflow: "drop" } as never),
      'overflow must be one of refuse, keep, got "drop"',
    ],
  ];
  for (const [call, rest] of doors) refuses(call, `largeRun: ${rest}`);
});
