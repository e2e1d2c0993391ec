// The signal explorer shows the numbers of signalRun and of wideNetwork.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signalRun } from "../core/experiments.js";
import { xavierNormal } from "../core/initializers.js";
import { wideNetwork } from "../core/theory.js";
import { liveById } from "../live/index.js";
import type { State } from "../live/live.js";
import { allClose } from "./support/close.js";

test("signals: the table is that of signalRun and wideNetwork for the same state", () => {
  const state: State = {
    ...liveById("signals").initial,
    depth: 6,
    width: 40,
    samples: 30,
    seed: 7,
    gain: 1.5,
  };
  const { table, sentence } = liveById("signals").open(state).view();
  const weights = xavierNormal({ gain: 1.5 });
  const { rows } = signalRun({
    ...{ depth: 6, width: 40, samples: 30, seed: 7, activation: "tanh", precision: "float32" },
    ...{ scheme: "xavierNormal", options: { gain: 1.5 } },
  });
  const theory = wideNetwork({ sizes: Array(7).fill(40), activation: "tanh", output: "tanh", weights });
  const top = rows[6]?.gradientRms as number;
  table.rows.forEach((row, l) => {
    const { sampleStd, gradientRms = 0, saturatedShare } = rows[l] ?? assert.fail();
    const expected = [
      l,
      sampleStd,
      theory[l]?.sampleStd,
      gradientRms / top,
      theory[l]?.gradientRms,
      saturatedShare,
    ];
    allClose(row.map(Number), expected.map(Number), { relative: 1e-9 }, `layer ${l}`);
  });
  const share = (100 * (rows[6]?.sampleStd as number)) / (rows[0]?.sampleStd as number);
  assert.ok(sentence.startsWith(`By layer 6 the signal is ${Number(share.toPrecision(2))}`), sentence);
});

test("signals: where only rounding is left of the signal, the sentence says so", () => {
  const live = liveById("signals");
  const say = (depth: number) => {
    const state = { ...live.initial, width: 50, activation: "sigmoid", depth };
    return live.open(state).view().sentence;
  };
  assert.match(say(20), /of what it was, the rounding of 32-bit numbers; theory says/);
  assert.doesNotMatch(say(8), /rounding/);
});

test("signals: with all weights 0 nothing is left, and the sentence says so", () => {
  const { sentence, table, disabled } = liveById("signals")
    .open({ ...liveById("signals").initial, scheme: "zeros" })
    .view();
  assert.match(sentence, /nothing is left of the signal, it is exactly 0.*No gradient reaches the inputs/);
  assert.equal(table.rows[10]?.[1], 0);
  assert.deepEqual(disabled, ["gain", "std"]);
});

for (const activation of ["relu", "selu", "gelu", "linear"])
  test(`signals: where the numbers of ${activation} are too large for 32 bits, the sentence names the layer`, () => {
    const live = liveById("signals");
    const state = { ...live.initial, activation, scheme: "normal", std: 1, depth: 50, width: 200 };
    const { sentence, table, svg } = live.open(state).view();
    const [, layer] = sentence.match(/^From layer (\d+) on the numbers are too large for 32 bits/) ?? [];
    assert.ok(Number(layer) > 10, sentence);
    table.rows.forEach((row, l) => {
      assert.deepEqual([Number.isFinite(row[1]), Number.isNaN(row[3])], [l < Number(layer), true]);
    });
    assert.doesNotMatch(svg, /NaN|Infinity/);
  });
