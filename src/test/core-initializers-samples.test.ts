/** Drawn weights: moments in standard errors, laws against samples of PyTorch, orthogonal matrices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { truncatedNormal } from "../core/distributions.js";
import { fans } from "../core/fans.js";
import {
  from,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunUniform,
  orthogonal,
  pytorchDefault,
  TRUNCATION,
  varianceScaling,
  xavierNormal,
  xavierUniform,
} from "../core/initializers.js";
import { singularValues } from "../core/linalg.js";
import { identity, matrix, multiply } from "../core/matrix.js";
import { random } from "../core/random.js";
import { allClose, close, largest } from "./support/close.js";
import { reference } from "./support/reference.js";
import { distanceBetween, moment, within5 } from "./support/sampling.js";

/** The fourth and eighth moments of each law at variance 1; those of the cut normal by mpmath.quad. */
const moments = {
  normal: [3, 105],
  uniform: [9 / 5, 9],
  truncatedNormal: [2.3655367171296495, 27.189591165476514],
} as const;
const rules: [Initializer, keyof typeof moments][] = [
  [xavierNormal(), "normal"],
  [xavierUniform(), "uniform"],
  [heNormal(), "normal"],
  [heUniform(), "uniform"],
  [lecunNormal(), "normal"],
  [lecunUniform(), "uniform"],
  [pytorchDefault(), "uniform"],
  [varianceScaling({ scale: 1, mode: "fanOut", distribution: "truncatedNormal" }), "truncatedNormal"],
];
for (const [rule, law] of rules) {
  test(`${rule.name}: mean, variance and fourth moment of 300 × 400 weights lie within 5 standard errors`, () => {
    const { data } = rule.sample(random(`moments ${rule.name}`), [300, 400]);
    const { mean, std } = rule.moments({ fanIn: 400, fanOut: 300 });
    const [fourth, eighth] = moments[law];
    const root = Math.sqrt(data.length);
    assert.equal(mean, 0);
    within5(moment(data, 1), 0, std / root, "mean");
    within5(moment(data, 2), std ** 2, (std ** 2 * Math.sqrt(fourth - 1)) / root, "variance");
    within5(
      moment(data, 4),
      fourth * std ** 4,
      (std ** 4 * Math.sqrt(eighth - fourth ** 2)) / root,
      "fourth",
    );
  });
}

test("orthogonal: entries have mean 0 and the promised std", () => {
  for (const shape of [
    [60, 60],
    [40, 90],
    [90, 40],
  ]) {
    const { data } = orthogonal({ gain: 2 }).sample(random("entries"), shape);
    const { std } = orthogonal({ gain: 2 }).moments(fans(shape));
    close(moment(data, 2), std ** 2, { relative: 1e-12 });
    within5(moment(data, 1), 0, std / Math.sqrt(data.length), "mean");
  }
});

const torch = reference<{
  criticalDistance: number;
  samples: { initializer: string; shape: number[]; values: number[] }[];
  orthogonal: { order: number; matrices: number[][][]; firstEntries: number[]; traces: number[] };
}>("init-samples");
const ours: Record<string, Initializer> = {
  xavierNormal: xavierNormal(),
  kaimingUniform: heUniform(),
  truncatedNormal: from(truncatedNormal(0, 0.02, -0.04, 0.04)),
};

for (const { initializer, shape, values } of torch.samples) {
  test(`${initializer}: 2000 weights of ours and 2000 of PyTorch's follow one law (two-sample Kolmogorov-Smirnov)`, () => {
    const { data } = (ours[initializer] as Initializer).sample(random(`torch ${initializer}`), shape);
    const distance = distanceBetween(data, values);
    assert.ok(distance < torch.criticalDistance, `distance ${distance}`);
  });
}

test("orthogonal: first entries and traces of 2000 matrices of ours and of PyTorch's follow one law", () => {
  const { order, firstEntries, traces } = torch.orthogonal;
  const rng = random("haar");
  const draws = firstEntries.map((_, i) => orthogonal().sample(rng.split(i), [order, order]));
  const corners = draws.map((q) => q.at(0, 0));
  const traceOf = draws.map((q) =>
    Array.from({ length: order }, (_, i) => q.at(i, i)).reduce((s, x) => s + x),
  );
  assert.ok(distanceBetween(corners, firstEntries) < torch.criticalDistance);
  assert.ok(distanceBetween(traceOf, traces) < torch.criticalDistance);
  // Haar: E tr = 0, E tr² = 1, and an entry has mean square 1/order.
  within5(moment(traceOf, 1), 0, 1 / Math.sqrt(2000), "trace");
  within5(moment(traceOf, 2), 1, Math.sqrt(2 / 2000), "squared trace");
  for (const q of torch.orthogonal.matrices.map((rows) => matrix(rows)))
    allClose(multiply(q, q, { transposeA: true }).data, identity(order).data, { absolute: 1e-12 });
});

for (const shape of [
  [50, 50],
  [30, 80],
  [80, 30],
  [16, 8, 3, 3],
  [1, 7],
  [7, 1],
]) {
  test(`orthogonal: a [${shape}] weight is gain × orthonormal along its shorter side, to 1e-12`, () => {
    const w = orthogonal({ gain: 1.5 }).sample(random("side"), shape);
    const small = Math.min(w.rows, w.cols);
    const product = multiply(w, w, w.rows <= w.cols ? { transposeB: true } : { transposeA: true });
    const wanted = Array.from(identity(small).data, (x) => 2.25 * x);
    allClose(product.data, wanted, { absolute: 1e-12 });
    allClose(singularValues(w), new Float64Array(small).fill(1.5), { relative: 1e-12 });
  });
}

test("orthogonal: a 1×1 weight is ±gain, both signs about equally often", () => {
  const draws = Array.from({ length: 2000 }, (_, i) =>
    orthogonal()
      .sample(random(`sign ${i}`), [1, 1])
      .at(0, 0),
  );
  assert.ok(draws.every((x) => Math.abs(x) === 1));
  within5(moment(draws, 1), 0, 1 / Math.sqrt(2000), "mean sign");
});

test("truncated draws stay within two parent stds", () => {
  const rule = varianceScaling({ scale: 1, mode: "fanIn", distribution: "truncatedNormal" });
  const { data } = rule.sample(random("cut"), [100, 100]);
  assert.ok(largest(data) <= (2 * 0.1) / TRUNCATION);
});
