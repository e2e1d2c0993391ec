/** The float32 path inside the kernel against the float64 path: figures, gradients and histograms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ActivationName, activations } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { heNormal, xavierNormal } from "../core/initializers.js";
import { largeRun } from "../core/large-run.js";
import { identity, type Matrix, matrix, zeroMatrix } from "../core/matrix.js";
import { backward, forward, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { layerHistograms, type SignalRow, signals } from "../core/signals.js";
import { histogram } from "../core/statistics.js";

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

/** One linear layer whose outputs are its inputs, to the bit. */
function through(inputs: Matrix, histogramBins: typeof bins): ReturnType<typeof largeRun> {
  const layer = {
    weights: identity(inputs.cols),
    biases: new Float64Array(inputs.cols),
    activation: activations.linear,
  };
  return largeRun({ sizes: [inputs.cols, inputs.cols], layers: [layer] }, inputs, {
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
