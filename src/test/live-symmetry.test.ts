/** The symmetry explorer: its numbers are those of training, equal units stay equal, and a spread parts them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { circles } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { binaryCrossEntropy } from "../core/losses.js";
import { matrix } from "../core/matrix.js";
import { copyNet, forward, type LayerTrace, type Mlp, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { sgd, train } from "../core/training.js";
import { symmetry, symmetrySettings } from "../live/symmetry.js";
import { symmetryRun, unitKinds } from "../live/symmetry-model.js";
import { close, sameBits } from "./support/close.js";

const settings = (changed: Record<string, string | number> = {}) =>
  symmetrySettings({ ...symmetry.initial, ...changed });

test("the run at step 60 has the weights and losses of train from the same start", () => {
  const run = symmetryRun(settings());
  run.advance(60);
  const data = circles(random(1).split("data"), 81, 0.05);
  const net = mlp(random(1).split("net"), { sizes: [2, 4, 1], weights: normal(0.5, 1e-6) });
  const options = { loss: binaryCrossEntropy, optimizer: sgd({ learningRate: 2 }), steps: 60 };
  const trained = train(random("any"), net, data, options);
  const { net: here, step } = run.now();
  assert.equal(step, 60);
  for (const [l, { weights, biases }] of trained.net.layers.entries()) {
    sameBits(here.layers[l]?.weights.data ?? [], weights.data);
    sameBits(here.layers[l]?.biases ?? [], biases);
  }
  const curve = run.curve.points().map(({ values }) => values[0] as number);
  sameBits(curve.slice(0, 60), trained.losses);
});

test("the gradients of the run are central differences of its loss", () => {
  const run = symmetryRun(settings({ spread: "0.5", net: "4-4" }));
  run.advance(5);
  const { net, gradients } = run.now();
  const loss = (changed: Mlp) =>
    binaryCrossEntropy.value(forward(changed, run.data.inputs).outputs, run.data.targets);
  const shifted = (l: number, k: number, by: number) => {
    const copy = copyNet(net);
    const { data } = (copy.layers[l] as Mlp["layers"][number]).weights;
    data[k] = (data[k] as number) + by;
    return loss(copy);
  };
  for (const [l, { weights }] of gradients.layers.entries())
    for (let k = 0; k < weights.data.length; k++) {
      const difference = (shifted(l, k, 1e-5) - shifted(l, k, -1e-5)) / 2e-5;
      close(weights.data[k] as number, difference, { relative: 1e-5, absolute: 1e-9 }, `layer ${l}, ${k}`);
    }
});

test("with spread 0 the units are equal to the last bit after 500 steps, and the sentence says so", () => {
  for (const net of ["4", "4-4"]) {
    const run = symmetryRun(settings({ spread: "0", net }));
    run.advance(500);
    for (const { activations } of run.now().trace.layers.slice(0, -1))
      assert.deepEqual(unitKinds(activations, 0), [0, 0, 0, 0]);
    assert.ok(run.curve.points().every(({ values }) => values.slice(1).every((spread) => spread === 0)));
  }
  const session = symmetry.open({ ...symmetry.initial, spread: "0" });
  session.act?.("run");
  assert.match(session.view().sentence, /equal to the last bit and count as 1/);
});

test("with spread 10⁻⁶ the four units part and the loss of equal units is left behind", () => {
  const equal = symmetryRun(settings({ spread: "0" }));
  const near = symmetryRun(settings({ spread: "1e-6" }));
  for (const run of [equal, near]) run.advance(800);
  assert.ok(equal.now().loss > 0.5);
  assert.ok(near.now().loss < 0.2);
  const [hidden] = near.now().trace.layers as [LayerTrace];
  assert.deepEqual(unitKinds(hidden.activations, 0.01), [0, 1, 2, 3]);
});

test("zero weights without biases: nothing below the top bias ever moves, with tanh; with the sigmoid it does", () => {
  const still = symmetryRun(settings({ weight: 0, spread: "0" }));
  still.advance(100);
  const [below, top] = still.now().net.layers as [Mlp["layers"][number], Mlp["layers"][number]];
  assert.ok([...below.weights.data, ...below.biases, ...top.weights.data].every((w) => w === 0));
  assert.ok(top.biases[0] !== 0);
  const moving = symmetryRun(settings({ weight: 0, spread: "0", activation: "sigmoid" }));
  moving.advance(100);
  assert.ok(moving.now().net.layers[0]?.weights.data.some((w) => w !== 0));
});

test("random biases part units whose weights are equal", () => {
  const run = symmetryRun(settings({ spread: "0", biases: "random" }));
  run.advance(400);
  assert.ok(run.now().loss < 0.2);
});

test("unitKinds groups the columns that agree within the tolerance", () => {
  const outputs = matrix([
    [1, 1.001, 2, 1],
    [3, 3, 3, 3],
  ]);
  assert.deepEqual(unitKinds(outputs, 0), [0, 1, 2, 0]);
  assert.deepEqual(unitKinds(outputs, 0.01), [0, 0, 1, 0]);
});

test("two sessions with equal states show equal pictures, and going back shows the first one again", () => {
  const [one, two] = [1, 2].map(() => symmetry.open({ ...symmetry.initial, step: "0" }));
  const first = one?.view();
  for (const session of [one, two]) for (let i = 0; i < 5; i++) session?.act?.("run");
  assert.deepEqual(one?.view(true), two?.view(true));
  assert.ok(one?.view().svg !== first?.svg);
  one?.act?.("restart");
  assert.deepEqual(one?.view(), first);
});

test("a run that leaves the finite numbers stops and says so", () => {
  const state = { ...symmetry.initial, activation: "linear", rate: 10, net: "4-4", spread: "0.5", weight: 1 };
  const session = symmetry.open(state);
  let frames = 0;
  while (session.act?.("run") && frames < 600) frames += 1;
  assert.ok(frames < 600);
  assert.match(session.view().sentence, /left the finite numbers/);
  assert.doesNotMatch(session.view().svg, /NaN/);
});

test("every choice can be opened and run, and shows no number that is none", () => {
  for (const control of symmetry.controls) {
    if (control.kind !== "choice") continue;
    for (const { value } of control.choices) {
      const session = symmetry.open({ ...symmetry.initial, [control.key]: value });
      for (let frame = 0; frame < 3; frame++) session.act?.("run");
      const { svg, sentence } = session.view();
      assert.doesNotMatch(svg + sentence, /NaN|Infinity|undefined/, `${control.key} = ${value}`);
    }
  }
});

test("an address may begin ahead: Run shows the run from its start again, Step goes on", () => {
  const [run, step] = [symmetry.open(symmetry.initial), symmetry.open(symmetry.initial)];
  assert.match(run.view().sentence, /^Step 720, /);
  run.act?.("run");
  assert.match(run.view().sentence, /^Step 4, /);
  step.act?.("step");
  assert.match(step.view().sentence, /^Step 721, /);
  step.act?.("run");
  assert.match(step.view().sentence, /^Step 725, /);
  const through = symmetry.open({ ...symmetry.initial, step: "0" });
  for (let frame = 0; frame < 180; frame++) through.act?.("run");
  assert.deepEqual(through.view(), symmetry.open(symmetry.initial).view());
});
