// What live experiments are made of: states in addresses, sliders, scales, pieces of SVG.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lives } from "../live/index.js";
import type { RangeControl } from "../live/live.js";
import { linearScale, logScale, powersAround } from "../live/scale.js";
import {
  cleanState,
  fromAddress,
  LOG_STEPS,
  positionOf,
  toAddress,
  valueAt,
  valueText,
} from "../live/state.js";
import { element, escapeXml, line, standalone, svg, words } from "../live/svg.js";
import { allClose } from "./support/close.js";

test("cleanState: any value for any key becomes one that the controls allow, and that is kept", () => {
  const values = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(undefined), fc.object());
  for (const live of lives)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(live.initial), "other"), values), (given) => {
        const state = cleanState(live, given);
        assert.deepEqual(Object.keys(state), Object.keys(live.initial));
        assert.deepEqual(cleanState(live, state), state);
        for (const control of live.controls) {
          if (control.kind !== "range") continue;
          const value = Number(state[control.key]);
          assert.ok(value >= control.min && value <= control.max, `${control.key} = ${value}`);
        }
      }),
      { seed: 1 },
    );
});

test("toAddress and fromAddress: a state comes back as it was; other addresses name nothing", () => {
  for (const live of lives) {
    const there = fromAddress(`#${toAddress(`${live.id}-2`, live.initial)}`);
    assert.equal(there?.place, `${live.id}-2`);
    assert.deepEqual(cleanState(live, there?.given ?? {}), live.initial);
  }
  for (const hash of ["", "#", "#what-the-chain-rule", "#depth=3", "#live=%E0%A4%A&x=1"])
    assert.equal(fromAddress(hash), undefined, hash);
});

test("a logarithmic slider reaches its ends, and its positions come back", () => {
  const control: RangeControl = {
    kind: "range",
    key: "s",
    label: "s",
    min: 0.001,
    max: 1,
    step: 0,
    scale: "log",
  };
  assert.equal(valueAt(control, 0), 0.001);
  assert.equal(valueAt(control, LOG_STEPS), 1);
  for (let at = 0; at <= LOG_STEPS; at++) assert.equal(positionOf(control, valueAt(control, at)), at);
  assert.equal(valueText({ ...control, unit: "units" }, 0.03162), "0.0316 units");
});

test("scales: ends at the ends, ticks inside, nothing beyond", () => {
  const linear = linearScale(-1, 3, 100, 20);
  assert.deepEqual([linear.at(-1), linear.at(3), linear.at(1), linear.at(99)], [100, 20, 60, 20]);
  assert.deepEqual(
    linear.ticks.map(({ value }) => value),
    [-1, 0, 1, 2, 3],
  );
  const log = logScale(1e-6, 1, 100, 40);
  allClose([log.at(1e-3), log.at(0), log.at(10)], [70, 100, 40], { relative: 1e-12 });
  assert.deepEqual(
    log.ticks.map(({ label }) => label),
    ["10⁻⁶", "10⁻⁵", "10⁻⁴", "0.001", "0.01", "0.1", "1"],
  );
  assert.deepEqual(powersAround([0, 0.02, 0.9, Number.NaN]), [0.01, 1]);
  assert.deepEqual(powersAround([0]), [0.1, 1]);
});

test("svg: words are escaped, lines break where a value is missing, standing alone brings colours", () => {
  assert.equal(escapeXml(`<a & "b">`), "&lt;a &amp; &quot;b&quot;&gt;");
  assert.ok(words(1, 2, "<script>").includes("&lt;script&gt;"));
  assert.equal(element("g", { x: 1.26, y: undefined }), '<g x="1.3"/>');
  const broken = line(
    [
      [0, 0],
      [1, Number.NaN],
      [2, 2],
      [3, 3],
    ],
    "forward",
  );
  assert.match(broken, /d="M0 0M2 2L3 3"/);
  assert.match(
    standalone(svg(600, 300, broken)),
    /^<svg [^>]*width="600" height="300"[^>]*><style>.*\.s-forward\{stroke:#0072B2\}/,
  );
});
