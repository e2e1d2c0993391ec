/** Activations: values and slopes against mpmath and PyTorch, slopes against differences, the table of names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Activation,
  type ActivationName,
  activation,
  activations,
  elu,
  leakyRelu,
  linear,
  relu,
  SELU_ALPHA,
  SELU_LAMBDA,
  selu,
  sigmoid,
  softplus,
  softsign,
  tanh,
} from "../core/activations.js";
import { allClose, close, refuses } from "./support/close.js";
import { type Labelled, labelled, reference, title } from "./support/reference.js";

type Row = Labelled & Record<"values" | "slopes" | "exactValues" | "exactSlopes", number[]>;
const { z, activations: rows } = reference<{ z: number[]; activations: Row[] }>("activations");
/** Below the normal numbers there are fewer digits to agree on. */
const exact = { relative: 1e-12, absolute: 1e-307 };

for (const row of rows) {
  const phi = labelled(row);
  test(`${title(row)}: value and slope are mpmath's to 1e-12, from -800 to 800, at ±0 the slope from the left`, () => {
    allClose(z.map(phi.value), row.exactValues, exact, "value");
    allClose(z.map(phi.slope), row.exactSlopes, exact, "slope");
  });

  test(`${title(row)}: value and slope are PyTorch's`, () => {
    // PyTorch's softplus is z itself above z = 20.
    const tolerance = { relative: 1e-12, absolute: row.activation === "softplus" ? 3e-9 : 1e-15 };
    allClose(z.map(phi.value), row.values, tolerance, "value");
    allClose(z.map(phi.slope), row.slopes, tolerance, "slope");
  });
}

/** Every activation of the table and two with other parameters. */
const all: Activation[] = [...Object.values(activations), leakyRelu(0.2), elu(2)];

for (const phi of all) {
  test(`${phi.name}: the slope is the central difference of the value to 1e-6, away from kinks`, () => {
    for (let x = -6.03; x < 6; x += 0.17) {
      if (phi.kinks.some((kink) => Math.abs(x - kink) < 1e-3)) continue;
      const h = 1e-5;
      close(phi.slope(x), (phi.value(x + h) - phi.value(x - h)) / (2 * h), { absolute: 1e-6 }, `at ${x}`);
    }
  });
}

test("kinks are [0] for activations made of two pieces, and none for smooth ones", () => {
  const smooth = ["linear", "sigmoid", "tanh", "softplus", "gelu", "silu"];
  for (const phi of all) assert.deepEqual(phi.kinks, smooth.includes(phi.name) ? [] : [0], phi.name);
});

test("saturated(y) holds within 1.5 % of the range from an end, and is absent where there is no end", () => {
  for (const phi of [tanh, softsign])
    assert.deepEqual(
      [-1, -0.98, -0.96, 0, 0.96, 0.98, 1].map((y) => phi.saturated?.(y)),
      [true, true, false, false, false, true, true],
    );
  assert.deepEqual(
    [0, 0.014, 0.016, 0.5, 0.984, 0.986, 1].map((y) => sigmoid.saturated?.(y)),
    [true, true, false, false, false, true, true],
  );
  for (const phi of [linear, relu, selu, softplus]) assert.equal(phi.saturated, undefined);
});

test("no activation gives NaN for a finite z, however large", () => {
  for (const phi of all)
    for (const x of [-1e308, -1e5, -746, -709.9, 709.9, 1e5, 1e308]) {
      assert.ok(!Number.isNaN(phi.value(x)), `${phi.name}(${x})`);
      assert.ok(Number.isFinite(phi.slope(x)), `${phi.name} slope at ${x}`);
    }
});

test("NaN goes through every activation", () => {
  for (const phi of all) assert.ok(Number.isNaN(phi.value(NaN)), phi.name);
});

test("SELU's constants keep mean 0 and variance 1: closed forms of α and λ (Klambauer and others, 2017)", () => {
  // mpmath: erfc(1/√2), erfc(√2)
  const [p, q] = [0.3173105078629141, 0.04550026389635842];
  const e = Math.E;
  close(SELU_ALPHA, -Math.sqrt(2 / Math.PI) / (p * Math.sqrt(e) - 1), { relative: 4e-16 });
  const under = 2 * q * e * e + Math.PI * p * p * e - 2 * (2 + Math.PI) * p * Math.sqrt(e) + Math.PI + 2;
  close(SELU_LAMBDA, ((1 - p * Math.sqrt(e)) * Math.sqrt(2 * Math.PI)) / Math.sqrt(under), {
    relative: 4e-16,
  });
});

test("the table holds the eleven activations under their names", () => {
  const names = "linear sigmoid tanh relu leakyRelu elu selu softplus gelu silu softsign".split(" ");
  assert.deepEqual(Object.keys(activations), names);
  for (const name of names) {
    const phi = activation(name as ActivationName);
    assert.equal(phi, activations[name as ActivationName]);
    assert.equal(phi.name, name === "leakyRelu" ? "leakyRelu(0.01)" : name);
  }
});

test("activation(object) hands it back; parameters show in the name", () => {
  const own = leakyRelu(0.3);
  assert.equal(activation(own), own);
  assert.deepEqual([own.name, elu(2).name, elu().name], ["leakyRelu(0.3)", "elu(2)", "elu"]);
});

test("activation(name): an unknown name is refused with the known ones", () => {
  const known = "linear, sigmoid, tanh, relu, leakyRelu, elu, selu, softplus, gelu, silu, softsign";
  for (const [name, shown] of [
    ["swish", '"swish"; did you mean "silu"?'],
    ["toString", '"toString"'],
    [undefined, "undefined"],
  ])
    refuses(
      () => activation(name as ActivationName),
      `activation: name must be one of ${known}, got ${shown}`,
    );
});

test("activation(name): the names of PyTorch and Keras are answered with ours", () => {
  const theirs = {
    leaky_relu: "leakyRelu",
    LeakyReLU: "leakyRelu",
    ReLU: "relu",
    Identity: "linear",
    SiLU: "silu",
    Tanh: "tanh",
    GELU: "gelu",
    Softsign: "softsign",
  };
  for (const [name, ours] of Object.entries(theirs))
    assert.throws(
      () => activation(name as ActivationName),
      new RegExp(`got "${name}"; did you mean "${ours}"\\?$`),
    );
  assert.throws(() => activation("softmax" as ActivationName), /got "softmax"$/);
});

test("parameters must be finite numbers", () => {
  refuses(() => leakyRelu(NaN), "leakyRelu: a must be a finite number, got NaN");
  refuses(() => elu(Infinity), "elu: alpha must be a finite number, got Infinity");
});
