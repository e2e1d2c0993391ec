/** Lessons executed by a real Jupyter kernel: the same outputs as committed, and no printed line lost. */
import * as fs from "node:fs";
import * as path from "node:path";
import { differences } from "../compare.js";
import { labEnvironment, SetUpError, setUpLab, venvProgram } from "../lab-setup.js";
import { type Notebook, notebookJson, readNotebook } from "../notebook.js";
import { textToNotebook } from "../notebook-text.js";
import { cacheDir, inRoot, lessonFiles, writeAtomically } from "../paths.js";
import { printed, run } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, checked, missing, type Part } from "./check.js";

const manyLines = 2000;
const printing = `%%% code id=imports
import * as initlab from "initlab";

%%% code id=print-lines
function printLines(n: number) { for (let i = 0; i < n; i++) console.log(\`line \${i}\`); }
printLines(${manyLines});

%%% code id=after
Object.keys(initlab).length > 0`;

/** Executes a copy of the notebook, its outputs removed, beside a copy of the data; returns what came out. */
async function execute(notebook: Notebook, name: string): Promise<Notebook> {
  const folder = path.join(cacheDir, "jupyter");
  const file = path.join(folder, "notebooks", name);
  const cells = notebook.cells.map((cell) => ({ ...cell, outputs: [], executionCount: null }));
  writeAtomically(file, notebookJson({ ...notebook, cells }));
  const options = ["--inplace", "--kernel_name=tslab", "--timeout=-1", `--startup_timeout=${24 * 3600}`];
  const ended = await run(venvProgram("jupyter-execute"), [...options, file], { env: labEnvironment() });
  if (ended.status !== 0) throw new Error(printed(ended));
  return readNotebook(file);
}

async function linesArrive(): Promise<readonly string[]> {
  const { cells } = await execute(textToNotebook(printing), "2000-lines.ipynb");
  const text = cells[1]?.outputs
    .map((output) => (output.output_type === "stream" ? output.text : ""))
    .join("");
  const lines = (text ?? "").split("\n").filter((line) => line !== "");
  const faults = lines.length === manyLines ? [] : [`${lines.length} of ${manyLines} lines arrived`];
  const wrong = lines.findIndex((line, index) => line !== `line ${index}`);
  if (wrong >= 0) faults.push(`line ${wrong} reads ${lines[wrong]}`);
  const counts = cells.map((cell) => cell.executionCount);
  if (String(counts) !== "1,2,3") faults.push(`the counts are ${counts}`);
  return faults;
}

async function sameAsCommitted(file: string): Promise<readonly string[]> {
  const committed = readNotebook(file);
  const executed = await execute(committed, path.basename(file));
  const counts = executed.cells.filter((cell) => cell.executionCount !== null).length;
  const ran = committed.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "").length;
  const faults = counts === ran ? [] : [`${counts} of ${ran} code cells ran to their end`];
  return [...faults, ...differences(committed, executed)];
}

/** One check per lesson, and one for the lines. Skipped outside CI if there is no Python. */
export const jupyterPart: Part = {
  name: "jupyter",
  title: "Jupyter: a real kernel gives the committed outputs",
  run: async (note) => {
    try {
      setUpLab(note);
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      if (error.missing) return [missing("Jupyter", error.message)];
      return [checked("Jupyter", [error.message])];
    }
    fs.rmSync(path.join(cacheDir, "jupyter"), { recursive: true, force: true });
    fs.cpSync(inRoot("data"), path.join(cacheDir, "jupyter", "data"), { recursive: true });
    const jobs = lessonFiles().map(
      (file) => (): Promise<Check> => attempt(path.basename(file, ".ipynb"), () => sameAsCommitted(file)),
    );
    jobs.push(() => attempt(`${manyLines} printed lines arrive`, linesArrive));
    return sideBySide(jobs, 2, (job) => job());
  },
};
