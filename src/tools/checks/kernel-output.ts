/** What cells print in a real kernel: nothing is lost, and it is the same as in a lesson's run. */
import { differences } from "../compare.js";
import { textToNotebook } from "../notebook-text.js";
import { failureText, runNotebook } from "../run-notebook.js";
import { attempt, type Check } from "./check.js";
import { endlessChecks } from "./endless-cells.js";
import { execute, kernelFolder } from "./jupyter-run.js";

const lines = 20_000;
const charts = 100;

/** Cells that print a lot, in pieces, with callbacks, and in an order that has to be kept. */
const printing = `%%% code id=first
import { lineChart, show } from "initlab";
import * as tslab from "tslab";
function printLines(n: number) { for (let i = 0; i < n; i++) console.log("line", i); }
printLines(3000);

%%% code id=lines
printLines(${lines});

%%% code id=charts
function charts() {
  for (let i = 0; i < ${charts}; i++)
    show(lineChart({ title: "t" + i, xTitle: "x", yTitle: "y", series: [{ name: "a", y: [1, 2, i] }] }));
}
charts();

%%% code id=order
function mixed() {
  for (let i = 0; i < 500; i++) {
    console.log(i); console.error(i);
    if (i % 50 === 0) tslab.display.text("display " + i);
  }
}
mixed();

%%% code id=bar
const bar = tslab.newDisplay();
function steps() { for (let i = 0; i <= 2000; i++) { bar.html("step " + i); if (i % 500 === 0) console.log(i); } }
steps();

%%% code id=pieces
function pieces() {
  for (const byte of Buffer.from("é€😀 fin ".repeat(500))) process.stdout.write(Buffer.from([byte]));
  for (const half of "😀😀".split("")) process.stdout.write(half);
  process.stdout.write("c3a9", "hex");
  (process.stdout as any).write(new DataView(Uint8Array.of(64, 65).buffer));
  process.stdout.write(Buffer.from([0xe2]));
}
pieces();

%%% code id=callbacks
async function callbacks() {
  for (let i = 0; i < 500; i++) await new Promise<void>((resolve) => process.stdout.write("x", () => resolve()));
}
await callbacks();
process.stdout.end("end", () => console.log("called back")); null;

%%% code id=later
setTimeout(() => console.log("from a timer"), 1);
await new Promise((resolve) => setTimeout(resolve, 50));
console.log([process.stdout.isTTY, process.stdout.columns]);
console.table([{ a: 1 }]); console.group("group"); console.dir({ b: 1 }); console.groupEnd();
${Array.from({ length: 30 }, (_, i) => `\n%%% code id=small-${i}\nprintLines(20);\n`).join("")}`;

async function sameAsInLesson(): Promise<readonly string[]> {
  const notebook = textToNotebook(printing);
  const lesson = await runNotebook(notebook, { folder: kernelFolder, lesson: "printing" });
  if (!lesson.ok) return [failureText(lesson.failure)];
  const [first, many] = lesson.notebook.cells.map(({ outputs }) =>
    JSON.stringify(outputs).match(/line \d+/g),
  );
  const faults = [...differences(lesson.notebook, await execute(notebook, "printing.ipynb"))];
  if (first?.length !== 3000 || many?.length !== lines || many?.at(-1) !== `line ${lines - 1}`)
    faults.push(`${first?.length} and ${many?.length} lines in a lesson's run`);
  return faults;
}

/** The checks of what cells print, as jobs that give some each. */
export const kernelOutputJobs: (() => Promise<Check[]>)[] = [
  async () => [await attempt("cells print the same as in a lesson's run", sameAsInLesson)],
  endlessChecks,
];
