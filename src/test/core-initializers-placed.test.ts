/** Ones, identity, Dirac, sparse and delta-orthogonal weights against PyTorch, Keras and JAX. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, uniform } from "../core/distributions.js";
import { fans } from "../core/fans.js";
import {
  deltaOrthogonal,
  dirac,
  eye,
  from,
  heNormal,
  type Initializer,
  ones,
  orthogonal,
  sparse,
  xavierNormal,
  zeros,
} from "../core/initializers.js";
import { identity, type Matrix, matrix, multiply } from "../core/matrix.js";
import { random } from "../core/random.js";
import { allClose, close, refuses, sameBits } from "./support/close.js";
import { reference } from "./support/reference.js";
import { moment, within5 } from "./support/sampling.js";

const torch = reference<{
  eye: { shape: number[]; ones: number[] }[];
  dirac: { shape: number[]; groups: number; ones: number[] }[];
  sparse: { shape: number[]; sparsity: number; zerosPerColumn: number }[];
  accepts: Record<string, boolean[]>;
}>("placed");
const { identity: keras, delta } = reference<{
  identity: { shape: number[]; gain: number; values: number[][] }[];
  delta: { shape: number[]; center: number[] }[];
}>("frameworks");

/** The places of the numbers that are not 0. */
const placesIn = ({ data }: Matrix): number[] => [...data.keys()].filter((i) => data[i] !== 0);

test("eye() puts ones where PyTorch's eye_ does, and gain where Keras's Identity does", () => {
  for (const { shape, ones: places } of torch.eye) {
    const weights = eye().sample(random(1), shape);
    assert.deepEqual(placesIn(weights), places);
    assert.ok(places.every((i) => weights.data[i] === 1));
  }
  for (const { gain, values } of keras) {
    const weights = eye({ gain }).sample(random(1), [values.length, (values[0] as number[]).length]);
    allClose(weights.data, matrix(values).data, {});
  }
  sameBits(eye().sample(random(1), [4, 4]).data, identity(4).data);
});

test("dirac({ groups }) puts ones where PyTorch's dirac_ does, for every kernel and any groups", () => {
  for (const { shape, groups, ones: places } of torch.dirac) {
    const weights = dirac({ groups }).sample(random(1), shape);
    assert.deepEqual(placesIn(weights), places);
    assert.ok(places.every((i) => weights.data[i] === 1));
  }
  refuses(
    () => dirac({ groups: 3 }).sample(random(1), [4, 2, 3]),
    "dirac: groups must divide shape[0] = 4, got 3",
  );
  refuses(() => dirac({ groups: 0.5 }), "dirac: groups must be a positive integer, got 0.5");
});

test("sparse({ sparsity }) sets as many entries of each column to 0 as PyTorch's sparse_", () => {
  for (const { shape, sparsity, zerosPerColumn } of torch.sparse) {
    const weights = sparse({ sparsity }).sample(random(1), shape);
    for (let j = 0; j < weights.cols; j++)
      assert.equal(weights.column(j).filter((x) => x === 0).length, zerosPerColumn, `${shape}, ${sparsity}`);
  }
});

test("sparse: every row is as likely to be 0 as any other, the rest are normal (n = 1e5, 5 standard errors)", () => {
  const [rows, cols, zerosPerColumn] = [20, 5000, 6];
  const weights = sparse({ sparsity: 0.3, std: 0.5 }).sample(random("sparse"), [rows, cols]);
  const rest = weights.data.filter((x) => x !== 0);
  const share = zerosPerColumn / rows;
  for (let i = 0; i < rows; i++) {
    const zerosIn = weights.row(i).filter((x) => x === 0).length / cols;
    within5(zerosIn, share, Math.sqrt((share * (1 - share)) / cols), `row ${i}`);
  }
  within5(moment(rest, 1), 0, 0.5 / Math.sqrt(rest.length), "mean");
  within5(moment(rest, 2), 0.25, (0.25 * Math.SQRT2) / Math.sqrt(rest.length), "variance");
  within5(moment(rest, 4), 3 * 0.5 ** 4, (0.5 ** 4 * Math.sqrt(96)) / Math.sqrt(rest.length), "fourth");
});

test("deltaOrthogonal({ gain }) is gain times an orthonormal matrix at JAX's center of the kernel, 0 elsewhere", () => {
  for (const { shape, center } of delta) {
    const kernel = shape.slice(0, -2);
    const [inputs, outputs] = shape.slice(-2) as [number, number];
    const weights = deltaOrthogonal({ gain: 3 }).sample(random("delta"), [outputs, inputs, ...kernel]);
    const place = kernel.reduce((at, side, i) => at * side + (center[i] as number), 0);
    const sides = kernel.reduce((a, b) => a * b);
    const atCenter = Array.from({ length: outputs }, (_, o) =>
      Array.from({ length: inputs }, (_, i) => weights.at(o, i * sides + place)),
    );
    assert.equal(placesIn(weights).length, outputs * inputs);
    const product = multiply(matrix(atCenter), matrix(atCenter), { transposeA: true });
    allClose(
      product.data,
      Array.from(identity(inputs).data, (x) => 9 * x),
      { absolute: 1e-13 },
    );
  }
  refuses(
    () => deltaOrthogonal().sample(random(1), [2, 3, 3]),
    "deltaOrthogonal: shape[0] must not be below shape[1] = 3, got 2",
  );
});

test("moments are the mean and the std of one entry, over all the places in the weights", () => {
  const rules: [Initializer, number[], { groups?: number }?][] = [
    [ones(), [3, 5]],
    [eye(), [3, 5]],
    [eye({ gain: -2.5 }), [7, 4]],
    [eye({ gain: 3 }), [1, 1]],
    [dirac(), [4, 3, 5]],
    [dirac(), [2, 5, 3, 3]],
    [dirac({ groups: 3 }), [6, 2, 3, 3], { groups: 3 }],
    [deltaOrthogonal({ gain: 2 }), [5, 3, 3, 2]],
    [orthogonal(), [4, 6]],
  ];
  for (const [rule, shape, options] of rules) {
    const { data } = rule.sample(random("moments"), shape);
    const { mean, std } = rule.moments(fans(shape, options));
    if (rule.name !== "orthogonal" && rule.name !== "deltaOrthogonal")
      close(mean, moment(data, 1), { relative: 1e-14 }, rule.name);
    close(std * std + mean * mean, moment(data, 2), { relative: 1e-13 }, rule.name);
  }
  close(sparse({ sparsity: 0.3, std: 2 }).moments({ fanIn: 9, fanOut: 7 }).std, 2 * Math.sqrt(4 / 7), {
    relative: 1e-15,
  });
});

/** The functions of torch.nn.init and ours. */
const twins: Record<string, Initializer> = {
  eye_: eye(),
  dirac_: dirac(),
  sparse_: sparse({ sparsity: 0.1 }),
  orthogonal_: orthogonal(),
  xavier_normal_: xavierNormal(),
  kaiming_normal_: heNormal(),
  normal_: from(normal(0, 1)),
  uniform_: from(uniform(0, 1)),
  zeros_: zeros(),
  ones_: ones(),
};
for (const [name, accepts] of Object.entries(torch.accepts))
  test(`${(twins[name] as Initializer).name} takes shapes of as many entries as PyTorch's ${name}`, () => {
    accepts.forEach((accepted, i) => {
      const sample = () => (twins[name] as Initializer).sample(random(1), new Array(i + 1).fill(2));
      if (accepted) assert.equal(sample().data.length, 2 ** (i + 1));
      else
        assert.throws(sample, {
          name: "RangeError",
          message: /: shape must have (two|three to five|at least two) entries/,
        });
    });
  });

test("a vector gets one value a row; a rule that depends on the fans must be told them", () => {
  for (const rule of [zeros(), ones(), from(normal(0, 1)), from(uniform(-1, 1))]) {
    const vector = rule.sample(random(1), [7]);
    assert.deepEqual([vector.rows, vector.cols], [7, 1]);
    sameBits(vector.data, rule.sample(random(1), [7, 1]).data);
  }
  const layer = { fanIn: 30, fanOut: 7 };
  sameBits(
    heNormal().sample(random(1), [7], { fans: layer }).data,
    heNormal().sample(random(1), [7, 1], { fans: layer }).data,
  );
  const needed = "shape must have at least two entries, [fanOut, fanIn], got [7]";
  refuses(() => heNormal().sample(random(1), [7]), `heNormal: ${needed}`);
  refuses(() => fans([7]), `fans: ${needed}`);
});
