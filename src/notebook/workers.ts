/** Experiments side by side in worker threads: the same results, in the same order, whatever the number of workers. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ExperimentName, type ResultOf, runExperiment, type SpecOf } from "../core/experiments.js";
import { positiveInteger } from "../core/guard.js";
import { withProgress } from "./progress.js";

/** How the experiments are run, and whether one sees how far they are. */
export interface WorkerOptions {
  /** How many workers to use; as many as the machine has cores by default, 1 runs everything in this thread. */
  workers?: number | undefined;
  /** What is being run, for a line that counts the runs; no line is shown without it. */
  label?: string | undefined;
}

/** Runs the experiments one after another in this thread. */
async function* alone<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  results: ResultOf<Name>[],
): AsyncGenerator<void, void> {
  for (const [i, spec] of specs.entries()) {
    results[i] = runExperiment(name, spec);
    yield;
  }
}

/** Runs the experiments in worker threads; one step for each result, in whatever order the results come. */
async function* together<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  results: ResultOf<Name>[],
  count: number,
): AsyncGenerator<void, void> {
  let [next, arrived, wake] = [0, 0, () => {}];
  const team = Array.from({ length: count }, () => new Worker(new URL("./worker.js", import.meta.url)));
  const serve = async (worker: Worker) => {
    for (let i = next++; i < specs.length; i = next++) {
      results[i] = (await ask(worker, { name, spec: specs[i] })) as ResultOf<Name>;
      arrived++;
      wake();
    }
  };
  try {
    const work = Promise.all(team.map(serve));
    for (let seen = 0; seen < specs.length; seen++) {
      const more = () => new Promise<void>((resolve) => (wake = resolve));
      while (arrived <= seen) await Promise.race([more(), work]);
      yield;
    }
  } finally {
    await Promise.all(team.map((worker) => worker.terminate()));
  }
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
  const results = new Array<ResultOf<Name>>(specs.length);
  const steps = count <= 1 ? alone(name, specs, results) : together(name, specs, results, count);
  const { label } = options;
  const total = specs.length;
  const shown = label === undefined ? steps : withProgress(steps, { label, total, unit: "runs" });
  for await (const _ of shown);
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
