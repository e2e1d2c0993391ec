/** Initializers against PyTorch, Keras and SciPy: fans, gains, bounds and standard deviations. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fans } from "../core/fans.js";
import { gain } from "../core/gain.js";
import {
  type FanMode,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunUniform,
  pytorchDefault,
  TRUNCATION,
  varianceScaling,
  xavierNormal,
  xavierUniform,
} from "../core/initializers.js";
import { random } from "../core/random.js";
import { close, largest } from "./support/close.js";
import { reference } from "./support/reference.js";

interface Asked {
  shape: number[];
  uniformBound: number;
  normalStd: number;
}
const torch = reference<{
  fans: {
    shape: number[];
    layer: string;
    groups: number;
    fanIn: number;
    fanOut: number;
    groupedFanOut: number;
  }[];
  gains: { nonlinearity: string; param: number | null; gain: number }[];
  xavier: (Asked & { gainOf: string; gain: number })[];
  kaiming: (Asked & { mode: FanMode; nonlinearity: string; a: number; gain: number })[];
  moduleDefaults: { layer: string; parameters: { name: string; shape: number[]; uniformBound: number }[] }[];
  keras: {
    correction: number;
    rows: { initializer: string; shape: number[]; targetStd: number; cut: number; drawnStd: number }[];
  };
}>("init");
const tight = { relative: 1e-12 };

for (const { shape, layer, groups, ...wanted } of torch.fans) {
  test(`fans([${shape}]) are those of ${layer}`, () => {
    assert.deepEqual(fans(shape), { fanIn: wanted.fanIn, fanOut: wanted.fanOut });
    assert.deepEqual(fans(shape, { groups }), { fanIn: wanted.fanIn, fanOut: wanted.groupedFanOut });
  });
}

test("gain(name) is PyTorch's calculate_gain", () => {
  for (const { nonlinearity, param, gain: wanted } of torch.gains) {
    if (nonlinearity.startsWith("conv")) continue;
    const name = nonlinearity === "leaky_relu" ? "leakyRelu" : nonlinearity;
    close(param === null ? gain(name) : gain(name, param), wanted, { relative: 4e-16 }, nonlinearity);
  }
});

/** Draws: all within the bound of the law, one of them near it, their std as promised (5 %). */
function checkBound(initializer: Initializer, shape: number[], bound: number): void {
  const { data } = initializer.sample(random("bound"), shape);
  const top = largest(data);
  assert.ok(top <= bound && (data.length < 500 || top > 0.99 * bound), `largest ${top}, bound ${bound}`);
}

test("xavierUniform and xavierNormal ask for PyTorch's bounds and stds, for every shape and gain (1e-12)", () => {
  for (const { shape, gain: g, uniformBound, normalStd } of torch.xavier) {
    close(xavierNormal({ gain: g }).moments(fans(shape)).std, normalStd, tight);
    close(xavierUniform({ gain: g }).moments(fans(shape)).std * Math.sqrt(3), uniformBound, tight);
    checkBound(xavierUniform({ gain: g }), shape, uniformBound * (1 + 1e-15));
  }
});

test("heUniform and heNormal ask for PyTorch's kaiming bounds and stds, in every mode and gain (1e-12)", () => {
  for (const { shape, mode, nonlinearity, a, gain: g, uniformBound, normalStd } of torch.kaiming) {
    const rectified = nonlinearity === "relu" || nonlinearity === "leaky_relu";
    for (const options of rectified
      ? [
          { mode, a },
          { mode, gain: g },
        ]
      : [{ mode, gain: gain(nonlinearity) }]) {
      close(heNormal(options).moments(fans(shape)).std, normalStd, tight);
      close(heUniform(options).moments(fans(shape)).std * Math.sqrt(3), uniformBound, tight);
    }
  }
});

test("heNormal() is He's rule for ReLU by fan-in; lecun has variance 1/fanIn", () => {
  const layer = { fanIn: 50, fanOut: 7 };
  close(heNormal().moments(layer).std, 0.2, tight);
  close(heUniform().moments(layer).std, 0.2, tight);
  close(lecunNormal().moments(layer).std, 1 / Math.sqrt(50), tight);
  close(lecunUniform().moments(layer).std, 1 / Math.sqrt(50), tight);
});

test("pytorchDefault asks for the bounds of PyTorch's Linear and Conv layers, weights and biases (1e-12)", () => {
  const layers = torch.moduleDefaults.filter(({ layer }) => /^(Linear|Conv)/.test(layer));
  assert.equal(layers.length, 4);
  for (const { parameters } of layers) {
    const [weight, bias] = parameters as [(typeof parameters)[0], (typeof parameters)[0]];
    const ofLayer = fans(weight.shape);
    for (const { uniformBound } of [weight, bias])
      close(pytorchDefault().moments(ofLayer).std * Math.sqrt(3), uniformBound, tight);
    checkBound(pytorchDefault(), weight.shape, weight.uniformBound * (1 + 1e-15));
    const biases = pytorchDefault().sample(random("b"), [bias.shape[0] as number, 1], { fans: ofLayer });
    assert.ok(largest(biases.data) <= bias.uniformBound * (1 + 1e-15));
  }
});

test("TRUNCATION is the constant of Keras, 0.8796256610342398", () => {
  close(TRUNCATION, torch.keras.correction, { relative: 4e-16 });
});

test("varianceScaling with truncatedNormal is Keras's: cut at two parent stds, widened so that the std holds", () => {
  const rules: Record<string, { scale: number; mode: FanMode }> = {
    glorotNormal: { scale: 1, mode: "fanAverage" },
    heNormal: { scale: 2, mode: "fanIn" },
    lecunNormal: { scale: 1, mode: "fanIn" },
  };
  for (const { initializer, shape, targetStd, drawnStd, cut } of torch.keras.rows) {
    const rule = rules[initializer] as (typeof rules)[string];
    const scaled = varianceScaling({ ...rule, distribution: "truncatedNormal" });
    const { std } = scaled.moments(fans(shape));
    close(std, targetStd, tight);
    close(std, drawnStd, tight);
    checkBound(scaled, shape, cut);
  }
});
