// Live experiments in pages and notebooks: the figure that reads without a script, the page's policy, the notebook's outputs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lives } from "../live/index.js";
import { liveBundle } from "../notebook/live.js";
import { exportLessons } from "../site/export.js";
import { LIVE_MIME, liveFigure } from "../site/live.js";

const bundle = (id: string, state = {}) => ({ [LIVE_MIME]: { id, state }, "text/plain": "text" });
const lesson = (...outputs: object[]): string =>
  exportLessons({
    notebooks: [
      {
        name: "one",
        json: {
          ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
          cells: outputs.map((data, i) => ({
            ...{ cell_type: "code", id: `c-${i}`, metadata: {}, execution_count: 1, source: "run();" },
            outputs: [{ output_type: "display_data", metadata: {}, data }],
          })),
        },
      },
    ],
  })[0]?.html ?? "";

test("a live output becomes a figure with both layouts, what to try, the sentence and the values", () => {
  for (const live of lives) {
    const html = lesson(bundle(live.id));
    const view = live.open(live.initial).view();
    const figure = /<figure class="live"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? assert.fail();
    assert.ok(figure.includes(view.svg) && figure.includes(live.open(live.initial).view(true).svg));
    assert.equal(figure.split("<tr>").length, view.table.rows.length + 2);
    for (const control of live.controls)
      assert.match(figure, new RegExp(`data-key="${control.key}"[^>]* disabled`));
    assert.match(figure, /<details class="fold values">/);
    assert.doesNotMatch(figure, /<script(?! type="application\/json")/);
  }
});

test("the same experiment twice on a page stands at two places, each in its own state", () => {
  const html = lesson(bundle("collapse"), bundle("collapse", { activation: "relu" }));
  assert.match(html, /<figure class="live" id="live-collapse" /);
  assert.match(html, /<figure class="live" id="live-collapse-2" /);
  assert.match(html, /id="live-collapse-2-activation"[\s\S]*?<option value="relu" selected>/);
});

test("only pages with live experiments carry their script and may start Workers and WebAssembly", () => {
  const policy = (html: string): string => /Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  const live = lesson(bundle("signals"));
  assert.match(policy(live), /script-src [^;]* 'wasm-unsafe-eval'; worker-src blob:;/);
  assert.equal(live.split('id="live-worker"').length, 2);
  const plain = lesson({ "text/plain": "text" });
  assert.doesNotMatch(policy(plain), /wasm-unsafe-eval|worker-src/);
  assert.ok(!plain.includes('id="live-worker"') && plain.length < live.length - 20_000);
});

test("an unknown experiment is an error that names the cell", () => {
  assert.throws(() => lesson(bundle("nothing")), /one, cell c-0: live: id must be one of signals/);
});

test("the page of experiments holds every one of them", () => {
  const html = exportLessons({ notebooks: [] }).find(({ file }) => file === "experiments.html")?.html ?? "";
  for (const { id, title } of lives) {
    assert.ok(html.includes(`id="live-${id}"`));
    assert.ok(html.includes(`>${title}</h2>`));
  }
});

test("liveFigure: words of an experiment are never read as HTML", () => {
  const [live] = lives;
  assert.ok(live);
  const html = liveFigure({ ...live, title: "<b>", caption: "a & b" }, {}, []);
  assert.ok(html.includes("&lt;b&gt;") && html.includes("a &amp; b") && !html.includes("<b>"));
});

test("showLive: the same small outputs every time, with the picture standing alone", () => {
  for (const live of lives) {
    const outputs = liveBundle(live.id);
    assert.deepEqual(liveBundle(live.id), outputs);
    const size = JSON.stringify(outputs).length;
    assert.ok(size < 80_000, `${live.id}: ${size} characters`);
    assert.deepEqual(outputs["application/vnd.initlab.live+json"], { id: live.id, state: live.initial });
    assert.ok(outputs["text/plain"].includes(live.caption));
    const [, picture = "", alt] =
      /<img src="data:image\/svg\+xml;base64,([^"]+)" alt="([^"]+)"/.exec(String(outputs["text/html"])) ?? [];
    assert.match(Buffer.from(picture, "base64").toString(), /^<svg [^>]*><style>[\s\S]*<\/svg>$/);
    assert.ok(alt);
  }
});

test("showLive: bad input is refused in words", () => {
  assert.throws(() => liveBundle("nothing"), /id must be one of signals/);
  assert.throws(
    () => liveBundle("signals", { state: { deep: 3 } }),
    /state of signals must name depth.*got "deep"/,
  );
  assert.throws(
    () => liveBundle("signals", { state: { depth: 99 } }),
    /depth must be a value that its control allows, got 99/,
  );
});
