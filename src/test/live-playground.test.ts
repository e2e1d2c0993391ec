/** The training playground: its numbers are those of training, and both sides differ in their start only. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { spirals } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { heNormal, type Initializer } from "../core/initializers.js";
import { binaryCrossEntropy } from "../core/losses.js";
import { copyNet, forward, type Layer, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { mean, std } from "../core/statistics.js";
import { sgd, train } from "../core/training.js";
import { playground, playgroundSettings } from "../live/playground.js";
import { playgroundData, rightShare, side, starts, stepsPerFrame } from "../live/playground-model.js";
import { sizeShares } from "../live/playground-ridges.js";
import { close, sameBits } from "./support/close.js";

const settings = playgroundSettings(playground.initial);
const data = playgroundData("spirals", 1);

test("the points have mean 0 and std 1 in each coordinate, and are those of spirals stretched", () => {
  for (const name of ["spirals", "circles", "moons", "xor"] as const) {
    const { inputs, targets } = playgroundData(name, 3);
    for (const j of [0, 1]) {
      close(mean(inputs.column(j)), 0, { absolute: 1e-12 }, name);
      close(std(inputs.column(j)), 1, { relative: 1e-12 }, name);
    }
    assert.equal(mean(targets.data), 0.5);
  }
  const raw = spirals(random(1).split("data"), 200, 0.02).inputs.column(0);
  const stretched = data.inputs.column(0);
  const factor =
    ((stretched[1] as number) - (stretched[0] as number)) / ((raw[1] as number) - (raw[0] as number));
  close(
    (stretched[9] as number) - (stretched[4] as number),
    factor * ((raw[9] as number) - (raw[4] as number)),
    {
      relative: 1e-9,
    },
  );
});

test("both sides after 30 steps are what train makes of the same start", () => {
  const rules: [string, Initializer | ReturnType<typeof normal>][] = [
    ["small", normal(0, 0.01)],
    ["he", heNormal()],
  ];
  for (const [start, weights] of rules) {
    const here = side(settings, data, start);
    here.advance(30);
    const net = mlp(random(1).split("net"), {
      sizes: [2, 16, 16, 16, 16, 16, 1],
      activation: "relu",
      weights,
    });
    const optimizer = sgd({ learningRate: 0.05, momentum: 0.9 });
    const trained = train(random("any"), net, data, { loss: binaryCrossEntropy, optimizer, steps: 30 });
    trained.net.layers.forEach(({ weights: wanted, biases }, l) => {
      const layer = here.now().net.layers[l] as Layer;
      sameBits(layer.weights.data, wanted.data, `${start}, layer ${l}`);
      sameBits(layer.biases, biases);
    });
    const losses = here.curve.points().map(({ values }) => values[0] as number);
    sameBits(losses.slice(0, 30), trained.losses);
  }
});

test("the gradients that are drawn are central differences of the loss", () => {
  const one = side({ ...settings, activation: "tanh", depth: 2, width: 4 }, data, "xavier");
  one.advance(3);
  const { net, gradients } = one.now();
  const loss = (changed: Mlp) =>
    binaryCrossEntropy.value(forward(changed, data.inputs).outputs, data.targets);
  gradients.layers.forEach(({ weights }, l) => {
    for (let k = 0; k < weights.data.length; k++) {
      const [up, down] = [1e-5, -1e-5].map((by) => {
        const copy = copyNet(net);
        const values = (copy.layers[l] as Layer).weights.data;
        values[k] = (values[k] as number) + by;
        return loss(copy);
      }) as [number, number];
      close(weights.data[k] as number, (up - down) / 2e-5, { relative: 1e-5, absolute: 1e-9 });
    }
  });
});

test("after 40 frames He has learned the spirals and N(0, 0.01²) has not moved", () => {
  const session = playground.open(playground.initial);
  for (let frame = 0; frame < 40; frame++) session.act?.("run");
  const { sentence, table } = session.view();
  assert.match(
    sentence,
    /^Step 400: N\(0, 0\.01²\) has loss 0\.69 and 5\d\s% .*; He, .* has loss 0\.0\d+ and 9\d\s% /,
  );
  assert.equal(table.rows.length, 7);
});

test("N(0, 0.01²) wakes in 2000 steps only with less depth, or with Adam at a fiftieth of the rate", () => {
  const loss = (changed: Partial<typeof settings>): number => {
    const small = side({ ...settings, ...changed }, data, "small");
    small.advance(2000);
    return small.now().loss;
  };
  const asleep = [{}, { optimizer: "adam" }, { depth: 3 }] as const;
  for (const changed of asleep) close(loss(changed), Math.LN2, { absolute: 1e-4 });
  const slowly = settings.learningRate / 50;
  assert.ok(loss({ optimizer: "adam", learningRate: slowly }) < 0.3);
  assert.ok(loss({ depth: 2 }) < 0.66);
});

test("equal starts on both sides are the same net at every step", () => {
  const [one, two] = [side(settings, data, "he"), side(settings, data, "he")];
  for (const each of [one, two]) each.advance(20);
  sameBits(one.now().trace.outputs.data, two.now().trace.outputs.data);
});

test("every start, activation, data set and optimizer can be opened and trained", () => {
  for (const control of playground.controls) {
    if (control.kind !== "choice") continue;
    for (const { value } of control.choices) {
      const session = playground.open({ ...playground.initial, depth: 2, width: 4, [control.key]: value });
      session.act?.("run");
      assert.doesNotMatch(session.view(true).svg, /NaN|Infinity|undefined/, `${control.key} = ${value}`);
    }
  }
});

test("a side that leaves the finite numbers stops and is named, the other goes on", () => {
  const session = playground.open({
    ...playground.initial,
    left: "large",
    activation: "linear",
    depth: 8,
    rate: 3,
  });
  for (let frame = 0; frame < 30; frame++) session.act?.("run");
  const { sentence, svg, table } = session.view();
  assert.match(sentence, /N\(0, 1\) left the finite numbers at step \d+/);
  assert.doesNotMatch(svg, /NaN|Infinity/);
  assert.ok(table.rows.flat().includes("not finite"));
});

test("sizeShares: powers of ten fall into their bins, zeros into the first, NaN into the last, all shares sum to 1", () => {
  const shares = sizeShares(Float64Array.of(0, 1e-20, 1e-13, -1, 1, 1e9, Number.NaN, -1e-13));
  const filled = [...shares].map((share, bin) => [bin, share] as const).filter(([, share]) => share > 0);
  assert.deepEqual(filled, [
    [0, 0.25],
    [3, 0.25],
    [42, 0.25],
    [47, 0.25],
  ]);
});

test("rightShare counts outputs above 0 for class 1 and at most 0 for class 0", () => {
  const one = side({ ...settings, depth: 1, width: 2 }, data, "zeros");
  assert.equal(rightShare(one.now(), data), 0.5);
});

test("the initial starts have the std that their names say", () => {
  const fans = { fanIn: 50, fanOut: 20 };
  const stds = Object.entries(starts).map(
    ([key, { initializer }]) => [key, initializer.moments(fans).std] as const,
  );
  const wanted = { zeros: 0, half: 0, small: 0.01, large: 1, lecun: 50 ** -0.5, he: 0.2, xavier: 35 ** -0.5 };
  for (const [key, std] of Object.entries(wanted))
    close(stds.find(([name]) => name === key)?.[1] ?? Number.NaN, std, { relative: 1e-12 }, key);
});

test("a frame makes fewer steps for larger nets, and at least one", () => {
  assert.equal(stepsPerFrame({ depth: 1, width: 2 }), 10);
  assert.ok(stepsPerFrame({ depth: 10, width: 32 }) >= 1);
  assert.ok(stepsPerFrame({ depth: 10, width: 32 }) < stepsPerFrame({ depth: 5, width: 16 }));
});

test("an address may begin ahead, as far as 30 frames go; Run shows the training from its start", () => {
  const session = playground.open({ ...playground.initial, step: "999999" });
  assert.equal(session.view().state?.step, "300");
  session.act?.("step");
  assert.equal(session.view().state?.step, "301");
  const fresh = playground.open(playground.initial);
  fresh.act?.("run");
  assert.equal(fresh.view().state?.step, "10");
});
