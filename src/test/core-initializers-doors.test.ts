/** The doors of distributions and initializers: what each refuses of shapes, options, generators and readers' own objects. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Distribution, density, normal, standardNormal, uniform } from "../core/distributions.js";
import { fans } from "../core/fans.js";
import {
  constant,
  deltaOrthogonal,
  dirac,
  eye,
  from,
  heNormal,
  heUniform,
  type Initializer,
  lecunUniform,
  ones,
  orthogonal,
  pytorchDefault,
  sparse,
  varianceScaling,
  xavierNormal,
  zeros,
} from "../core/initializers.js";
import { zeroMatrix } from "../core/matrix.js";
import { random } from "../core/random.js";
import { refuses, sameBits } from "./support/close.js";
import { moment } from "./support/sampling.js";

const rng = random("doors");
const rules: Initializer[] = [
  zeros(),
  ones(),
  constant(2),
  from(normal(0, 1)),
  xavierNormal(),
  heUniform(),
  lecunUniform(),
  pytorchDefault(),
  varianceScaling(),
  orthogonal(),
  eye(),
  sparse({ sparsity: 0.5 }),
  dirac(),
  deltaOrthogonal(),
];

for (const rule of rules) {
  const { name } = rule;
  const shape = name === "dirac" || name === "deltaOrthogonal" ? [4, 2, 3] : [4, 2];

  test(`${name}: sample refuses what is no generator, no shape, no option`, () => {
    const sample = (given: unknown, options?: unknown) =>
      rule.sample(rng, given as number[], options as never);
    const list = "shape must be a list of sizes, such as [fanOut, fanIn], got";
    for (const [wrong, shown] of [
      [undefined, "undefined"],
      [null, "null"],
      [5, "5"],
      [{}, "an object"],
      [Math.random, "a function"],
    ])
      refuses(
        () => rule.sample(wrong as never, shape),
        `${name}: rng must be a generator such as random(1), got ${shown}`,
      );
    for (const [wrong, shown] of [
      ["34", '"34"'],
      [undefined, "undefined"],
      [null, "null"],
      [5, "5"],
      [{}, "an object"],
      [[], "[]"],
      [Int32Array.of(3, 4), "[3, 4]"],
    ])
      refuses(() => sample(wrong), `${name}: ${list} ${shown}`);
    for (const [wrong, message] of [
      [[2.5, 3], "fanOut must be a positive integer, got 2.5"],
      [["2", 3], 'fanOut must be a positive integer, got "2"'],
      [[2, [3]], "fanIn must be a positive integer, got [3]"],
      [new Array(2), "fanOut must be a positive integer, got undefined"],
      [[2, NaN], "fanIn must be a positive integer, got NaN"],
      [[2, -1], "fanIn must be a positive integer, got -1"],
      [[2, 3, 0], "shape[2] must be a positive integer, got 0"],
      [[2, 3, Infinity], "shape[2] must be a positive integer, got Infinity"],
      [[2 ** 40, 2 ** 40], "shape must have fewer than 2^53 entries, got [1099511627776, 1099511627776]"],
      [[2 ** 31, 1, 1], "shape must take at most 2 GiB of memory, got 2147483648, which takes 16 GiB"],
    ] as const)
      refuses(() => sample(wrong), `${name}: ${message}`);
    refuses(() => sample(shape, null), `${name}: options must be an object, got null`);
    refuses(
      () => sample(shape, { precison: "float32" }),
      `${name}: options must be among fans, precision, got "precison"; did you mean precision?`,
    );
    refuses(
      () => sample(shape, { precision: "float16" }),
      `${name}: precision must be "float64" or "float32", got "float16"`,
    );
    refuses(
      () => sample(shape, { precision: null }),
      `${name}: precision must be "float64" or "float32", got null`,
    );
    refuses(() => sample(shape, { fans: 5 }), `${name}: fans must be an object, got 5`);
    refuses(() => sample(shape, { fans: {} }), `${name}: fanIn must be a positive integer, got undefined`);
    refuses(
      () => sample(shape, { fans: { fanIn: 3, fanout: 2 } }),
      `${name}: fans must be among fanIn, fanOut, got "fanout"; did you mean fanOut?`,
    );
  });

  test(`${name}: moments refuses what are no fans`, () => {
    const moments = (given?: unknown) => rule.moments(given as never);
    refuses(() => moments(), `${name}: fans must be an object, got undefined`);
    refuses(() => moments({}), `${name}: fanIn must be a positive integer, got undefined`);
    refuses(() => moments({ fanIn: 3, fanOut: 0 }), `${name}: fanOut must be a positive integer, got 0`);
    refuses(() => moments([3, 5]), `${name}: fans must be an object, got [3, 5]`);
  });
}

test("what is inherited is not read as an option", () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  const layer = { fanIn: 8, fanOut: 8 };
  const wanted = [heNormal(), xavierNormal(), orthogonal(), eye(), varianceScaling()].map((rule) =>
    rule.moments(layer),
  );
  for (const key of ["gain", "a", "mode", "scale", "groups", "fanIn", "precision"]) prototype[key] = 5;
  try {
    const got = [heNormal({}), xavierNormal(), orthogonal({}), eye(), varianceScaling({})];
    assert.deepEqual(
      got.map((rule) => rule.moments(layer)),
      wanted,
    );
    assert.deepEqual({ ...fans([4, 2]) }, { fanIn: 2, fanOut: 4 });
    assert.equal(zeros().sample(rng, [2, 3], {}).precision, "float64");
    refuses(() => zeros().moments({} as never), "zeros: fanIn must be a positive integer, got undefined");
  } finally {
    for (const key of ["gain", "a", "mode", "scale", "groups", "fanIn", "precision"]) delete prototype[key];
  }
});

test("functions that make rules refuse what are no options", () => {
  const makers = {
    zeros,
    ones,
    xavierNormal,
    heNormal,
    lecunUniform,
    pytorchDefault,
    orthogonal,
    eye,
    dirac,
  };
  for (const [name, make] of Object.entries({ ...makers, deltaOrthogonal, varianceScaling, sparse })) {
    const call = (options: unknown) => () => (make as (options: unknown) => Initializer)(options);
    refuses(call(null), `${name}: options must be an object, got null`);
    refuses(call("gain"), `${name}: options must be an object, got "gain"`);
    refuses(call([]), `${name}: options must be an object, got []`);
    assert.throws(call({ gian: 2 }), {
      name: "RangeError",
      message: new RegExp(`^${name}: options must be (empty|among .*), got "gian"`),
    });
  }
  refuses(() => heNormal({ gain: null as never }), "heNormal: gain must be a positive number, got null");
  refuses(() => heNormal({ a: 1e200 }), "heNormal: a must lie between -1e150 and 1e150, got 1e+200");
  refuses(
    () => xavierNormal({ gain: 1e200 }),
    "xavierNormal: gain must lie between 1e-150 and 1e150, got 1e+200",
  );
  refuses(() => heUniform({ gain: 1e-200 }), "heUniform: gain must lie between 1e-150 and 1e150, got 1e-200");
  refuses(
    () => varianceScaling({ scale: 1e-320 }),
    "varianceScaling: scale must lie between 1e-300 and 1e300, got 1e-320",
  );
  refuses(() => varianceScaling({ name: 5 as never }), "varianceScaling: name must be a text, got 5");
  refuses(() => sparse({} as never), "sparse: sparsity must be a finite number not below 0, got undefined");
  refuses(() => sparse(undefined as never), "sparse: options must be an object, got undefined");
  refuses(() => sparse({ sparsity: 1.5 }), "sparse: sparsity must not be above 1, got 1.5");
  refuses(() => eye({ gain: NaN }), "eye: gain must be a finite number, got NaN");
  refuses(
    () => eye({ gain: 1e39 }).sample(rng, [2, 2], { precision: "float32" }),
    "eye: gain must lie within the range of float32, got 1e+39",
  );
  refuses(
    () => orthogonal({ gain: 1e39 }).sample(rng, [2, 2], { precision: "float32" }),
    "orthogonal: gain must lie within the range of float32, got 1e+39",
  );
});

test("the smallest and the greatest scales still give weights with the promised std", () => {
  for (const scale of [1e-300, 1e300])
    for (const distribution of ["normal", "uniform", "truncatedNormal"] as const) {
      const rule = varianceScaling({ scale, distribution });
      const { std } = rule.moments({ fanIn: 100, fanOut: 100 });
      const { data } = rule.sample(rng, [100, 100]);
      const size = Math.sqrt(
        moment(
          Float64Array.from(data, (x) => x / std),
          2,
        ),
      );
      assert.ok(Math.abs(std / Math.sqrt(scale / 100) - 1) < 1e-12 && Math.abs(size - 1) < 0.05, `${size}`);
    }
});

test("fans refuses what is no shape or no option", () => {
  const call = (shape: unknown, options?: unknown) => () => fans(shape as number[], options as never);
  refuses(
    call([8, 4, 3], { group: 2 }),
    'fans: options must be among groups, got "group"; did you mean groups?',
  );
  refuses(call([8, 4, 3], null), "fans: options must be an object, got null");
  refuses(call([8, 4, 3], { groups: null }), "fans: groups must be a positive integer, got null");
  for (const [wrong, shown] of [
    ["84", '"84"'],
    [undefined, "undefined"],
    [5, "5"],
    [[], "[]"],
    [[8], "[8]"],
  ])
    refuses(call(wrong), `fans: shape must have at least two entries, [fanOut, fanIn], got ${shown}`);
  refuses(
    call([2 ** 30, 2 ** 30]),
    "fans: shape must have fewer than 2^53 entries, got [1073741824, 1073741824]",
  );
});

test("distributions refuse what is no generator, no array, no size", () => {
  for (const [name, law] of [
    ["normal", normal(0, 1)],
    ["uniform", uniform(0, 1)],
  ] as const) {
    const wanted = `${name}: rng must be a generator such as random(1), got`;
    for (const [wrong, shown] of [
      [undefined, "undefined"],
      [5, "5"],
      [{}, "an object"],
      [Math.random, "a function"],
    ]) {
      refuses(() => law.draw(wrong as never), `${wanted} ${shown}`);
      refuses(() => law.vector(wrong as never, 3), `${wanted} ${shown}`);
      refuses(() => law.matrix(wrong as never, 2, 2), `${wanted} ${shown}`);
      refuses(() => law.fill(wrong as never, new Float64Array(3)), `${wanted} ${shown}`);
    }
    for (const wrong of [[0, 0], new Int32Array(2), undefined, 5])
      assert.throws(() => law.fill(rng, wrong as never), {
        name: "RangeError",
        message: new RegExp(`^${name}: array must be a Float64Array or a Float32Array, got `),
      });
    refuses(() => law.vector(rng, NaN), "vector: n must be a positive integer, got NaN");
    refuses(
      () => law.vector(rng, 2 ** 31),
      "vector: n must take at most 2 GiB of memory, got 2147483648, which takes 16 GiB",
    );
    refuses(
      () => law.vector(rng, 3, "float16" as never),
      'vector: precision must be "float64" or "float32", got "float16"',
    );
    assert.throws(
      () => law.matrix(rng, 2 ** 20, 2 ** 20),
      /^RangeError: .* must take at most 2 GiB of memory/,
    );
  }
  refuses(
    () => standardNormal({} as never),
    "standardNormal: rng must be a generator such as random(1), got an object",
  );
  refuses(() => density(NaN), "density: z must be a number, got NaN");
  refuses(() => density("1" as never), 'density: z must be a number, got "1"');
  assert.equal(density(-Infinity), 0);
});

/** A reader's own distribution: 1, 2, 3, … */
const counting: Distribution = {
  ...normal(0, 1),
  name: "counting",
  mean: 0,
  std: 1,
  matrix: (_, rows, cols, precision = "float64") => {
    const out = zeroMatrix(rows, cols, precision);
    out.data.forEach((_, i) => {
      out.data[i] = i + 1;
    });
    return out;
  },
};

test("from takes a reader's own distribution and checks what it uses of it", () => {
  sameBits(from(counting).sample(rng, [2, 3]).data, [1, 2, 3, 4, 5, 6]);
  sameBits(from(counting).sample(rng, [3]).data, [1, 2, 3]);
  const made = (change: object) => from({ ...counting, ...change });
  const one = "from: distribution must be one, such as normal(0, 0.01), got";
  for (const [wrong, shown] of [
    [5, "5"],
    [null, "null"],
    [undefined, "undefined"],
    [heNormal(), "an object"],
    [() => 1, "a function"],
  ])
    refuses(() => from(wrong as never), `${one} ${shown}`);
  refuses(() => made({ mean: NaN }), "from: the distribution's mean must be a finite number, got NaN");
  refuses(
    () => made({ std: -1 }),
    "from: the distribution's std must be a finite number not below 0, got -1",
  );
  refuses(() => made({ name: undefined }), "from: the distribution's name must be a text, got undefined");
  refuses(
    () => made({ matrix: () => [1, 2] }).sample(rng, [1, 2]),
    "counting: what the distribution's matrix() gives must be a matrix, such as matrix([[1, 2]]), got [1, 2]",
  );
  refuses(
    () => made({ matrix: () => zeroMatrix(3, 2) }).sample(rng, [2, 3]),
    "counting: the distribution's matrix() must give 2×3 in float64, got 3×2",
  );
  refuses(
    () => made({ matrix: () => zeroMatrix(2, 3) }).sample(rng, [2, 3], { precision: "float32" }),
    "counting: the distribution's matrix() must give 2×3 in float32, got 2×3",
  );
  const holed = zeroMatrix(1, 2);
  holed.data[1] = NaN;
  refuses(
    () => made({ matrix: () => holed }).sample(rng, [1, 2]),
    "counting: the distribution's matrix() must hold finite numbers, got NaN at position 1",
  );
});
