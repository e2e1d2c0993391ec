/** Schemes by PyTorch's, Keras's and JAX's names, Keras's numbers, and options that a scheme does not have. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fans } from "../core/fans.js";
import { gain } from "../core/gain.js";
import { type FanMode, TRUNCATION, varianceScaling } from "../core/initializers.js";
import { random } from "../core/random.js";
import { type SchemeName, type SchemeOptions, scheme } from "../core/schemes.js";
import { close, largest, refuses, sameBits } from "./support/close.js";
import { reference } from "./support/reference.js";

/** Our scheme, by the names that others give it. */
const names: Record<string, string> = {
  zeros: "zeros zeros_ Zeros",
  ones: "ones ones_ Ones",
  "constant 0.5": "constant constant_ Constant",
  "N(0, 0.01²)": "normal normal_ random_normal RandomNormal randomNormal",
  "N(0, 0.01²) cut to [-0.02, 0.02]":
    "truncatedNormal trunc_normal_ trunc_normal truncated_normal TruncatedNormal",
  xavierNormal: "xavierNormal xavier_normal_ xavier_normal glorotNormal glorot_normal GlorotNormal",
  xavierUniform: "xavierUniform xavier_uniform_ glorotUniform glorot_uniform GlorotUniform",
  heNormal: "heNormal kaiming_normal_ kaiming_normal kaimingNormal he_normal HeNormal",
  heUniform: "heUniform kaiming_uniform_ kaimingUniform he_uniform HeUniform",
  lecunNormal: "lecunNormal lecun_normal LecunNormal leCunNormal",
  lecunUniform: "lecunUniform lecun_uniform LecunUniform",
  orthogonal: "orthogonal orthogonal_ Orthogonal",
  varianceScaling: "varianceScaling variance_scaling VarianceScaling",
  eye: "eye eye_ identity Identity",
  sparse: "sparse sparse_",
  dirac: "dirac dirac_",
  deltaOrthogonal: "deltaOrthogonal delta_orthogonal",
  pytorchDefault: "pytorchDefault pytorch_default",
};
for (const [ours, theirs] of Object.entries(names))
  test(`scheme understands ${theirs.replaceAll(" ", ", ")}`, () => {
    for (const name of theirs.split(" ")) assert.equal(scheme(name as SchemeName).name, ours);
  });

test("scheme refuses what names no scheme", () => {
  for (const name of [
    "",
    "kaiming",
    "torch",
    "normals",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ])
    assert.throws(() => scheme(name as SchemeName), {
      name: "RangeError",
      message: new RegExp(`^scheme: name must be one of zeros, .*, got "${name}"`),
    });
  for (const name of [undefined, null, 5, {}, Object.create(null), ["zeros"], Symbol("zeros")])
    assert.throws(
      () => scheme(name as unknown as SchemeName),
      /^RangeError: scheme: name must be one of zeros, /,
    );
});

test("a scheme takes the options of its initializer and no others", () => {
  const rows: [SchemeName, object, string][] = [
    [
      "orthogonal",
      { mode: "fanOut" },
      'orthogonal: options must be among gain, got "mode"; did you mean gain?',
    ],
    ["normal", { sd: 1 }, 'normal: options must be among mean, std, got "sd"; did you mean std?'],
    ["uniform", { stddev: 1 }, 'uniform: options must be among std, got "stddev"; did you mean std?'],
    ["constant", { val: 1 }, 'constant: options must be among value, got "val"; did you mean value?'],
    ["zeros", { gain: 1 }, 'zeros: options must be empty, got "gain"'],
    ["ones", { value: 1 }, 'ones: options must be empty, got "value"'],
    ["lecunNormal", { gain: 1 }, 'lecunNormal: options must be empty, got "gain"'],
    ["pytorchDefault", { a: 1 }, 'pytorchDefault: options must be empty, got "a"'],
    ["xavierUniform", { a: 1 }, 'xavierUniform: options must be among gain, got "a"; did you mean gain?'],
    [
      "heNormal",
      { mod: "fanIn" },
      'heNormal: options must be among mode, a, gain, got "mod"; did you mean mode?',
    ],
    [
      "heNormal",
      { negative_slope: 1 },
      'heNormal: options must be among mode, a, gain, got "negative_slope"; did you mean a?',
    ],
    [
      "sparse",
      { sparsty: 1 },
      'sparse: options must be among sparsity, std, got "sparsty"; did you mean sparsity?',
    ],
    [
      "truncatedNormal",
      { maxval: 1 },
      'truncatedNormal: options must be among mean, std, low, high, got "maxval"; did you mean high?',
    ],
    [
      "varianceScaling",
      { dist: "normal" },
      'varianceScaling: options must be among scale, mode, distribution, name, got "dist"; did you mean distribution?',
    ],
    ["eye", { n: 3 }, 'eye: options must be among gain, got "n"; did you mean gain?'],
  ];
  for (const [name, options, message] of rows) refuses(() => scheme(name, options as SchemeOptions), message);
  for (const name of [
    "zeros",
    "normal",
    "uniform",
    "constant",
    "truncatedNormal",
    "sparse",
    "heNormal",
  ] as const)
    for (const [wrong, shown] of [
      [null, "null"],
      [5, "5"],
      ["std", '"std"'],
    ])
      refuses(() => scheme(name, wrong as never), `${name}: options must be an object, got ${shown}`);
});

test("scheme(name, options) hands the options on", () => {
  const layer = { fanIn: 30, fanOut: 20 };
  const std = (name: SchemeName, options: SchemeOptions) => scheme(name, options).moments(layer).std;
  const tight = { relative: 1e-12 };
  assert.deepEqual(scheme("normal", { mean: 3, std: 2 }).moments(layer), { mean: 3, std: 2 });
  assert.equal(scheme("constant", { value: 7 }).moments(layer).mean, 7);
  close(std("truncatedNormal", { std: 3 }), 3 * TRUNCATION, tight);
  assert.equal(
    scheme("truncatedNormal", { mean: 1, std: 2, low: 0, high: 9 }).name,
    "N(1, 2²) cut to [0, 9]",
  );
  close(
    std("varianceScaling", { scale: 3, mode: "fanOut", distribution: "normal" }),
    Math.sqrt(3 / 20),
    tight,
  );
  close(std("sparse", { sparsity: 0.5, std: 1 }), Math.SQRT1_2, tight);
  assert.equal(scheme("eye", { gain: -1 }).moments(layer).mean, -1 / 30);
  assert.deepEqual([...scheme("dirac", { groups: 2 }).sample(random(1), [2, 1, 1]).data], [1, 1]);
});

const keras = reference<{
  fans: { shape: number[]; fans: [number, number] }[];
  asked: { initializer: string; shape: number[]; draw: string; stddev?: number; maxval?: number }[];
}>("frameworks");
/** Keras stores kernel, inputs, outputs; we store outputs, inputs, kernel. */
const ourShape = (shape: number[]): number[] => [...shape.slice(-2).reverse(), ...shape.slice(0, -2)];

for (const { initializer, shape, draw, stddev, maxval } of keras.asked)
  test(`${initializer} has the variance of Keras's for [${shape}], and our cut one its bounds`, () => {
    const layer = fans(ourShape(shape));
    const { std } = scheme(initializer as SchemeName).moments(layer);
    close(std, draw === "uniform" ? (maxval as number) / Math.sqrt(3) : (stddev as number) * TRUNCATION, {
      relative: 1e-14,
    });
    if (draw === "uniform") return;
    const rules: Record<string, [number, FanMode]> = {
      variance_scaling: [1, "fanIn"],
      glorot_normal: [1, "fanAverage"],
      he_normal: [2, "fanIn"],
      lecun_normal: [1, "fanIn"],
    };
    const [scale, mode] = rules[initializer] as [number, FanMode];
    const top = largest(varianceScaling({ scale, mode }).sample(random(1), [1000, 20], { fans: layer }).data);
    assert.ok(
      top <= 2 * (stddev as number) && top > 1.99 * (stddev as number),
      `${top}, cut at 2 · ${stddev}`,
    );
  });

test("varianceScaling() is varianceScaling({ scale: 1, mode: fanIn, distribution: truncatedNormal }), as in Keras", () => {
  const full = { scale: 1, mode: "fanIn", distribution: "truncatedNormal" } as const;
  const wanted = varianceScaling(full).sample(random(1), [4, 9]).data;
  for (const rule of [
    varianceScaling(),
    varianceScaling(undefined),
    varianceScaling({}),
    varianceScaling({ scale: 1 }),
  ])
    sameBits(rule.sample(random(1), [4, 9]).data, wanted);
});

test("fans are Keras's for matrices and kernels; of a vector, Keras takes the length twice, we and PyTorch nothing", () => {
  for (const { shape, fans: wanted } of keras.fans) {
    if (shape.length === 1) assert.throws(() => fans(shape), RangeError);
    else assert.deepEqual(Object.values(fans(ourShape(shape))), wanted);
  }
});

test("modes and distributions by other names are answered with ours", () => {
  const rows: [object, string][] = [
    [
      { mode: "fan_in" },
      'mode must be one of fanIn, fanOut, fanAverage, got "fan_in"; did you mean "fanIn"?',
    ],
    [
      { mode: "fan_avg" },
      'mode must be one of fanIn, fanOut, fanAverage, got "fan_avg"; did you mean "fanAverage"?',
    ],
    [
      { distribution: "truncated_normal" },
      'distribution must be one of normal, uniform, truncatedNormal, got "truncated_normal"; did you mean "truncatedNormal"?',
    ],
    [
      { distribution: "untruncated_normal" },
      'distribution must be one of normal, uniform, truncatedNormal, got "untruncated_normal"; did you mean "normal"?',
    ],
  ];
  for (const [options, message] of rows)
    refuses(() => varianceScaling(options as never), `varianceScaling: ${message}`);
});

test("gain knows PyTorch's own names", () => {
  const { gains } = reference<{ gains: { nonlinearity: string; param: number | null; gain: number }[] }>(
    "init",
  );
  assert.equal(gains.length, 19);
  for (const { nonlinearity, param, gain: wanted } of gains)
    close(
      param === null ? gain(nonlinearity) : gain(nonlinearity, param),
      wanted,
      { relative: 4e-16 },
      nonlinearity,
    );
  close(gain("leakyRelu", 1e200), Math.SQRT2 * 1e-200, { relative: 1e-15 });
  assert.equal(gain("tanh", 3), 5 / 3);
  refuses(() => gain("tanh", "3" as never), 'gain: parameter must be a finite number, got "3"');
  refuses(() => gain("relu", true as never), "gain: parameter must be a finite number, got true");
  refuses(() => gain("relu", null as never), "gain: parameter must be a finite number, got null");
});
