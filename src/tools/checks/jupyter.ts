/** Lessons executed by a real Jupyter kernel: the same outputs as committed, none lost, and none without bounds. */
import * as fs from "node:fs";
import * as path from "node:path";
import { differences } from "../compare.js";
import { labEnvironment, SetUpError } from "../lab-python.js";
import { requirementsCheck, setUpLab, venvProgram } from "../lab-setup.js";
import { readNotebook } from "../notebook.js";
import { cacheDir, inRoot, lessonFiles } from "../paths.js";
import { printed, run } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, checked, missing, type Part } from "./check.js";
import { execute, kernelFolder } from "./jupyter-run.js";
import { kernelOutputJobs } from "./kernel-output.js";

async function sameAsCommitted(file: string): Promise<readonly string[]> {
  const committed = readNotebook(file);
  const executed = await execute(committed, path.basename(file));
  const counts = executed.cells.filter((cell) => cell.executionCount !== null).length;
  const ran = committed.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "").length;
  const faults = counts === ran ? [] : [`${counts} of ${ran} code cells ran to their end`];
  return [...faults, ...differences(committed, executed)];
}

/** pip finds nothing broken, and every dependency of a pinned package is pinned. */
async function listIsComplete(): Promise<readonly string[]> {
  const commands = [
    ["-m", "pip", "check"],
    [...requirementsCheck, "--everywhere"],
  ];
  const env = labEnvironment();
  const ended = await Promise.all(commands.map((args) => run(venvProgram("python"), args, { env })));
  return ended.flatMap((one) => (one.status === 0 ? [] : [printed(one)]));
}

/** One check per lesson, one for the packages, and those of the outputs. Skipped outside CI if there is no Python. */
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
    fs.mkdirSync(kernelFolder, { recursive: true });
    const jobs = lessonFiles().map(
      (file) => async (): Promise<Check[]> => [
        await attempt(path.basename(file, ".ipynb"), () => sameAsCommitted(file)),
      ],
    );
    jobs.push(async () => [await attempt("the list of Python packages is complete", listIsComplete)]);
    return (await sideBySide([...jobs, ...kernelOutputJobs], 2, (job) => job())).flat();
  },
};
