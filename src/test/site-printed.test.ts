/** Printed text as it is seen: written over by carriage returns, taken back by backspaces, free of escape sequences. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { exportLessons } from "../site/export.js";
import { printedText } from "../site/printed.js";
import { differences } from "../tools/compare.js";
import type { Notebook } from "../tools/notebook.js";

test("a carriage return writes over the line, and what is longer keeps its tail", () => {
  const cases: [string, string][] = [
    ["abc\rX", "Xbc"],
    ["10 %\r50 %\r100 %", "100 %"],
    ["100 % done\r5 %", "5 % % done"],
    ["a\r\nb\r\n", "a\nb\n"],
    ["a\r\r\r\nb", "a\nb"],
    ["a\n\rb", "a\nb"],
    ["abc\r\n\rX\r", "abc\nX"],
    ["abc\rX\nnext", "Xbc\nnext"],
    ["\r\r", ""],
    ["one\ntwo\rX\nthree", "one\nXwo\nthree"],
    ["no control", "no control"],
  ];
  for (const [written, seen] of cases) assert.equal(printedText(written), seen, JSON.stringify(written));
});

test("the examples of JupyterLab's own test", () => {
  // packages/outputarea/test/model.spec.ts: one stream in three portions
  const portions = ["Jupyter\rj", "\njj\bupyter", "\r\r\njupyter"];
  const seen = portions.map((_, i) => printedText(portions.slice(0, i + 1).join("")));
  assert.deepEqual(seen, ["jupyter", "jupyter\njupyter", "jupyter\njupyter\njupyter"]);
});

test("a backspace takes a character back, never a line's beginning", () => {
  const cases: [string, string][] = [
    ["abc\b\bX", "aX"],
    ["a\b\b\bX", "X"],
    ["a\n\bX", "a\nX"],
    ["|\b/\b-\b", ""],
    ["abc\rXY\b", "X"],
  ];
  for (const [written, seen] of cases) assert.equal(printedText(written), seen, JSON.stringify(written));
});

/** A screen with one cell per character, which knows nothing of texts: rows of cells and a place. */
function onScreen(written: string): string {
  const rows: string[][] = [[]];
  let column = 0;
  for (const character of written.split("")) {
    const row = rows[rows.length - 1] as string[];
    if (character === "\r") column = 0;
    else if (character === "\n") {
      rows.push([]);
      column = 0;
    } else {
      row[column] = character;
      column += 1;
    }
  }
  return rows.map((row) => row.join("")).join("\n");
}

test("any text of letters, returns and new lines is what a screen shows", () => {
  const texts = fc.array(fc.constantFrom("a", "bc", "def", "\r", "\n", "\r\n"), { maxLength: 30 });
  fc.assert(
    fc.property(texts, (parts) => {
      assert.equal(printedText(parts.join("")), onScreen(parts.join("")));
    }),
  );
});

test("escape sequences take no room: colours, erasing, links, titles", () => {
  const cases = [
    "\x1b[31mred\x1b[0m",
    "\x1b[1;38;5;208mbright\x1b[m and \x1b[48;2;1;2;3mmore\x1b[49m",
    "\x1b[?25lhidden cursor\x1b[?25h",
    "\x1b[2K\x1b[1Gline",
    "\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
    "\x1b]0;title\x07text",
    "\x9b32mgreen",
    "\x1b(Bplain",
  ];
  const seen = ["red", "bright and more", "hidden cursor", "line", "link", "text", "green", "plain"];
  assert.deepEqual(cases.map(printedText), seen);
  // Node removes the same, but for character sets
  for (const written of cases.slice(0, 7))
    assert.equal(printedText(written), stripVTControlCharacters(written));
  assert.equal(printedText("\x1b[32m10%\x1b[0m\r\x1b[32m9%\x1b[0m"), "9%%");
  assert.equal(printedText("array[0m] stays [31m"), "array[0m] stays [31m");
});

const printing = (...pieces: string[]): object => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      ...{ cell_type: "code", id: "progress", metadata: {}, execution_count: 1, source: "run();" },
      outputs: pieces.map((text) => ({ output_type: "stream", name: "stdout", text })),
    },
  ],
});

test("a page shows printed text as it is seen, however it was cut into portions", () => {
  const text = "\x1b[32mstep 100\x1b[0m\rstep 9\r\ndone\r\n<b>";
  const blocks = [[text], text.split("")].map((pieces) => {
    const [page] = exportLessons({ notebooks: [{ name: "one", json: printing(...pieces) }] });
    return /<pre class="stream[^>]*>([\s\S]*?)<\/pre>/.exec(page?.html ?? "")?.[1];
  });
  assert.deepEqual(blocks, ["step 900\ndone\n&lt;b&gt;", "step 900\ndone\n&lt;b&gt;"]);
});

test("a notebook saved by JupyterLab, which keeps what is seen, compares as equal", () => {
  const saved = (text: string): Notebook => ({
    metadata: {},
    cells: [
      {
        ...{ id: "a", type: "code", source: "run();", metadata: {}, executionCount: 1 },
        outputs: [{ output_type: "stream", name: "stdout", text }],
      } as Notebook["cells"][number],
    ],
  });
  assert.deepEqual(differences(saved("abc\rX\r\n"), saved("Xbc\n")), []);
  assert.equal(differences(saved("abc\rX"), saved("X")).length, 1);
});
