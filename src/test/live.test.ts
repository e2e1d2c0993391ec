// Live experiments, each of them: described whole, deterministic, and without a stray number at the ends of its controls.
import assert from "node:assert/strict";
import { test } from "node:test";
import { liveById, lives } from "../live/index.js";
import { cleanState } from "../live/state.js";

test("liveById: names the experiments there are", () => {
  assert.throws(() => liveById("nothing"), /id must be one of signals, .*got "nothing"/);
  for (const live of lives) assert.equal(liveById(live.id), live);
});

for (const live of lives) {
  test(`${live.id}: a whole description, and every state that its controls allow`, () => {
    assert.match(live.id, /^[a-z-]+$/);
    assert.ok(live.title.length > 3 && live.caption.split(". ").length === 2, live.caption);
    const keys = live.controls.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    for (const control of live.controls)
      if (control.kind !== "action") assert.ok(control.key in live.initial, control.key);
    assert.deepEqual(cleanState(live, {}), live.initial, "the initial state is one that the controls allow");
  });

  test(`${live.id}: the same state gives the same pictures, and looking changes nothing`, () => {
    const [one, other] = [live.open(live.initial), live.open(live.initial)];
    const first = one.view(false);
    assert.deepEqual(one.view(false), first);
    assert.notEqual(one.view(true).svg, first.svg);
    assert.deepEqual(other.view(false), first);
    assert.doesNotMatch(first.svg + one.view(true).svg, /NaN|undefined|Infinity| id="|<style/);
    assert.ok(first.svg.length < 60_000, `${first.svg.length} characters`);
    assert.ok(first.sentence.endsWith("."), first.sentence);
    for (const row of first.table.rows) assert.equal(row.length, first.table.columns.length);
  });

  test(`${live.id}: every control at both its ends draws a picture without a stray number`, () => {
    for (const control of live.controls) {
      if (control.kind === "action") continue;
      const ends =
        control.kind === "range"
          ? [control.min, control.max]
          : control.kind === "toggle"
            ? [true, false]
            : control.choices.map(({ value }) => value);
      for (const value of ends) {
        const view = live.open(cleanState(live, { ...live.initial, depth: 3, [control.key]: value })).view();
        assert.doesNotMatch(view.svg, /NaN|undefined|Infinity/, `${control.key} = ${value}`);
        assert.doesNotMatch(view.sentence, /NaN|undefined|Infinity|\d{7}/, `${control.key} = ${value}`);
      }
    }
  });
}
