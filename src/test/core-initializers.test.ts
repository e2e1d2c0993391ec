/** Initializers: the shapes of their weights, named schemes, and what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, point, truncatedNormal } from "../core/distributions.js";
import { fans } from "../core/fans.js";
import { gain } from "../core/gain.js";
import {
  constant,
  type FanMode,
  from,
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
  varianceScaling,
  xavierNormal,
  xavierUniform,
  zeros,
} from "../core/initializers.js";
import { random } from "../core/random.js";
import { type SchemeName, scheme, schemes } from "../core/schemes.js";
import { allClose, close, refuses, sameBits } from "./support/close.js";

const tight = { relative: 1e-12 };

test("sample: a dense shape gives fanOut × fanIn, a convolution one filter a row, float32 the same draws rounded", () => {
  for (const initializer of [heNormal(), xavierUniform(), orthogonal(), from(normal(0, 1)), zeros()]) {
    const dense = initializer.sample(random(1), [3, 5]);
    assert.deepEqual([dense.rows, dense.cols, dense.precision], [3, 5, "float64"]);
    const filters = initializer.sample(random(1), [8, 4, 3, 3]);
    assert.deepEqual([filters.rows, filters.cols], [8, 36]);
    const single = initializer.sample(random(1), [3, 5], { precision: "float32" });
    assert.equal(single.precision, "float32");
    sameBits(single.data, Float32Array.from(dense.data));
  }
});

test("sample({ fans }) draws by the given fans; equal streams give equal weights", () => {
  const wide = lecunNormal().sample(random(1), [4, 1], { fans: { fanIn: 400, fanOut: 4 } });
  const narrow = lecunNormal().sample(random(1), [4, 1]);
  allClose(
    wide.data,
    Array.from(narrow.data, (x) => x / 20),
    tight,
  );
});

test("constant, zeros and from(distribution) ignore the fans", () => {
  assert.ok(
    constant(0.3)
      .sample(random(1), [2, 3])
      .data.every((x) => x === 0.3),
  );
  assert.ok(
    zeros()
      .sample(random(1), [2, 3])
      .data.every((x) => x === 0),
  );
  assert.deepEqual(constant(0.3).moments({ fanIn: 9, fanOut: 2 }), { mean: 0.3, std: 0 });
  const law = truncatedNormal(0, 1, -2, 2);
  assert.deepEqual(from(law).moments({ fanIn: 9, fanOut: 2 }), { mean: 0, std: law.std });
  sameBits(from(law).sample(random(1), [2, 3]).data, law.matrix(random(1), 2, 3).data);
});

test("scheme(name) is the initializer of that name, and every scheme draws", () => {
  for (const name of Object.keys(schemes) as SchemeName[]) {
    const m = scheme(name).sample(random(1), [3, 5]);
    assert.deepEqual([m.rows, m.cols], [3, 5], name);
  }
  close(scheme("normal", { std: 0.2 }).moments({ fanIn: 1, fanOut: 1 }).std, 0.2, tight);
  close(scheme("uniform", { std: 0.2 }).moments({ fanIn: 1, fanOut: 1 }).std, 0.2, tight);
  close(scheme("heNormal", { a: 1 }).moments({ fanIn: 4, fanOut: 1 }).std, 0.5, tight);
  refuses(
    () => scheme("kaiming" as SchemeName),
    `scheme: name must be one of ${Object.keys(schemes).join(", ")}, got "kaiming"`,
  );
});

test("what is not a layer is refused in the name of the initializer", () => {
  const rng = random(1);
  refuses(() => heNormal().sample(rng, [3, 0]), "heNormal: fanIn must be a positive integer, got 0");
  refuses(
    () => heNormal().moments({ fanIn: 0, fanOut: 3 }),
    "heNormal: fanIn must be a positive integer, got 0",
  );
  refuses(
    () => xavierUniform().sample(rng, [2.5, 3]),
    "xavierUniform: fanOut must be a positive integer, got 2.5",
  );
  refuses(
    () => xavierUniform().moments({ fanIn: 3, fanOut: 2.5 }),
    "xavierUniform: fanOut must be a positive integer, got 2.5",
  );
  refuses(
    () => heNormal().sample(rng, [3]),
    "heNormal: shape must have at least two entries, [fanOut, fanIn], got [3]",
  );
  refuses(() => orthogonal().sample(rng, [0, 3]), "orthogonal: fanOut must be a positive integer, got 0");
  refuses(
    () => heNormal().sample(rng, [8, 4, 3, -1]),
    "heNormal: shape[3] must be a positive integer, got -1",
  );
  refuses(() => fans([8, NaN, 3]), "fans: shape[1] must be a positive integer, got NaN");
  refuses(() => fans([8, 4, 3], { groups: 3 }), "fans: groups must divide shape[0] = 8, got 3");
  refuses(() => fans([8, 4, 3], { groups: 0 }), "fans: groups must be a positive integer, got 0");
});

test("what is not a rule is refused with its reason", () => {
  refuses(() => xavierNormal({ gain: 0 }), "xavierNormal: gain must be a positive number, got 0");
  refuses(() => heUniform({ gain: -1 }), "heUniform: gain must be a positive number, got -1");
  refuses(() => heNormal({ a: NaN }), "heNormal: a must be a finite number, got NaN");
  refuses(
    () => heNormal({ mode: "fan_in" as FanMode }),
    'heNormal: mode must be one of fanIn, fanOut, fanAverage, got "fan_in"; did you mean "fanIn"?',
  );
  refuses(
    () => varianceScaling({ scale: 0, mode: "fanIn", distribution: "normal" }),
    "varianceScaling: scale must be a positive number, got 0",
  );
  refuses(
    () => varianceScaling({ scale: 1, mode: "fanIn", distribution: "gauss" as "normal" }),
    'varianceScaling: distribution must be one of normal, uniform, truncatedNormal, got "gauss"',
  );
  refuses(() => orthogonal({ gain: -1 }), "orthogonal: gain must be a finite number not below 0, got -1");
  refuses(() => constant(Infinity), "constant: value must be a finite number, got Infinity");
  refuses(
    () => gain("gelu"),
    'gain: name must be one of linear, sigmoid, tanh, relu, leakyRelu, selu, got "gelu"',
  );
  assert.equal(from(point(2)).name, "constant 2");
});
