/** The wide-network theory by its laws and closed forms, and what it does not cover. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { relu } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { constant, heNormal, lecunNormal, orthogonal, xavierNormal, zeros } from "../core/initializers.js";
import { type TheoryRow, varianceMap, wideNetwork } from "../core/theory.js";
import { close, refuses } from "./support/close.js";

test("varianceMap(relu, √2, q) is q and varianceMap(linear, g, q) is g² q", () => {
  for (const q of [1e-6, 1, 500]) {
    close(varianceMap("relu", Math.SQRT2, q), q, { relative: 1e-13 });
    close(varianceMap("linear", 3, q), 9 * q, { relative: 1e-13 });
  }
  assert.equal(varianceMap("tanh", 5, 0), 0);
});

test("wideNetwork of a linear net with biases: q = n Var(w) q + Var(b), the gap between inputs by the weights alone", () => {
  const rows = wideNetwork(
    { sizes: [50, 100, 30, 10], activation: "linear", weights: normal(0, 0.1), biases: normal(0, 0.5) },
    { inputMeanSquare: 4, inputCorrelation: 0.25 },
  );
  let [q, gap] = [4, 3];
  [50, 100, 30].forEach((fanIn, i) => {
    [q, gap] = [fanIn * 0.01 * q + 0.25, fanIn * 0.01 * gap];
    const row = rows[i + 1] as TheoryRow;
    close(row.preActivationVariance, q, { relative: 1e-13 });
    close(row.std, Math.sqrt(q), { relative: 1e-12 });
    close(row.sampleStd, Math.sqrt(gap), { relative: 1e-12 });
    close(row.correlation, 1 - gap / q, { absolute: 1e-13 });
  });
  // χ = fanOut · Var(w): 100, 30, 10 outputs.
  [1, 0.3, 0.1].forEach((chi, i) => {
    close(rows[i + 1]?.backwardFactor as number, Math.sqrt(chi), { relative: 1e-13 });
  });
  close(rows[0]?.gradientRms as number, Math.sqrt(1 * 0.3 * 0.1), { relative: 1e-12 });
});

test("wideNetwork of a constant bias moves the mean: ReLU of b + s z has mean s φ(b/s) + b Φ(b/s)", () => {
  const weights = normal(0, 0.1);
  const [, row] = wideNetwork({
    sizes: [100, 5],
    output: relu,
    weights,
    biases: constant(1.3),
  }) as TheoryRow[];
  // mpmath: npdf(1.3) + 1.3 ncdf(1.3), and E φ² = (1 + 1.69) ncdf(1.3) + 1.3 npdf(1.3)
  close(row?.mean as number, 1.345527962086514, { relative: 1e-12 });
  close(row?.meanSquare as number, 2.6523858661268576, { relative: 1e-12 });
});

test("wideNetwork keeps the difference of almost equal inputs: ReLU, sampleStd² = ½ q gap (1 - 2√2/3π √gap), to 2e-6", () => {
  for (const correlation of [1 - 1e-12, 1 - 1e-9, 1 - 1e-6]) {
    const net = { sizes: [100, 100], output: "relu", weights: heNormal() } as const;
    const row = wideNetwork(net, { inputCorrelation: correlation })[1] as TheoryRow;
    const gap = 1 - correlation;
    const wanted = gap * (1 - ((2 * Math.SQRT2) / (3 * Math.PI)) * Math.sqrt(gap));
    close(row.preActivationVariance, 2, { relative: 1e-13 });
    close(row.sampleStd ** 2, wanted, { relative: 2e-6 }, `gap ${gap}`);
  }
});

test("wideNetwork has the layers of the net, the inputs first, with gradientRms 1 at the top", () => {
  const rows = wideNetwork({ sizes: [7, 6, 5], weights: heNormal() }, { inputMeanSquare: 2 });
  assert.deepEqual(
    rows.map(({ layer }) => layer),
    [0, 1, 2],
  );
  const { mean, meanSquare, std, correlation } = rows[0] as TheoryRow;
  assert.deepEqual([mean, meanSquare, std, correlation], [0, 2, Math.SQRT2, 0]);
  assert.equal(rows[2]?.gradientRms, 1);
  close(rows[2]?.mean as number, 0, { absolute: 1e-16 });
});

test("wideNetwork with zero weights, or inputs that are 0, gives zeros and no NaN", () => {
  const dead = wideNetwork({ sizes: [5, 5, 5], activation: "sigmoid", weights: zeros() });
  assert.deepEqual([dead[1]?.mean, dead[1]?.std, dead[1]?.sampleStd, dead[0]?.gradientRms], [0.5, 0, 0, 0]);
  for (const rows of [dead, wideNetwork({ sizes: [5, 5], weights: heNormal() }, { inputMeanSquare: 0 })])
    for (const row of rows) for (const value of Object.values(row)) assert.ok(Number.isFinite(value));
});

test("wideNetwork takes the same weights as mlp: Xavier, LeCun and orthogonal agree at equal fans", () => {
  const rows = [xavierNormal(), lecunNormal(), orthogonal()].map((weights) =>
    wideNetwork({ sizes: [30, 30, 30], weights }),
  );
  for (const other of rows.slice(1))
    close(other[2]?.std as number, rows[0]?.[2]?.std as number, { relative: 1e-12 });
});

test("what the theory does not cover is refused with its reason", () => {
  const net = { sizes: [3, 4], weights: heNormal() };
  refuses(
    () => wideNetwork({ ...net, weights: constant(1) }),
    "wideNetwork: the weights' mean must be 0 for the theory to hold, got 1",
  );
  refuses(
    () => wideNetwork({ ...net, sizes: [3] }),
    "wideNetwork: sizes must hold the number of inputs and at least one layer, got [3]",
  );
  refuses(
    () => wideNetwork(net, { inputMeanSquare: -1 }),
    "wideNetwork: inputMeanSquare must be a finite number not below 0, got -1",
  );
  refuses(
    () => wideNetwork(net, { inputCorrelation: 1.1 }),
    "wideNetwork: inputCorrelation must lie in [-1, 1], got 1.1",
  );
  refuses(() => varianceMap("tanh", 1, -1), "varianceMap: q must be a finite number not below 0, got -1");
});
