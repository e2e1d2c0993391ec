/** Outputs as Jupyter keeps them: merged streams, displays updated in place; runs and their comparison. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "../tools/compare.js";
import type { Cell, Notebook, Output } from "../tools/notebook.js";
import { textToNotebook } from "../tools/notebook-text.js";
import { mergeStreams, OutputCollector } from "../tools/outputs.js";
import { inRoot } from "../tools/paths.js";
import { failureText, type RunOptions, runNotebook } from "../tools/run-notebook.js";

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

const run = (text: string, options: Partial<RunOptions> = {}) =>
  runNotebook(textToNotebook(text), { folder: inRoot("notebooks"), lesson: "trial.ipynb", ...options });

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

test("runNotebook ends a cell that stands still", async () => {
  const result = await run("%%% code id=waits\nawait new Promise(() => {});", { stillSeconds: 1 });
  assert.ok(!result.ok);
  assert.match(failureText(result.failure), /^trial\.ipynb: cell \[1\] \(waits\) failed:/);
  assert.match(result.failure.error, /^stands still: no output and no processor time for 1 seconds/);
});

test("runNotebook leaves a cell alone that only is at work", async () => {
  const work = "%%% code id=works\n(() => { let x = 0; for (let i = 0; i < 3e9; i++) x ^= i; return x; })();";
  const result = await run(work, { stillSeconds: 0.5 });
  assert.ok(result.ok);
});

test("runNotebook names each minute the cell that is still running, and is stopped from outside", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const [stop, lines] = [new AbortController(), [] as string[]];
  const twoMinutes = (): void => {
    context.mock.timers.tick(120_000);
    stop.abort();
  };
  const result = await run("%%% code id=first\n1\n\n%%% code id=endless\n(() => { while (true); })();", {
    signal: stop.signal,
    onCell: () => setImmediate(twoMinutes),
    log: (line) => lines.push(line),
  });
  assert.ok(!result.ok);
  assert.equal(result.failure.error, "stopped");
  assert.deepEqual(lines, [
    "trial.ipynb: cell [2] (endless) is still running, after 1 min",
    "trial.ipynb: cell [2] (endless) is still running, after 2 min",
  ]);
});

test("a cell that prints or shows without end fails: it says more than a cell may", async () => {
  const endless: [string, string][] = [
    ["let i = 0; while (true) console.log(i++);", "prints more than 1,000,000 characters"],
    ["while (true) { console.error(1); await null; }", "prints more than 1,000,000 characters"],
    ["while (true) (require('tslab') as any).display.html('x');", "shows more than 200 outputs"],
  ];
  for (const [source, error] of endless) {
    const result = await run(`%%% code id=endless\nasync function f() { ${source} }\nawait f();`);
    assert.ok(!result.ok);
    assert.equal(result.failure.error, error);
  }
});

test("process.stdout in a cell: pieces of characters, callbacks, encodings, its end, no terminal", async () => {
  const result = await run(`%%% code id=pieces
const stream = process.stdout as any;
for (const byte of Buffer.from("é€😀 fin ")) stream.write(Buffer.from([byte]));
for (const half of "😀".split("")) stream.write(half);
stream.cork(); stream.write("c3a9", "hex"); stream.uncork();
stream.write(new DataView(Uint8Array.of(64, 65, 66).buffer, 1)); stream.write("");
stream.write(Buffer.from([0xe2])); null;

%%% code id=callbacks
await new Promise<void>((resolve) => process.stdout.write("x ", () => resolve()));
process.stdout.write("y ", "utf8", (error) => console.log("called with", error));
process.stdout.end("z ", () => console.log("ended")); null;

%%% code id=after
import { Readable } from "node:stream";
const source = Readable.from(["piped ", Buffer.from("too")]);
source.pipe(process.stdout);
await new Promise((resolve) => source.on("end", resolve));
console.log([process.stdout.isTTY, process.stdout.columns]);
console.table([{ a: 1 }]); console.group("g"); console.dir({ b: 1 }); console.groupEnd(); console.error("e %d", 3);`);
  assert.ok(result.ok);
  const text = (index: number, name: string): string =>
    (result.notebook.cells[index]?.outputs ?? [])
      .map((output) => (output.output_type === "stream" && output.name === name ? output.text : ""))
      .join("");
  assert.equal(text(0, "stdout"), "é€😀 fin 😀éAB\ufffd");
  assert.equal(text(1, "stdout"), "x y z called with null\nended\n");
  assert.match(text(2, "stdout"), /^piped too\[ undefined, undefined \]\n┌.*│ 0 .*└.*┘\ng\n {2}{ b: 1 }\n$/s);
  assert.equal(text(2, "stderr"), "e 3\n");
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
