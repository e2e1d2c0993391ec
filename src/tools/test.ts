/** `npm test`: every check there is, part by part; the last line is the total. */
import { architecturePart } from "./checks/architecture.js";
import { badCellPart } from "./checks/bad-cell.js";
import { cellsPart } from "./checks/cells.js";
import { type Check, errorText, type Part, totalLine } from "./checks/check.js";
import { enginesPart } from "./checks/engines.js";
import { framesPart } from "./checks/frames.js";
import { handoutsPart } from "./checks/handouts.js";
import { jupyterPart } from "./checks/jupyter.js";
import { ledgerPart } from "./checks/ledger.js";
import { lessonsPart } from "./checks/lessons.js";
import { livePart } from "./checks/live.js";
import { pagesPart } from "./checks/pages.js";
import { readmePart } from "./checks/readme.js";
import { rulesPart } from "./checks/rules.js";
import { runPagesPart } from "./checks/run.js";
import { stylePart, typesPart } from "./checks/static.js";
import { plainUnitPart, unitPart } from "./checks/unit.js";
import { sideBySide } from "./run-lessons.js";

const parts: Part[] = [
  stylePart,
  typesPart,
  cellsPart,
  rulesPart,
  architecturePart,
  unitPart,
  plainUnitPart,
  enginesPart,
  lessonsPart,
  ledgerPart,
  readmePart,
  pagesPart,
  framesPart,
  livePart,
  runPagesPart,
  handoutsPart,
  jupyterPart,
  badCellPart,
];

/** Lines of one check's details that are shown. */
const mostLines = 60;

interface Report {
  checks: Check[];
  text: string;
}

async function runPart(part: Part): Promise<Report> {
  const notes: string[] = [];
  let checks: Check[];
  try {
    checks = await part.run((line) => notes.push(line));
  } catch (error) {
    checks = [{ title: "the part itself", outcome: "failed", details: errorText(error) }];
  }
  const marks = { passed: "ok     ", failed: "FAILED ", skipped: "skipped" };
  const few = checks.length <= 20;
  const shown = checks.filter(({ outcome }) => few || outcome !== "passed");
  const lines = shown.map(({ title, outcome, details }) => {
    const why = details ? `\n${indented(details)}` : "";
    return `  ${marks[outcome]} ${title}${why}`;
  });
  const text = [`\n${part.title}`, ...notes.map((line) => `  note    ${line}`), ...lines];
  return { checks, text: [...text, `  ${totalLine(checks)}`].join("\n") };
}

/** The lines set in; of a long text only the beginning. */
function indented(text: string): string {
  const lines = text.trimEnd().split("\n");
  const rest = lines.length - mostLines;
  const shown = rest > 0 ? [...lines.slice(0, mostLines), `… and ${rest} more lines`] : lines;
  return shown.map((line) => `          ${line}`.trimEnd()).join("\n");
}

/** Prints reports in the order of the parts, each as soon as those before it are there. */
function inOrder(): (index: number, text: string) => void {
  const waiting = new Map<number, string>();
  let next = 0;
  return (index, text) => {
    waiting.set(index, text);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(++next)) console.log(ready);
  };
}

/** `test [part…]`: all parts, or those named; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const unknown = args.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(`no part ${unknown.join(", ")}; there are ${parts.map((part) => part.name).join(", ")}`);
    return 1;
  }
  const chosen = parts.filter((part) => args.length === 0 || args.includes(part.name));
  const print = inOrder();
  const reports = await sideBySide(
    chosen.map((part, index) => ({ part, index })),
    2,
    async ({ part, index }) => {
      const report = await runPart(part);
      print(index, report.text);
      return report;
    },
  );
  const checks = reports.flatMap((report) => report.checks);
  console.log(`\n${totalLine(checks)}`);
  return checks.some((check) => check.outcome === "failed") ? 1 : 0;
}
