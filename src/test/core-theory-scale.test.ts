/** The wide-network theory at every correlation and at every scale of doubles, and where it leaves their range. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Activation, type ActivationName, activations } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { constant, heNormal, type Initializer, lecunNormal, xavierNormal } from "../core/initializers.js";
import { expectation, pairExpectation } from "../core/quadrature.js";
import { type TheoryRow, theoreticalGain, varianceMap, wideNetwork } from "../core/theory.js";
import { close, refuses } from "./support/close.js";

const names = Object.keys(activations) as ActivationName[];
const rules: Initializer[] = [heNormal(), xavierNormal(), lecunNormal()];

/** The rows of a net of equal layers. */
function rowsOf(
  activation: ActivationName | Activation,
  weights: Parameters<typeof wideNetwork>[0]["weights"],
  { depth = 1, width = 1, biases = normal(0, 0), ...inputs } = {} as {
    depth?: number;
    width?: number;
    biases?: Initializer | ReturnType<typeof normal>;
    inputMeanSquare?: number;
    inputCorrelation?: number;
  },
): TheoryRow[] {
  const sizes = new Array<number>(depth + 1).fill(width);
  return wideNetwork({ sizes, activation, output: activation, weights, biases }, inputs);
}

test("wideNetwork takes every correlation of [-1, 1], at every width, activation and scheme, with biases and without", () => {
  const ends = fc.constantFrom(-1, 1, -0.9999999999999999, 0.9999999999999999, 0);
  const correlation = fc.oneof(ends, fc.double({ min: -1, max: 1, noNaN: true }));
  const width = fc.integer({ min: 1, max: 300 });
  const spread = fc.constantFrom(0, 0.3);
  fc.assert(
    fc.property(
      correlation,
      width,
      fc.constantFrom(...names),
      fc.constantFrom(...rules),
      spread,
      (c, n, name, rule, b) => {
        const rows = rowsOf(name, rule, { width: n, biases: normal(0, b), inputCorrelation: c });
        for (const row of rows) {
          for (const [key, value] of Object.entries(row))
            assert.ok(Number.isFinite(value), `${key} ${value}`);
          assert.ok(Math.abs(row.correlation) <= 1);
        }
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

test("opposite inputs stay opposite in a linear and in a tanh net without biases, at every width", () => {
  for (let n = 1; n <= 300; n += 3)
    for (const name of ["linear", "tanh"] as const) {
      const [, row] = rowsOf(name, xavierNormal(), { width: n, inputCorrelation: -1 }) as [
        TheoryRow,
        TheoryRow,
      ];
      close(row.correlation, -1, { absolute: 1e-15 });
      close(row.sampleStd, Math.SQRT2 * row.std, { relative: 1e-12 });
    }
});

test("straight lines have no scale: inputs of 4^k times the mean square give 2^k times the signal, bit for bit", () => {
  for (const name of ["linear", "relu", "leakyRelu"] as const) {
    const plain = rowsOf(name, heNormal(), { depth: 3, width: 10 });
    for (const k of [-450, -200, 3, 200, 450]) {
      const far = rowsOf(name, heNormal(), { depth: 3, width: 10, inputMeanSquare: 4 ** k });
      for (const [l, row] of plain.entries()) {
        const other = far[l] as TheoryRow;
        close(other.sampleStd, row.sampleStd * 2 ** k, { relative: 1e-13 });
        for (const key of ["mean", "std"] as const)
          assert.equal(other[key], row[key] * 2 ** k, `${name}, 4^${k}, layer ${l}, ${key}`);
        close(other.correlation, row.correlation, { absolute: 1e-13 });
        for (const key of ["backwardFactor", "gradientRms"] as const) assert.equal(other[key], row[key]);
        assert.equal(other.preActivationVariance, row.preActivationVariance * 4 ** k);
      }
    }
  }
});

test("tanh at any steepness s: E φ'² is 4/(3 √(2π) s) and E φ² 1 - 2/(√(2π) s), as s grows", () => {
  const density = 1 / Math.sqrt(2 * Math.PI);
  for (const s of [1e4, 1e6, 1e12, 1e60, 1e150]) {
    const [, row] = rowsOf("tanh", normal(0, s)) as [TheoryRow, TheoryRow];
    const chi = (row.backwardFactor / s) ** 2;
    close(chi, (4 * density) / (3 * s), { relative: 1e-12 + 2 / (s * s) }, `slopes at ${s}`);
    close(row.meanSquare, 1 - (2 * density) / s, { relative: 1e-12 + 1 / (s * s) }, `values at ${s}`);
    // Signs of two independent normal numbers: ½ E (±1 - ±1)² = 1.
    close(row.sampleStd, 1, { absolute: 1e-12 + 4 / s });
  }
});

test("a bend far from 0 is found: tanh(m + s z) has E φ'² = 4/(3 s) times the density at m/s", () => {
  for (const [m, s] of [
    [100, 1000],
    [20, 100],
    [1e4, 1e4],
    [-3000, 1e5],
  ] as const) {
    const [, row] = rowsOf("tanh", normal(0, s), { biases: constant(m) }) as [TheoryRow, TheoryRow];
    const density = Math.exp(-0.5 * (m / s) ** 2) / Math.sqrt(2 * Math.PI);
    close(
      (row.backwardFactor / s) ** 2,
      (4 * density) / (3 * s),
      { relative: 3 / (s * s) + 1e-12 },
      `${m}, ${s}`,
    );
  }
});

test("elu, selu, gelu, silu and softplus become ReLU on a large scale: E φ² → λ² s²/2", () => {
  for (const s of [1e6, 1e40, 1e100, 1e153])
    for (const name of ["elu", "gelu", "silu", "softplus", "selu"] as const) {
      const factor = name === "selu" ? 1.0507009873554805 : 1;
      const [, row] = rowsOf(name, normal(0, s)) as [TheoryRow, TheoryRow];
      close(
        row.std,
        factor * s * Math.sqrt(0.5 - 0.5 / Math.PI),
        { relative: 1e-5 + 3 / s },
        `${name} at ${s}`,
      );
      close(varianceMap(name, 1, s * s), (factor * factor * s * s) / 2, { relative: 1e-11 + 3 / (s * s) });
    }
});

test("a weight std whose square leaves the range is no fault while the variance stays within it", () => {
  const [, row] = rowsOf("linear", normal(0, 1e200), { inputMeanSquare: 1e-300 }) as [TheoryRow, TheoryRow];
  close(row.preActivationVariance, 1e100, { relative: 1e-13 });
  close(row.sampleStd, 1e50, { relative: 1e-13 });
  const [, tiny] = rowsOf("linear", normal(0, 1e-170), { inputMeanSquare: 1e300 }) as [TheoryRow, TheoryRow];
  close(tiny.std, 1e-20, { relative: 1e-13 });
});

test("a difference between inputs far below that of any double is carried on: sigmoid, χ^l to 1e-300", () => {
  const rows = rowsOf("sigmoid", normal(0, 0.001), { depth: 50, width: 10 });
  // Small weights: h = 1/2 + z/4, and every layer passes the difference on with the factor std √n / 4.
  const factor = (0.001 * Math.sqrt(10)) / 4;
  for (const row of rows.slice(1)) close(row.sampleStd, factor ** row.layer, { relative: 1e-4 });
});

test("a layer whose figures leave the range of doubles is named", () => {
  const range = "must stay within the range of doubles, got";
  const relu = { sizes: new Array<number>(184).fill(100), activation: "relu", output: "relu" } as const;
  refuses(
    () => wideNetwork({ ...relu, weights: normal(0, 1) }),
    `wideNetwork: the variance of layer 182 ${range} Infinity`,
  );
  const weak = { sizes: new Array<number>(90).fill(100), activation: "linear" } as const;
  assert.throws(() => wideNetwork({ ...weak, weights: normal(0, 1e-3) }), {
    name: "RangeError",
    message:
      /^wideNetwork: the variance of layer 77 must stay within the range of doubles, got 1\.0000\d*e-308$/,
  });
  refuses(() => rowsOf("tanh", normal(0, 1e-200)), `wideNetwork: the variance of layer 1 ${range} 0`);
  assert.throws(() => rowsOf("sigmoid", normal(0, 1e-5), { depth: 70 }), {
    name: "RangeError",
    message:
      /^wideNetwork: the spread over samples of layer 55 must stay within the range of doubles, got .*e-309$/,
  });
  const flat: Activation = { name: "flat", value: (z) => z, slope: () => 1e-10, kinks: [] };
  refuses(
    () => rowsOf(flat, normal(0, 1), { depth: 31 }),
    `wideNetwork: the gradient of layer 0 ${range} 1e-310`,
  );
  const steep: Activation = { name: "steep", value: () => 1e200, slope: () => 0, kinks: [] };
  refuses(() => rowsOf(steep, normal(0, 1)), `wideNetwork: the mean square of layer 1 ${range} Infinity`);
  const hole: Activation = { name: "hole", value: (z) => Math.sqrt(z), slope: () => 1, kinks: [] };
  refuses(() => rowsOf(hole, normal(0, 1)), `wideNetwork: the mean of layer 1 ${range} NaN`);
});

test("varianceMap from 1e-300 to 1e300, and at gains whose squares are no doubles", () => {
  for (const q of [1e-300, 1e-200, 1e200, 1e300]) {
    close(varianceMap("relu", 1, q), q / 2, { relative: 1e-13 });
    close(varianceMap("linear", 1, q), q, { relative: 1e-13 });
    close(varianceMap("tanh", 1, q), q > 1 ? 1 : q, { relative: 1e-13 });
    close(varianceMap("sigmoid", 2, q), q > 1 ? 2 : 1, { relative: 1e-13 });
  }
  close(varianceMap("linear", 1e200, 1e-300), 1e100, { relative: 1e-13 });
  close(varianceMap("linear", -1e-165, 1e300), 1e-30, { relative: 1e-13 });
  assert.equal(varianceMap("tanh", 1e-200, 1), 0);
  assert.equal(varianceMap("sigmoid", 1, 0), 0.25);
  refuses(
    () => varianceMap("linear", 1e200, 1),
    "varianceMap: gain² E φ(√q z)² must stay within the range of doubles, got Infinity",
  );
  const nothing: Activation = { name: "nothing", value: () => 0, slope: () => 0, kinks: [] };
  refuses(
    () => theoreticalGain(nothing),
    "theoreticalGain: 1/√(E φ(z)²) must stay within the range of doubles, got Infinity",
  );
});

test("expectation and pairExpectation refuse a function without numbers, kinks that are none, and an infinite average", () => {
  assert.throws(() => expectation((z) => (z > 1 ? NaN : 1)), {
    name: "RangeError",
    message: /^expectation: f must give a number at z = 1\.\d+, got NaN$/,
  });
  assert.throws(
    () => expectation((() => {}) as never),
    /^RangeError: expectation: f must give a number at z = .*, got undefined$/,
  );
  assert.throws(
    () => pairExpectation(() => NaN, 0.5),
    /^RangeError: pairExpectation: f must give a number at u = .*, v = .*, got NaN$/,
  );
  const range = "must stay within the range of doubles, got Infinity";
  refuses(() => expectation((z) => Math.exp(1000 * z)), `expectation: E f(z) ${range}`);
  refuses(() => pairExpectation(() => Infinity, 1), `pairExpectation: E f(u, v) ${range}`);
  refuses(() => expectation(undefined as never), "expectation: f must be a function, got undefined");
  refuses(() => pairExpectation(5 as never, 1), "pairExpectation: f must be a function, got 5");
  refuses(
    () => expectation(Math.abs, [NaN]),
    "expectation: kinks must hold finite numbers, got NaN at position 0",
  );
  refuses(() => expectation(Math.abs, 0 as never), "expectation: kinks must be a list, got 0");
  refuses(
    () => pairExpectation(Math.max, 1, [Infinity]),
    "pairExpectation: kinks must hold finite numbers, got Infinity at position 0",
  );
  refuses(() => pairExpectation(Math.max, "1" as never), 'pairExpectation: gap must lie in [0, 2], got "1"');
});

test("wideNetwork refuses options and moments that it does not know", () => {
  const net = { sizes: [2, 2], weights: heNormal() };
  refuses(
    () => wideNetwork(net, { correlation: 1 } as never),
    `wideNetwork: the inputs' moments must be among inputMeanSquare, inputCorrelation, got "correlation"; did you mean inputCorrelation?`,
  );
  refuses(
    () => wideNetwork(net, null as never),
    "wideNetwork: the inputs' moments must be an object, got null",
  );
  refuses(() => wideNetwork(undefined as never), "wideNetwork: options must be an object, got undefined");
  for (const wrong of [NaN, -1.0000001, "0"])
    assert.throws(
      () => wideNetwork(net, { inputCorrelation: wrong as number }),
      /^RangeError: wideNetwork: inputCorrelation must lie in \[-1, 1\], got/,
    );
});
