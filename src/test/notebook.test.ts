/** Shows, tables, mathematics and progress; and that the kernel's output is not lost. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { lineChart } from "../charts/index.js";
import { cureLostOutput } from "../notebook/lost-output.js";
import { cure } from "../notebook/publisher.js";
import { figureBundle, texBundle } from "../notebook/show.js";
import { link, tableBundle } from "../notebook/table.js";

const require = createRequire(import.meta.url);

/** Runs lines of module code in a Node of its own, without a kernel, and returns what it prints. */
function run(...lines: string[]): string {
  const from = JSON.stringify(new URL("../notebook/index.js", import.meta.url).href);
  const code = [`import * as notebook from ${from};`, ...lines].join("\n");
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
}

test("a figure's bundle holds the chart, the words, and a table for reading", () => {
  const y = Float64Array.of(1 / 3, Number.NaN);
  const figure = lineChart({ title: "t", xTitle: "x", yTitle: "y", series: [{ name: "s", y }] });
  const bundle = figureBundle(figure);
  const chart = bundle["application/vnd.plotly.v1+json"] as { data: { y: unknown }[]; config: unknown };
  assert.deepEqual(Object.keys(chart), ["data", "layout", "config"]);
  assert.deepEqual(chart.config, { displaylogo: false, responsive: true, showSendToCloud: false });
  assert.deepEqual(chart.data[0]?.y, [0.333333, null]);
  assert.equal(bundle["text/plain"], figure.alt);
  assert.deepEqual(bundle["application/vnd.initlab.figure+json"], {
    alt: figure.alt,
    table: {
      columns: ["x", "s"],
      rows: [
        ["0", "0.3333"],
        ["1", "NaN"],
      ],
    },
  });
});

test("mathematics: one formula, several, several aligned", () => {
  assert.deepEqual(texBundle("x^2"), { "text/latex": "$$x^2$$", "text/plain": "x^2" });
  assert.match(
    String(texBundle(["a", "b"])["text/latex"]),
    /^\$\$\\begin\{gathered\}\na \\\\\nb\n\\end\{gathered\}\$\$$/,
  );
  assert.match(String(texBundle(["a &= b", "c"])["text/latex"]), /begin\{aligned\}/);
});

test("a table has a caption, header cells, and aligned text", () => {
  const rows = [
    { layer: 0, std: 1 / 3, ok: true, note: "a<b" },
    { layer: 1, std: 1.2e-8, ok: false },
  ];
  const bundle = tableBundle(rows, { caption: "By layer" });
  const html = String(bundle["text/html"]);
  assert.match(html, /<caption>By layer<\/caption>/);
  assert.match(html, /<th scope="col" style="text-align:right">std<\/th>/);
  assert.match(html, /<th scope="row" style="text-align:right">0<\/th>/);
  assert.match(html, /a&lt;b/);
  assert.equal(
    bundle["text/plain"],
    [
      "By layer",
      "layer       std  ok   note",
      "-----  --------  ---  ----",
      "    0    0.3333  yes  a<b",
      "    1  1.2×10⁻⁸  no   –",
    ].join("\n"),
  );
});

test("a table's columns: chosen keys, keys with headings, headings for arrays; a wrong one is named", () => {
  const head = (text: unknown) => String(text).split("\n")[0]?.trim();
  assert.equal(head(tableBundle([{ a: 1, b: 2 }], { columns: ["b"] })["text/plain"]), "b");
  assert.equal(
    head(tableBundle([{ a: 1, b: 2 }], { columns: { b: "B b", a: "A" } })["text/plain"]),
    "B b  A",
  );
  assert.equal(head(tableBundle([[1, 2]], { columns: ["x", "y"] })["text/plain"]), "x  y");
  assert.throws(
    () => tableBundle([{ a: 1 }], { columns: ["c"] }),
    /showTable: columns must be among a, got c/,
  );
  assert.throws(() => tableBundle([]), /showTable: rows must have at least one row, got 0/);
});

test("outside a kernel the text is printed, so that the same code runs as a script", () => {
  const printed = run('notebook.showTex("x^2");', "console.log(notebook.inKernel());");
  assert.equal(printed, "x^2\nfalse\n");
});

test("progress ends the same however fast the work is, and hands on the values", () => {
  const printed = run(
    "function* steps(n) { for (let i = 0; i < n; i++) yield i; }",
    'console.log(await notebook.runWithProgress(steps(400), { label: "training", total: 400 }));',
    'console.log(await notebook.collectWithProgress([1, 2, 3], { label: "seeds" }, (x) => 2 * x));',
    'for await (const x of notebook.withProgress(steps(9), { label: "search", total: 9 })) if (x === 3) break;',
    'await notebook.collectWithProgress([1, 2], { label: "nets", unit: "runs" });',
    'await notebook.runWithProgress([], { label: "none" }).catch((error) => console.log(error.message));',
  );
  assert.deepEqual(printed.trim().split("\n"), [
    "training: 400 of 400 steps",
    "399",
    "seeds: 3 of 3 steps",
    "[ 2, 4, 6 ]",
    "search: 3 of 9 steps, stopped",
    "nets: 2 of 2 runs",
    "none: 0 of 0 steps",
    "runWithProgress: none must have at least one step, got 0",
  ]);
});

test("progress lets other work run, and does not swallow errors", () => {
  const printed = run(
    "setTimeout(() => console.log('timer'), 1);",
    "function* slow() { for (let i = 0; i < 3; i++) { const end = performance.now() + 120; while (performance.now() < end); yield i; } }",
    'await notebook.runWithProgress(slow(), { label: "slow", total: 3 });',
    "function* broken() { yield 1; throw new Error('broken'); }",
    'await notebook.runWithProgress(broken(), { label: "bad" }).catch((error) => console.log(error.message));',
  );
  assert.deepEqual(printed.trim().split("\n"), [
    "timer",
    "slow: 3 of 3 steps",
    "bad: 1 steps, stopped",
    "broken",
  ]);
});

test("outside a kernel there is nothing to cure", () => {
  assert.equal(cureLostOutput(), 0);
});

test("thousands of messages sent at once through a cured zeromq publisher all arrive, also at a late subscriber", async () => {
  const zeromq = createRequire(require.resolve("tslab/dist/jupyter.js"))("zeromq");
  cure(zeromq.Publisher);
  cure(zeromq.Publisher);
  const publisher = new zeromq.Publisher();
  await publisher.bind("tcp://127.0.0.1:*");
  const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
  const subscribers: { close(): void; receive(): Promise<Buffer[]> }[] = [];
  const subscribe = async () => {
    const subscriber = new zeromq.Subscriber({ receiveHighWaterMark: 0, receiveTimeout: 5000 });
    subscriber.connect(publisher.lastEndpoint);
    subscriber.subscribe("");
    subscribers.push(subscriber);
    await pause();
    await publisher.send("ready");
    await pause();
  };
  const burst = async (count: number) => {
    for (let i = 0; i < count; i++) publisher.send(String(i)).catch(() => {});
    for (const subscriber of subscribers) {
      let [last, received] = ["", 0];
      while (last !== String(count - 1)) {
        last = String((await subscriber.receive())[0]);
        if (last !== "ready") received++;
      }
      assert.equal(received, count);
    }
  };
  try {
    await subscribe();
    await burst(5000);
    await subscribe();
    await burst(5000);
  } finally {
    for (const socket of [publisher, ...subscribers]) socket.close();
  }
});

test("showTable: a link is its words in text and leads somewhere in HTML", () => {
  const bundle = tableBundle([{ claim: "000-1", where: link("03 verdicts", "03-chain.ipynb#verdicts") }]);
  assert.match(
    String(bundle["text/html"]),
    /<td[^>]*><a href="03-chain\.ipynb#verdicts">03 verdicts<\/a><\/td>/,
  );
  assert.match(bundle["text/plain"], /000-1 {2}03 verdicts/);
});

test("showTable: a filter marks the table with its keys and each row with its values, shown or not", () => {
  const rows = [
    { claim: "a", verdict: "holds", document: "000" },
    { claim: 'b "c"', verdict: "holds if", document: "001" },
  ];
  const html = tableBundle(rows, { columns: ["claim"], filter: ["document", "verdict"] })["text/html"];
  assert.match(String(html), /^<table data-filter="document verdict"><thead>/);
  assert.match(String(html), /<tr data-document="000" data-verdict="holds">/);
  assert.match(String(html), /<tr data-document="001" data-verdict="holds if">/);
  assert.ok(!String(tableBundle(rows)["text/html"]).includes("data-"));
  assert.throws(
    () => tableBundle(rows, { filter: ["lesson"] }),
    /showTable: filter must hold keys of all rows, in small letters, got lesson/,
  );
});
