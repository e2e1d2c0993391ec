/** Notebooks as text: the round trip, kept outputs, and what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Cell, cleaned, type Notebook, notebookJson, parseNotebook } from "../tools/notebook.js";
import { notebookToText, textToNotebook } from "../tools/notebook-text.js";

const cell = (id: string, source: string, more: Partial<Cell> = {}): Cell => ({
  id,
  type: "code",
  source,
  metadata: {},
  outputs: [],
  executionCount: null,
  ...more,
});
const book = (cells: Cell[], initlab = {}): Notebook => cleaned({ cells, metadata: { initlab } });

test("textToNotebook(notebookToText(n)) is n", () => {
  const line = fc.constantFrom("a", "  b", "", "%%% code", "\\%%%", "$x = 1$", "%%", "naïve 📈", 'q="1"');
  const source = fc.array(line, { maxLength: 6 }).map((parts) => ["x", ...parts, "y"].join("\n"));
  const value = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constantFrom("a b", "a", "12", "true", 'q"', "", " a", "x\ny", 'a "b" c', '"whole"'),
  );
  const cells = fc
    .array(fc.record({ source, type: fc.constantFrom("code", "markdown"), tags: fc.subarray(["a", "b-c"]) }))
    .map((rows) =>
      rows.map(({ source, type, tags }, i) =>
        cell(`c-${i}`, source, { type: type as "code", metadata: tags.length > 0 ? { tags } : {} }),
      ),
    );
  const initlab = fc.record({ minutes: value, question: value, list: fc.array(value) });
  fc.assert(
    fc.property(cells, initlab, (cells, initlab) => {
      const notebook = book(cells, initlab);
      assert.equal(notebookJson(textToNotebook(notebookToText(notebook))), notebookJson(notebook));
    }),
    { seed: 1 },
  );
});

test("the text reads as documented", () => {
  const notebook = book(
    [
      cell("intro", "# Why?", { type: "markdown", metadata: { tags: ["a", "b"] } }),
      cell("imports", "f();", { metadata: { tags: ["imports"] } }),
    ],
    { minutes: 20, question: "Why not 0?" },
  );
  assert.equal(
    notebookToText(notebook),
    "%%% notebook minutes=20 question=Why not 0?\n\n%%% markdown id=intro tags=a,b\n# Why?\n\n%%% code id=imports tags=imports\nf();\n",
  );
});

test("outputs stay where the source is unchanged, and only there", () => {
  const outputs = [{ output_type: "stream" as const, name: "stdout" as const, text: "1\n" }];
  const old = book([
    cell("same", "1", { outputs, executionCount: 1 }),
    cell("other", "2", { outputs, executionCount: 2 }),
  ]);
  const next = textToNotebook(notebookToText(old).replace("\n2\n", "\n3\n"), old);
  assert.deepEqual(
    next.cells.map((c) => [c.outputs.length, c.executionCount]),
    [
      [1, 1],
      [0, null],
    ],
  );
});

test("Windows line ends and a byte order mark are read", () => {
  const read = textToNotebook("\uFEFF%%% code id=a\r\n1;\r\n2;\r\n");
  assert.equal(read.cells[0]?.source, "1;\n2;");
});

test("what cannot be read is refused with its line", () => {
  assert.throws(() => textToNotebook("hello"), /line 1: text before/);
  assert.throws(
    () => textToNotebook("%%% code id=a\n%%% cod id=b"),
    /line 2: a cell is markdown, code or raw/,
  );
  assert.throws(() => textToNotebook("%%% code"), /line 1: a cell needs id/);
  assert.throws(() => textToNotebook("%%% code id=a\n%%% code id=a"), /line 2: id a comes twice/);
  assert.throws(() => textToNotebook("%%% code id=a tags"), /line 1: expected name=value, got "tags"/);
  assert.throws(() => parseNotebook("{}", "x.ipynb"), /x\.ipynb: must be a notebook of nbformat 4/);
});

test("notebookJson: indent 1, sorted keys, split lines, and it reads back", () => {
  const outputs = [
    { output_type: "display_data" as const, data: { "text/plain": "a\nb", "x+json": "s" }, metadata: {} },
  ];
  const notebook = book([cell("a", "1;\n2;", { outputs, executionCount: 1 })]);
  const json = notebookJson(notebook);
  assert.match(json, /^\{\n "cells": \[\n {2}\{\n {3}"cell_type": "code"/);
  assert.match(json, /"1;\\n",\n\s+"2;"/);
  assert.match(json, /"x\+json": "s"/);
  assert.deepEqual(parseNotebook(json, "a"), notebook);
});
