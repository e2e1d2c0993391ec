/** Outputs as Jupyter keeps them: merged streams, displays updated in place; runs and their comparison. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "../tools/compare.js";
import type { Cell, Notebook, Output } from "../tools/notebook.js";
import { textToNotebook } from "../tools/notebook-text.js";
import { mergeStreams, OutputCollector } from "../tools/outputs.js";
import { inRoot } from "../tools/paths.js";
import { failureText, runNotebook } from "../tools/run-notebook.js";

const out = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({
  output_type: "stream",
  name,
  text,
});
const html = (text: string): Output => ({
  output_type: "display_data",
  data: { "text/html": text },
  metadata: {},
});

test("mergeStreams joins neighbours of one stream and keeps the order", () => {
  assert.deepEqual(
    mergeStreams([out("a\n"), out(""), out("b\n"), out("!", "stderr"), html("x"), out("c"), out("d")]),
    [out("a\nb\n"), out("!", "stderr"), html("x"), out("cd")],
  );
});

test("an update replaces the output of its display id in place, also in an earlier cell", () => {
  const collector = new OutputCollector();
  const show = (text: string, update: boolean): void =>
    collector.display({ data: { "text/html": text }, transient: { display_id: "d" } }, update);
  collector.beginCell();
  show("one", false);
  collector.write("stdout", "between\n");
  show("two", true);
  collector.beginCell();
  collector.write("stdout", "later\n");
  show("three", true);
  collector.display({ data: { "text/html": "lost" }, transient: { display_id: "unknown" } }, true);
  assert.deepEqual(collector.result(), [[html("three"), out("between\n")], [out("later\n")]]);
});

test("a display goes through JSON: no display id is kept, NaN becomes null", () => {
  const collector = new OutputCollector();
  collector.beginCell();
  collector.display({ data: { "application/json": [Number.NaN] }, transient: {} }, false);
  assert.deepEqual(collector.result(), [
    [{ output_type: "display_data", data: { "application/json": [null] }, metadata: {} }],
  ]);
});

const run = (text: string, cellSeconds = 30) =>
  runNotebook(textToNotebook(text), { folder: inRoot("notebooks"), lesson: "trial.ipynb", cellSeconds });

test("runNotebook gives the outputs of the kernel, with counts 1..n", async () => {
  const result = await run(`%%% code id=a
const d = (require("tslab") as any).newDisplay();
d.html("one");
console.log("%s of %d", [1, 2], { deep: { deeper: { deepest: 1 } } });
d.html("two");

%%% markdown id=b
Text

%%% code id=c
[1, 2].map((x) => x * 2)`);
  assert.ok(result.ok);
  const [a, , c] = result.notebook.cells;
  assert.deepEqual([a?.executionCount, c?.executionCount], [1, 2]);
  assert.deepEqual(a?.outputs, [html("two"), out("[ 1, 2 ] of NaN\n")]);
  assert.deepEqual(c?.outputs, [out("[ 2, 4 ]\n")]);
});

test("runNotebook reports the cell that failed: number, id, source, error", async () => {
  const failing: [string, RegExp][] = [
    ["throw new RangeError('too wide');", /RangeError: too wide/],
    ["const n: number = 'a';", /Type 'string' is not assignable to type 'number'/],
    ["process.exit(3);", /the process ended with code 3/],
    ["Promise.reject(new Error('nobody waits'));", /Error: nobody waits/],
  ];
  for (const [source, error] of failing) {
    const result = await run(`%%% code id=fine\n1\n\n%%% code id=bad\n${source}`);
    assert.ok(!result.ok);
    const text = failureText(result.failure);
    assert.match(text, /^trial\.ipynb: cell \[2\] \(bad\) failed:\n/);
    assert.ok(text.includes(source));
    assert.match(text, error);
    assert.doesNotMatch(text, /tslab.dist/);
  }
});

test("runNotebook stops a cell that takes too long, by the notebook's own limit", async () => {
  const result = await run(
    "%%% notebook cellSeconds=1.5\n\n%%% code id=endless\n(() => { while (true); })();",
  );
  assert.ok(!result.ok);
  assert.match(result.failure.error, /took longer than 1\.5 seconds/);
});

test("differences names cell and first differing line", () => {
  const cell = (outputs: Output[], executionCount = 1): Cell => ({
    ...{ id: "sum", type: "code", source: "", metadata: {} },
    outputs,
    executionCount,
  });
  const book = (...cells: Cell[]): Notebook => ({ cells, metadata: {} });
  assert.deepEqual(differences(book(cell([out("a\nb")])), book(cell([out("a\n"), out("b")]))), []);
  const [text = ""] = differences(book(cell([out("a\nb")])), book(cell([out("a\nc")])));
  assert.equal(text, "cell sum: output 1 differs\n  line 2 (stdout)\n  - b\n  + c");
  assert.match(differences(book(cell([], 1)), book(cell([], 2)))[0] ?? "", /count 1 against 2/);
  assert.match(differences(book(cell([])), book(cell([html("x")])))[0] ?? "", /0 outputs against 1/);
});

test("failureText leaves out the frames of Node and of the kernel", () => {
  const failure = {
    lesson: "x.ipynb",
    number: 1,
    id: "a",
    source: "f()",
    error: "Error: e\n    at node:vm:1:1",
  };
  assert.equal(failureText(failure), "x.ipynb: cell [1] (a) failed:\n    f()\nError: e");
});
