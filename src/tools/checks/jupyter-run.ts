/** Notebooks executed by a real Jupyter kernel, in the virtual environment that `npm run lab` uses. */
import * as path from "node:path";
import { labEnvironment } from "../lab-python.js";
import { venvProgram } from "../lab-setup.js";
import { type Notebook, notebookJson, readNotebook } from "../notebook.js";
import { cacheDir, inRoot, writeAtomically } from "../paths.js";
import { printed, run } from "../programs.js";

/** The folder in which the kernel runs: beside a copy of the data. */
export const kernelFolder = path.join(cacheDir, "jupyter", "notebooks");

/** What a Python script of ours printed; throws if it failed. */
export async function runPython(script: string, ...args: string[]): Promise<string> {
  const file = inRoot("src", "tools", "checks", script);
  const ended = await run(venvProgram("python"), [file, ...args], { env: labEnvironment() });
  if (ended.status !== 0) throw new Error(printed(ended));
  return ended.stdout;
}

/** Executes a copy of the notebook, its outputs removed; returns what came out. */
export async function execute(notebook: Notebook, name: string): Promise<Notebook> {
  const file = path.join(kernelFolder, name);
  const cells = notebook.cells.map((cell) => ({ ...cell, outputs: [], executionCount: null }));
  writeAtomically(file, notebookJson({ ...notebook, cells }));
  await runPython("execute_notebook.py", file);
  return readNotebook(file);
}
