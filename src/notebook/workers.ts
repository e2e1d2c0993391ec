/** Experiments side by side in worker threads: the same results, in the same order, whatever the number of workers. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ExperimentName, type ResultOf, runExperiment, type SpecOf } from "../core/experiments.js";
import { positiveInteger } from "../core/guard.js";

/** How many workers to use; as many as the machine has cores by default, 1 runs everything in this thread. */
export interface WorkerOptions {
  workers?: number;
}

/**
 * `specs.map((spec) => runExperiment(name, spec))`, spread over worker threads. The first error stops all workers and
 * is thrown here.
 */
export async function runExperiments<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  options: WorkerOptions = {},
): Promise<ResultOf<Name>[]> {
  const most = positiveInteger("runExperiments", "workers", options.workers ?? availableParallelism());
  const count = Math.min(most, specs.length);
  if (count <= 1) return specs.map((spec) => runExperiment(name, spec));
  const results = new Array<ResultOf<Name>>(specs.length);
  let next = 0;
  const team = Array.from({ length: count }, () => new Worker(new URL("./worker.js", import.meta.url)));
  try {
    await Promise.all(
      team.map(async (worker) => {
        for (let i = next++; i < specs.length; i = next++)
          results[i] = (await ask(worker, { name, spec: specs[i] })) as ResultOf<Name>;
      }),
    );
  } finally {
    await Promise.all(team.map((worker) => worker.terminate()));
  }
  return results;
}

/** Sends one task to a worker and waits for its answer. */
function ask(worker: Worker, task: { name: string; spec: unknown }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (answer: { result: unknown } | { error: string }): void => {
      worker.off("error", reject);
      if ("error" in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    };
    worker.once("message", done);
    worker.once("error", reject);
    worker.postMessage(task);
  });
}
