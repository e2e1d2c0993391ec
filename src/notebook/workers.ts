/** Experiments side by side in worker threads: the same results, in the same order, whatever the number of workers. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ExperimentName, ResultOf, SpecOf } from "../core/experiments.js";
import { type Known, knownOptions, list, text } from "../core/guard.js";
import { type Answer, type Member, team } from "../core/team.js";
import { counted } from "./counted.js";

/** How the experiments are run, and whether one sees how far they are. */
export interface WorkerOptions {
  /** How many workers to use; as many as the machine has cores by default, 1 runs everything in this thread. */
  workers?: number | undefined;
  /** What is being run, for a line that counts the runs; no line is shown without it. */
  label?: string | undefined;
}

const workerOptions: Known<WorkerOptions> = { workers: true, label: true };

const run = team(startThread);

/**
 * `specs.map((spec) => runExperiment(name, spec))`, spread over worker threads, which are kept for the next call and
 * end with the program. The first error stops the workers of this call and is thrown here.
 */
export async function runExperiments<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  options: WorkerOptions = {},
): Promise<ResultOf<Name>[]> {
  const { workers = availableParallelism(), label } = knownOptions("runExperiments", options, workerOptions);
  list("runExperiments", "specs", specs);
  if (label !== undefined) text("runExperiments", "label", label);
  if (label === undefined) return run(name, specs, workers);
  return counted((arrived) => run(name, specs, workers, arrived), label, specs.length);
}

function startThread(): Member {
  const thread = new Worker(new URL("./worker.js", import.meta.url));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        const done = (answer: Answer): void => {
          thread.off("error", reject);
          resolve(answer);
        };
        thread.ref();
        thread.once("message", done);
        thread.once("error", reject);
        thread.postMessage(task);
      }),
    rest: () => thread.unref(),
    stop: () => thread.terminate(),
  };
}
