/** Experiments side by side in worker threads: the same results, in the same order, whatever the number of workers. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ExperimentName, ResultOf, SpecOf } from "../core/experiments.js";
import { type Answer, type Member, team } from "../core/team.js";

/** How many workers to use; as many as the machine has cores by default, 1 runs everything in this thread. */
export interface WorkerOptions {
  workers?: number;
}

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
  return run(name, specs, options.workers ?? availableParallelism());
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
