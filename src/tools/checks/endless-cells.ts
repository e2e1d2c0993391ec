/** Cells that print without end in a real kernel: interrupted they end, and cost neither much memory nor many messages. */
import { mostText } from "../../notebook/output-limits.js";
import { attempt, type Check } from "./check.js";
import { kernelFolder, runPython } from "./jupyter-run.js";

interface EndlessCell {
  name: string;
  source: string;
  /** The cell is not interrupted: it ends when it is told that this has arrived. */
  told?: string;
}

/** What came of a cell: how much the kernel has grown, and what arrived. */
interface Seen {
  name: string;
  megabytes: number;
  messages: number;
  characters: number;
  end: string;
}

const begun = 'require("fs").writeFileSync(process.env.SIGNS + "/begun", "");';
const told = 'require("fs").existsSync(process.env.SIGNS + "/told")';

const loop = (name: string, body: string, before = ""): EndlessCell => ({
  name,
  source: `import * as lab from "initlab"; import * as tslab from "tslab";
(() => { ${begun} let i = 0; ${before} while (true) { ${body} } })();`,
});

const chart = 'lab.lineChart({ title: "t", xTitle: "x", yTitle: "y", series: [{ name: "a", y: [1, 2] }] })';

const endless: EndlessCell[] = [
  loop("lines", "console.log(i++);"),
  loop("errors", "console.error('oops', i++);"),
  loop("no line ends", "process.stdout.write('x');"),
  loop("callbacks", "process.stdout.write('x', () => {});"),
  loop(
    "bytes",
    "process.stdout.write(e.subarray(0, 1)); process.stdout.write(e.subarray(1));",
    'const e = Buffer.from("é");',
  ),
  loop("both streams", "console.log(i); console.error(i++);"),
  loop("charts", `lab.show(${chart});`),
  loop("large displays", "tslab.display.html(text);", 'const text = "x".repeat(2e6);'),
  loop("progress", 'bar.html("step " + i++);', "const bar = tslab.newDisplay();"),
  loop(
    "large progress",
    "bar.html(text + i++);",
    'const bar = tslab.newDisplay(); const text = "x".repeat(2e5);',
  ),
  loop("one write", "", 'process.stdout.write("x".repeat(2e8));'),
  {
    name: "a loop that waits",
    source: `async function f() { for (let i = 0; !${told}; i++) { console.log("turn", i); await new Promise((r) => setTimeout(r, 5)); } }
await f();`,
    told: "turn 300\n",
  },
  {
    name: "many lines, then a wait",
    source: `(() => { for (let i = 0; i < 1000; i++) console.log("line", i); })();
async function f() { while (!${told}) await new Promise((r) => setTimeout(r, 5)); }
await f();`,
    told: "line 999\n",
  },
  {
    name: "lines, then the end of the process",
    source: '(() => { for (let i = 0; i < 1000; i++) console.log("line", i); })(); process.exit();',
    told: "line 999\n",
  },
];

/** The most that a cell may cost: megabytes of the kernel, and messages to the notebook. */
const mostMegabytes = 150;
const mostMessages = 8000;

function endlessFaults(cell: EndlessCell, seen: Seen | undefined): string[] {
  if (seen === undefined) return ["did not end"];
  const { megabytes, messages, characters, end } = seen;
  const faults: string[] = [];
  // the text of 200 MB is the cell's own
  const own = cell.name === "one write" ? 200 : 0;
  if (megabytes > mostMegabytes + own) faults.push(`the kernel has grown by ${megabytes} MB`);
  if (messages > mostMessages) faults.push(`${messages} messages`);
  if (characters > mostText + 12_000) faults.push(`${characters} characters`);
  if (cell.told !== undefined) {
    if (!end.includes(cell.told)) faults.push(`the last that arrived is ${JSON.stringify(end.slice(-100))}`);
  } else {
    if (!end.includes("ERR_SCRIPT_EXECUTION_INTERRUPTED"))
      faults.push(`the interrupt is not told: ${JSON.stringify(seen)}`);
    const cut = /^… the rest is left out: .+\n/m.test(end);
    if (cut === cell.name.includes("progress")) faults.push(cut ? "too much is cut" : "the cut is not told");
  }
  return faults;
}

/** One check per cell. On Windows the kernel does not hear interrupts. */
export async function endlessChecks(): Promise<Check[]> {
  const cells = process.platform === "win32" ? endless.filter((cell) => cell.told !== undefined) : endless;
  const ran = runPython("endless_cells.py", kernelFolder, JSON.stringify(cells)).then((out) =>
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Seen),
  );
  const check = (cell: EndlessCell): Promise<Check> =>
    attempt(`without end: ${cell.name}`, async () => {
      const seen = (await ran).find(({ name }) => name === cell.name);
      return endlessFaults(cell, seen);
    });
  return Promise.all(cells.map(check));
}
