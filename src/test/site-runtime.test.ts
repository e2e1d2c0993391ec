/** The cells of a page as they are compiled, joined to one program, and traced back from an error. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as vm from "node:vm";
import type { Cell } from "../site/notebook.js";
import { dataNames, loadRuntime } from "../site/runtime.js";
import { compileCell } from "../site/runtime-compile.js";
import { RUNTIME } from "../site/runtime-names.js";
import { placeOf, placesIn } from "../site/runtime-places.js";
import { lessonProgram } from "../site/runtime-program.js";

/** The code of a cell that has no fault. */
function compiled(source: string): string {
  const { code, fault } = compileCell(source);
  assert.equal(fault, undefined, `${source}: ${fault?.message}`);
  return code as string;
}

/** What a lesson did: the values of the last expressions by cell, and how it ended. */
interface Ran {
  values: [cell: number, value: unknown][];
  error: unknown;
  places: ReturnType<typeof placesIn>;
}

/** Runs cells with the smallest runtime there can be. */
async function ran(...sources: string[]): Promise<Ran> {
  const { script, lines } = lessonProgram(sources.map(compiled));
  const outcome: Ran = { values: [], error: undefined, places: [] };
  let current = -1;
  let whole: Promise<void> = Promise.resolve();
  const exported: Record<string, unknown> = { double: (x: number) => 2 * x, default: "the default" };
  const runtime = {
    get: (_: string, name?: string) => (name === undefined ? exported : exported[name]),
    last: (value: unknown) => outcome.values.push([current, value]),
    lesson: (body: () => Promise<void>) => {
      whole = body();
    },
    cell: (index: number, body: () => Promise<void>) => {
      current = index;
      return body();
    },
    end: async () => {},
  };
  vm.runInNewContext(script, { [RUNTIME]: runtime, setTimeout }, { filename: "blob:null/1234" });
  try {
    await whole;
  } catch (error) {
    outcome.error = error;
    outcome.places = placesIn(String((error as Error).stack), lines);
  }
  return outcome;
}

/** What the cells' last expressions gave; none may fail. */
async function values(...sources: string[]): Promise<unknown[]> {
  const { values: found, error } = await ran(...sources);
  assert.equal(error, undefined);
  return found.map(([, value]) => value);
}

test("types go away and leave every line where it was", () => {
  const source = [
    "interface Point {",
    "  x: number;",
    "}",
    "type Pair<T> = [T, T];",
    "const point: Point = { x: 1 } as const satisfies Point;",
    "function swap<T extends object>(",
    "  pair: Pair<T>,",
    "): Pair<T> {",
    "  return [pair[1], pair[0]];",
    "}",
    "const first = <T,>(x: T): T => x!;",
    "point.x",
  ].join("\n");
  const lines = compiled(source).split("\n");
  assert.match(lines[4] as string, /^const point\s*= \{ x: 1 \}\s*;$/);
  assert.match(lines[8] as string, /^ {2}return \[pair\[1\], pair\[0\]\];$/);
  assert.match(lines[11] as string, /point\.x/);
  assert.deepEqual(lines.slice(0, 4).join("").trim(), "");
});

test("later cells see what earlier ones declare, and may declare it anew", async () => {
  assert.deepEqual(
    await values(
      "let count = 1; const {a: b, ...rest} = { a: 2, c: 3 }; var old = 4; class K { static k = 5; }",
      "count += 10; count",
      "[b, rest.c, old, K.k].join()",
      "const b = 'new'; let old = 6; function peek() { return b; }",
      "b + old + peek() + count",
    ),
    [11, "2,3,4,5", "new6new11"],
  );
});

test("a function keeps the names of its own cell", async () => {
  assert.deepEqual(await values("const x = 1; const get = () => x;", "const x = 2;", "get() + 10 * x"), [21]);
});

test("enums, parameter properties and private members run", async () => {
  const source =
    "enum Side { left, right = 5 }\nclass Box { #held = 1; constructor(readonly side: Side) {} get sum() { return this.#held + this.side; } }\nnew Box(Side.right).sum";
  assert.deepEqual(await values(source), [6]);
});

test("await stands anywhere at the top", async () => {
  const tick = "const tick = (x: number) => new Promise<number>((done) => setTimeout(done, 1, x));";
  const loops = "let sum = 0;\nfor (const x of [1, 2]) sum += await tick(x);";
  const stream =
    "async function* numbers() { yield 3; yield await tick(4); }\nfor await (const x of numbers()) sum += x;";
  assert.deepEqual(await values(tick, loops, stream, "(await tick(5)) + sum"), [15]);
});

test("imports are looked up before the cell's first line, whatever their form", async () => {
  const source = [
    "double(4);",
    "import {",
    "  double,",
    "  double as twice, type Missing,",
    "} from 'initlab';",
    "import name, * as everything from 'initlab';",
    "import type { Also } from 'initlab';",
    "[double(1), twice(2), name, everything.double(3)].join()",
  ].join("\n");
  assert.deepEqual(await values(source), ["2,4,the default,6"]);
  assert.equal(compiled(source).split("\n").length - source.split("\n").length, 1);
});

test("only a cell's last expression is given out", async () => {
  assert.deepEqual(
    await values("1; const a = 2;", "3;\n4 // four", "if (a) 5", "({ a: 6 }.a) ;;", "7 /* end */ ;"),
    [4, 7],
  );
  assert.deepEqual(await values("type T = 1\n'use strict'"), ["use strict"]);
});

test("an error is traced to the lines of the cells it went through", async () => {
  const fails = "// a comment\nfunction fails(): never {\n  throw new RangeError('on purpose');\n}";
  const {
    error,
    places,
    values: before,
  } = await ran("const a = 1;\na", fails, "type T = {\n  x: 1;\n};\n\nfails();");
  assert.equal((error as Error).name, "RangeError");
  assert.deepEqual(before, [[0, 1]]);
  assert.deepEqual(places.slice(0, 2), [
    { cell: 1, line: 3 },
    { cell: 2, line: 5 },
  ]);
});

test("a place in front of the cells is none", () => {
  assert.equal(placeOf(3, [5, 9]), undefined);
  assert.deepEqual(placeOf(8, [5, 9]), { cell: 0, line: 4 });
  assert.deepEqual(placesIn("fails@blob:null/ab-c:9:3\nrun@blob:null/ab-c:2:1", [5, 9]), [
    { cell: 1, line: 1 },
  ]);
});

test("a fault says what and in which line", () => {
  const faults: [string, RegExp, number][] = [
    ["const a = 1;\nconst b = ;", /Unexpected token/, 2],
    ["let a = 1;\n\nlet a = 2;", /'a' has already been declared/, 3],
    ["\nreturn 1", /'return' outside of function/, 2],
    ["if (a {\n}", /expected "\)"/, 1],
    ["\n\n'open", /Unterminated string/, 3],
    ["const a = 1;\nexport const b = 2;", /needs no export/, 2],
    ["function f() {\n  await g();\n}", /Unexpected|await/, 2],
  ];
  for (const [source, message, line] of faults) {
    const { fault } = compileCell(source);
    assert.match(String(fault?.message), message, source);
    assert.equal(fault?.line, line, source);
    assert.doesNotMatch(String(fault?.message), /\(\d+:\d+\)/, source);
  }
});

test("the data files that code reads are known by their functions and their names", () => {
  const code = `const a = digits();\nsettle([]); readJson("reference/init.json"); readText('notes.csv'); published("x")`;
  const wanted = ["claims.json", "digits.csv", "notes.csv", "published.json", "reference/init.json"];
  assert.deepEqual(dataNames(code), wanted);
  assert.deepEqual(dataNames("const digitsGrid = 1; mysettle;"), []);
});

test("a page carries the libraries and data of its own lesson, and a text without code nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "initlab-data-"));
  try {
    writeFileSync(join(folder, "digits.csv"), "1,2");
    const runtime = await loadRuntime(folder);
    const cell = (type: Cell["type"], source: string): Cell => ({
      ...{ id: "a", type, source, tags: [], outputs: [], attachments: {} },
    });
    const ids = (...cells: Cell[]): string[] =>
      [...runtime.elements(cells).matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id as string);
    assert.deepEqual(ids(cell("markdown", "digits()")), []);
    assert.deepEqual(ids(cell("code", "1 + 1")), ["runtime-compiler", "runtime"]);
    assert.deepEqual(ids(cell("code", 'import { e } from "mathjs";\nshowTex("x"); digits();')), [
      ...["runtime-compiler", "runtime", "runtime-mathjs", "runtime-katex", "runtime-data"],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
