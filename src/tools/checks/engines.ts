/** The same bits in every engine: Node in several versions, Chromium and Firefox, with and without WebAssembly. */
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheDir } from "../paths.js";
import { run } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, checked, missing, type Part } from "./check.js";
import { type Browser, type Place, runInBrowser } from "./engines/browser.js";
import { browsers, installNodes, otherNodes } from "./engines/found.js";
import type { EngineReport } from "./engines/program.js";
import { engineScript } from "./engines/script.js";

/** What differs from the wanted report. */
function differences(got: EngineReport, wanted: EngineReport, withKernel: boolean): string[] {
  const faults: string[] = [];
  if (got.kernel !== withKernel)
    faults.push(withKernel ? "the kernel did not start" : "the kernel started where it must be refused");
  for (const title of new Set([...Object.keys(wanted.hashes), ...Object.keys(got.hashes)]))
    if (got.hashes[title] !== wanted.hashes[title])
      faults.push(`${title}: got ${got.hashes[title]}, wanted ${wanted.hashes[title]}`);
  return faults;
}

/** Runs the script in a Node; `off` takes WebAssembly away first. */
async function inNode(program: string, script: string, off = false): Promise<EngineReport> {
  fs.mkdirSync(cacheDir, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cacheDir, "engine-"));
  const file = path.join(folder, "program.cjs");
  const print = "console.log(JSON.stringify(globalThis.engineReport));";
  try {
    fs.writeFileSync(file, `${off ? "delete globalThis.WebAssembly;" : ""}${script}\n${print}`);
    const ended = await run(program, [file]);
    if (ended.status !== 0) throw new Error(ended.stderr || `ended with ${ended.status}`);
    return JSON.parse(ended.stdout) as EngineReport;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function versionOf(program: string): Promise<string> {
  return (await run(program, ["--version"])).stdout.trim().replace(/^v/, "");
}

async function checkNodes(script: string, wanted: EngineReport): Promise<Check[]> {
  const others = otherNodes();
  const here = attempt(`Node ${process.versions.node} without WebAssembly`, async () =>
    differences(await inNode(process.execPath, script, true), wanted, false),
  );
  if (others.length === 0)
    return [await here, missing("other versions of Node", `none found: ${installNodes}`)];
  const checks = await sideBySide(others, 2, async (program) => {
    const title = `Node ${await versionOf(program)}`;
    return [
      await attempt(title, async () => differences(await inNode(program, script), wanted, true)),
      await attempt(`${title} without WebAssembly`, async () =>
        differences(await inNode(program, script, true), wanted, false),
      ),
    ];
  });
  return [await here, ...checks.flat()];
}

const places: [Place, string][] = [
  ["page", "in a page"],
  ["worker", "in a Web Worker"],
  ["no WebAssembly", "in a page whose policy forbids WebAssembly"],
];

async function checkBrowser(browser: Browser, script: string, wanted: EngineReport): Promise<Check[]> {
  const reports = await runInBrowser(browser, script);
  return places.map(([place, where]) => {
    const report = reports[place];
    const title = `${browser.name} ${where}`;
    if (!report) return checked(title, ["no report"]);
    if ("error" in report) return checked(title, [report.error]);
    return checked(title, differences(report, wanted, place !== "no WebAssembly"));
  });
}

/** One check per engine and place, all against this Node with WebAssembly. */
export const enginesPart: Part = {
  name: "engines",
  title: "The same bits in every engine",
  run: async () => {
    const script = await engineScript();
    const wanted = await inNode(process.execPath, script);
    if (!wanted.kernel) return [checked(`Node ${process.versions.node}`, ["the kernel did not start"])];
    const checks = await checkNodes(script, wanted);
    for (const { command, variable, ...browser } of browsers())
      if (command) checks.push(...(await checkBrowser({ ...browser, command }, script, wanted)));
      else checks.push(missing(browser.name, `not found: install it or set ${variable}`));
    return checks;
  },
};
