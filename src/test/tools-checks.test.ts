/** The checks fire on what they are there for, and only on that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { architectureFaults } from "../tools/checks/architecture.js";
import { cellsFile, inCells } from "../tools/checks/cells.js";
import { checked, totalLine } from "../tools/checks/check.js";
import { codeFaults } from "../tools/checks/code-rules.js";
import { lessonFindings, proseWords } from "../tools/checks/lesson-rules.js";
import { fencedBlocks } from "../tools/checks/readme.js";
import type { Cell, Notebook } from "../tools/notebook.js";
import { textToNotebook } from "../tools/notebook-text.js";

const imports = '%%% code id=imports tags=imports\nimport { show } from "initlab";\nconst early = 1;\n\n';
const faultsOf = (source: string): string[] =>
  codeFaults(textToNotebook(`${imports}%%% code id=x\n${source}`).cells);

test("codeFaults fires on each of the kernel's traps", () => {
  const bad: [string, RegExp][] = [
    ["for (let i = 0; i < 1e6; i++) show(i);", /top-level loop/],
    ["for (const a of [1]) for (const b of [2]) show(a, b);", /top-level loop/],
    ["let n = 0;\nwhile (n < 3) n++;", /line 2: a top-level loop/],
    ["if (early) { do { show(1); } while (early > 2); }", /top-level loop/],
    ["const options = { early };", /\{ early \} with a name of an earlier cell/],
    ["const f = () => show({ show });", /\{ show \} with a name/],
    ["const r = await (async () => 1)();", /await \(…\)/],
    ["await [1];", /await \[…\]/],
    ["for await (const x of []) show(x);", /for await/],
    ["export const a = 1;", /export fails/],
    ["const a = 1; export { a };", /export fails/],
    ["using a = open();", /using fails/],
    ['import { all } from "mathjs";', /only the one cell tagged imports/],
    ['const m = await import("../src/x.js");', /import \.\.\/src\/x\.js/],
    ["Math.random();", /Math\.random/],
    ["const t = Date.now();", /Date\.now/],
    ["new Date();", /new Date/],
    ["(1.5).toLocaleString();", /locale/],
    ["const early = 2;", /declared in an earlier cell already/],
  ];
  for (const [source, fault] of bad) assert.match(faultsOf(source).join("\n"), fault, source);
});

test("codeFaults lets pass what works", () => {
  const good = [
    "for (const x of [1, 2]) console.log(x);",
    "for (let i = 0; i < 10; i++) console.log(i);",
    "function sum(n: number) { let s = 0; for (let i = 0; i < n; i++) for (;;) s++; return s; }",
    "const later = 1; const o = { later, early: early };",
    "const f = (early: number) => ({ early });",
    "function g() { const early = 2; return { early }; }",
    "for (const early of [1]) console.log({ early });",
    "const r = await fetchRows();",
    "Math.sqrt(2);",
  ];
  for (const source of good) assert.deepEqual(faultsOf(source), [], source);
});

const text = (source: string): Notebook => {
  const notebook = textToNotebook(source);
  let count = 0;
  const cells = notebook.cells.map((cell) =>
    cell.type === "code" ? { ...cell, executionCount: ++count } : cell,
  );
  return { ...notebook, cells };
};
const words = (n: number): string => Array.from({ length: n }, () => "word").join(" ");

test("lessonFindings fires on each rule of a lesson", () => {
  const title = "%%% markdown id=title\n# Why?\n\n";
  const bad: [string, RegExp][] = [
    [`${title}%%% code id=a\n1\n%%% code id=b\n1\n%%% code id=c\n1`, /cell c: the third code cell in a row/],
    ["%%% code id=a\n1", /the first cell must be text/],
    [`${title}%%% markdown id=long\n${words(121)}\n%%% markdown id=last\nx`, /cell long: 121 words/],
    [`${title}%%% code id=long\n${"f();\n".repeat(21)}`, /cell long: 21 lines of code/],
    [`${title}%%% code id=a1b2c3d4\n1`, /cell a1b2c3d4: an id is a name/],
    [`${title}%%% code id=cell-3\n1`, /cell cell-3: an id is a name/],
    [`${title}%%% markdown id=pic\n![](x.png)`, /cell pic: a picture has no alternative text/],
    [`${title}%%% markdown id=age\nHow old?\n\n19. That is all.`, /cell age: "19\." .* becomes a list/],
  ];
  for (const [source, fault] of bad) assert.match(lessonFindings(text(source), 1).faults.join("\n"), fault);
  const list = text(`${title}%%% markdown id=list\nThree:\n\n1. a\n2. b\n\nand\n\n1. c`);
  assert.deepEqual(lessonFindings(list, 1).faults, []);
  assert.match(lessonFindings(text(title), 1_600_000).faults.join(), /1600000 bytes/);
  assert.match(
    lessonFindings(textToNotebook(`${title}%%% code id=a\n1`), 1).faults.join(),
    /its count is null/,
  );
  assert.match(
    lessonFindings(text(`${title}%%% code id=a\n${"f();\n".repeat(13)}`), 1).notes.join(),
    /13 lines/,
  );
});

test("lessonFindings asks for alternative text at every figure", () => {
  const notebook = text("%%% markdown id=title\n# Why?\n\n%%% code id=chart\nshow();");
  const withAlt = (alt: string): Notebook => {
    const data = {
      "application/vnd.plotly.v1+json": { data: [], layout: {} },
      "application/vnd.initlab.figure+json": { alt },
    };
    const outputs = [{ output_type: "display_data" as const, data, metadata: {} }];
    const cells = notebook.cells.map((cell): Cell => (cell.type === "code" ? { ...cell, outputs } : cell));
    return { ...notebook, cells };
  };
  assert.deepEqual(lessonFindings(withAlt("A line that falls."), 1).faults, []);
  assert.match(lessonFindings(withAlt(" "), 1).faults.join(), /cell chart: a figure has no alternative text/);
});

test("proseWords counts running text only", () => {
  const source =
    "Two words $a + b$ and\n\n| a | b |\n|---|---|\n\n$$ x y z $$\n\n```ts\nlet a;\n```\n<details>long</details>\n[link](http://x.y/z) <b>bold</b>";
  assert.equal(proseWords(source), 6);
});

test("architectureFaults fires on a planted import and on banned names", () => {
  const at = (path: string, source: string): string =>
    architectureFaults([{ path, text: source }]).join("\n");
  assert.match(
    at("core/matrix.ts", 'import { a } from "./mlp.js";'),
    /src\/core\/matrix\.ts:1: imports core\/mlp\.ts/,
  );
  assert.match(at("core/mlp.ts", 'export * from "./training.js";'), /not on a floor below/);
  assert.match(at("core/mlp.ts", 'import { a } from "../charts/look.js";'), /core must not import charts/);
  assert.match(at("core/mlp.ts", 'import fs from "node:fs";'), /must not import node:fs/);
  assert.match(at("core/mlp.ts", 'import { create } from "mathjs";'), /must not import mathjs/);
  assert.match(at("core/surprise.ts", ""), /has no floor/);
  assert.match(
    at("notebook/show.ts", 'import { a } from "../tools/paths.js";'),
    /notebook must not import tools/,
  );
  assert.match(
    at("site/build.ts", 'import { a } from "../notebook/show.js";'),
    /site must not import notebook/,
  );
  assert.match(at("core/mlp.ts", "process.cwd();"), /must not use process/);
  assert.match(at("charts/look.ts", "document.title;"), /must not use document/);
  assert.match(at("charts/look.ts", "Date.now();"), /must not use Date\.now/);
  assert.match(at("core/mlp.ts", "Math.random();"), /must not use Math\.random/);
  assert.match(at("core/mlp.ts", "Math.tanh(1);"), /Math\.tanh differs between engines/);
  assert.match(at("core/mlp.ts", "const y = 2 ** 3;"), /\*\* differs between engines/);
});

test("architectureFaults lets pass what is allowed", () => {
  const fine = [
    [
      "core/mlp.ts",
      'import { a } from "./matrix.js";\nMath.sqrt(2);\nconst o = { process: 1, document: 2 };',
    ],
    ["core/random.ts", 'import seedrandom from "seedrandom";'],
    [
      "charts/chart.ts",
      'import type { X } from "plotly.js-dist-min";\nimport { a } from "../core/index.js";',
    ],
    ["tools/lab.ts", 'import fs from "node:fs";\nimport { a } from "../site/build.js";\nDate.now();'],
  ] as const;
  for (const [path, source] of fine) assert.deepEqual(architectureFaults([{ path, text: source }]), []);
});

test("cellsFile joins cells and exports their names; inCells gives places as cells", () => {
  const file = cellsFile(
    textToNotebook(
      '%%% code id=a\nimport { x } from "y";\nconst [p, { q: r }] = f();\n%%% code id=b\nclass C {}\nr',
    ),
  );
  assert.match(file.text, /^\/\/ cell a\n[\s\S]*\/\/ cell b\nclass C \{\}\nr\nexport \{ x, p, r, C \};\n$/);
  assert.deepEqual(inCells("folder/01-x.ts(6,3): error TS1: bad\nother.ts(1,1): error", "/y/01-x.ts", file), [
    "01-x, cell b, line 2: error TS1: bad",
  ]);
});

test("fencedBlocks finds the blocks of a language with their lines", () => {
  assert.deepEqual(fencedBlocks("a\n\n```ts run\n1;\n2;\n```\n```sh\nls\n```\n", "ts"), [
    { line: 4, code: "1;\n2;\n" },
  ]);
});

test("totalLine sums up", () => {
  const checks = [checked("a", []), checked("b", ["x"]), { title: "c", outcome: "skipped" as const }];
  assert.equal(totalLine(checks), "1 passed, 1 failed, 1 skipped");
  assert.equal(totalLine(checks.slice(0, 1)), "1 passed, 0 failed");
});
