/** Trainings and update rules: what they refuse, and how a training that diverges shows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { heNormal } from "../core/initializers.js";
import { losses } from "../core/losses.js";
import { matrix, zeroMatrix } from "../core/matrix.js";
import { copyNet, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { adam, type Optimizer, sgd, train, trainSteps } from "../core/training.js";
import { close, refuses } from "./support/close.js";

const net = mlp(random(1), { sizes: [2, 3, 1], weights: heNormal() });
const x = matrix([
  [1, 2],
  [3, 4],
]);
const data = { inputs: x, targets: matrix([[1], [-1]]) };
const plain = { loss: losses.meanSquared, optimizer: sgd({ learningRate: 0.1 }), steps: 2 };
const matrixNeeded = "must be a matrix, such as matrix([[1, 2]])";

/** What `train`, and `trainSteps` before its first step, make of wrong data, options, nets and generators. */
const wrong: [string, (run: typeof train | typeof trainSteps) => unknown, string][] = [
  [
    "no options",
    (run) => run(random(1), net, data, undefined as never),
    "options must be an object, got undefined",
  ],
  [
    "no loss",
    (run) => run(random(1), net, data, { ...plain, loss: undefined as never }),
    "loss must be a loss such as losses.meanSquared, got undefined",
  ],
  [
    "a rule in place of its optimizer",
    (run) => run(random(1), net, data, { ...plain, optimizer: sgd as never }),
    "optimizer must be an optimizer such as sgd({ learningRate: 0.1 }), got a function",
  ],
  [
    "no data",
    (run) => run(random(1), net, null as never, plain),
    "data must be an object with inputs and targets, got null",
  ],
  [
    "data without inputs",
    (run) => run(random(1), net, {} as never, plain),
    `inputs ${matrixNeeded}, got undefined`,
  ],
  [
    "inputs that do not fit",
    (run) => run(random(1), net, { ...data, inputs: zeroMatrix(2, 5) }, plain),
    "inputs must have 2 columns, one per input of the net, got 2×5",
  ],
  [
    "targets that do not fit",
    (run) => run(random(1), net, { ...data, targets: zeroMatrix(2, 3) }, plain),
    "targets must have 1 columns, one per output of the net, got 2×3",
  ],
  [
    "inputs that are not finite",
    (run) =>
      run(
        random(1),
        net,
        {
          ...data,
          inputs: matrix([
            [1, 2],
            [NaN, 4],
          ]),
        },
        plain,
      ),
    "inputs must hold finite numbers, got NaN at position 2",
  ],
  [
    "no net",
    (run) => run(random(1), { layers: [] } as never, data, plain),
    "the net must have at least one layer, got []",
  ],
  [
    "no generator",
    (run) => run(undefined as never, net, data, plain),
    "rng must be a generator such as random(1), got undefined",
  ],
  [
    "a text for the dropout",
    (run) => run(random(1), net, data, { ...plain, dropout: "a" as never }),
    'dropout must lie in [0, 1), got "a"',
  ],
];
for (const [name, call, message] of wrong)
  test(`train and trainSteps refuse ${name}, at the call`, () => {
    for (const run of [train, trainSteps]) refuses(() => call(run), `train: ${message}`);
  });

test("train refuses unknown options, a record that is no function, more steps than memory holds, an optimizer without steps", () => {
  const run = (more: object) => (): unknown => train(random(1), net, data, { ...plain, ...more });
  refuses(
    run({ batchsize: 1 }),
    'train: options must be among loss, optimizer, steps, batchSize, dropout, record, every, got "batchsize"; did you mean batchSize?',
  );
  refuses(run({ record: 5 }), "train: record must be a function, got 5");
  refuses(
    run({ steps: 1e10 }),
    "train: steps must take at most 256 MiB of memory, got 10000000000, which takes 74.5 GiB",
  );
  refuses(
    run({ optimizer: { name: "none", start: () => undefined } }),
    "train: what the optimizer starts must be a function, got undefined",
  );
});

test("sgd and adam refuse unknown options and what is no object of options", () => {
  refuses(() => sgd(undefined as never), "sgd: options must be an object, got undefined");
  refuses(() => sgd(0.1 as never), "sgd: options must be an object, got 0.1");
  refuses(() => sgd({} as never), "sgd: learningRate must be a finite number not below 0, got undefined");
  refuses(
    () => sgd({ lr: 0.1 } as never),
    'sgd: options must be among learningRate, momentum, got "lr"; did you mean learningRate?',
  );
  const known = "learningRate, beta1, beta2, epsilon";
  refuses(
    () => adam({ lr: 0.1 } as never),
    `adam: options must be among ${known}, got "lr"; did you mean learningRate?`,
  );
  refuses(
    () => adam({ eps: 0.1 } as never),
    `adam: options must be among ${known}, got "eps"; did you mean epsilon?`,
  );
  refuses(() => adam(null as never), "adam: options must be an object, got null");
});

test("an optimizer's start and step ask for the same number of parameters and slopes", () => {
  for (const [name, rule] of [
    ["sgd", sgd({ learningRate: 1 })],
    ["adam", adam()],
  ] as const) {
    refuses(() => rule.start(-1), `${name}: length must be a whole number, got -1`);
    assert.throws(
      () => rule.start(2 ** 31),
      new RegExp(`^RangeError: ${name}: length must take at most 2 GiB of memory`),
    );
    const step = rule.start(2);
    const two = Float64Array.of(1, 2);
    refuses(() => step(Float64Array.of(1), two), `${name}: parameters must be 2 numbers, got [1]`);
    refuses(() => step(two, undefined as never), `${name}: gradient must be 2 numbers, got undefined`);
    step(two, Float64Array.of(0, 0));
    assert.deepEqual([...two], [1, 2]);
  }
});

/** Where adam takes a parameter from 0 in two steps along this slope. */
function after(slope: number): [number, number] {
  const w = Float64Array.of(0);
  const step = adam({ learningRate: 0.01 }).start(1);
  step(w, Float64Array.of(slope));
  const first = w[0] as number;
  step(w, Float64Array.of(slope));
  return [first, w[0] as number];
}

test("adam: slopes up to 1e150 step by η, infinite squares stand still as in PyTorch, tiny slopes count as below ε", () => {
  for (const slope of [1, 1e20, -1e150]) {
    const [first, second] = after(slope);
    close(first, -0.01 * Math.sign(slope), { relative: 1e-7 });
    close(second, -0.02 * Math.sign(slope), { relative: 1e-7 });
  }
  assert.deepEqual(after(1e160), [0, 0]);
  // √v̂ is 0 or |slope|, both far below ε: η m̂/ε.
  for (const slope of [1e-20, 1e-100, -1e-200])
    close(after(slope)[0], (-0.01 * slope) / 1e-8, { relative: 1e-7 });
});

/** The net of one weight w and no bias: its output is w x. */
function line(w: number): Mlp {
  const one = mlp(random(1), { sizes: [1, 1], weights: normal(0, 1) });
  one.layers[0]?.weights.data.set([w]);
  return one;
}

test("a training whose loss grows too large for a double goes on, its loss Infinity and then NaN", () => {
  // Weight and bias each move by -2 η y: with η = 1e60 every step multiplies the output y by about -4e60.
  const set = { inputs: matrix([[1]]), targets: matrix([[0]]) };
  const options = { loss: losses.meanSquared, optimizer: sgd({ learningRate: 1e60 }), steps: 9 };
  const { losses: seen, net: trained } = train(random(1), line(1), set, options);
  assert.equal(seen.length, 9);
  assert.equal(seen[0], 1);
  close(seen[1] as number, 1.6e121, { relative: 1e-9 });
  close(seen[2] as number, 2.56e242, { relative: 1e-9 });
  // |y| is near 6e181: finite, and its square is not.
  assert.equal(seen[3], Infinity);
  assert.ok(seen.slice(3).every((loss) => !Number.isFinite(loss)));
  assert.ok(Number.isNaN(seen.at(-1)) && trained.layers[0]?.weights.data.every(Number.isNaN));
});

test("a gradient too large for a double is NaN in a training, and its loss Infinity", () => {
  const still: Optimizer = { name: "still", start: () => () => {} };
  const set = { inputs: matrix([[1]]), targets: matrix([[0]]) };
  const [step] = trainSteps(random(1), line(1.7e308), set, {
    loss: losses.meanSquared,
    optimizer: still,
    steps: 1,
  });
  assert.equal(step?.loss, Infinity);
  assert.ok(step?.gradients.inputs.data.every(Number.isNaN));
});

test("an error of a loss that is no overflow ends the training", () => {
  const set = { inputs: matrix([[1]]), targets: matrix([[2]]) };
  const options = { ...plain, loss: losses.binaryCrossEntropy };
  refuses(
    () => train(random(1), line(1), set, options),
    "binaryCrossEntropy: targets must lie in [0, 1], got 2",
  );
});

test("train leaves a diverged net's copy and the given net apart", () => {
  const given = line(3);
  const before = copyNet(given);
  train(
    random(1),
    given,
    { inputs: matrix([[1]]), targets: matrix([[0]]) },
    { ...plain, optimizer: sgd({ learningRate: 1e300 }), steps: 4 },
  );
  assert.deepEqual(given.layers[0]?.weights.data, before.layers[0]?.weights.data);
});
