// Stands in for `notebook/workers.ts`: experiments side by side in workers of the worker, with the same results.
import type { ExperimentName, ResultOf, SpecOf } from "../../core/experiments.js";
import { type Answer, type Member, perform, type Task, team } from "../../core/team.js";
import { counted } from "../../notebook/counted.js";
import type { WorkerOptions } from "../../notebook/workers.js";

/** More of them would only make a shared classroom machine slow. */
const MOST = 4;

let script: Blob | undefined;

/** Tells with which script a worker of this one starts: the runtime, without a lesson. */
export function workersRun(runtime: Blob): void {
  script = runtime;
}

/** `specs.map((spec) => runExperiment(name, spec))`, in the order of the specs; the first error is thrown. */
export async function runExperiments<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  options: WorkerOptions = {},
): Promise<ResultOf<Name>[]> {
  const able = typeof Worker === "function" && script !== undefined;
  const most = options.workers ?? Math.min(navigator.hardwareConcurrency || 1, MOST);
  const workers = able ? most : Math.min(most, 1);
  if (options.label === undefined) return run(name, specs, workers);
  return counted((arrived) => run(name, specs, workers, arrived), options.label, specs.length);
}

const run = team((): Member => {
  const address = URL.createObjectURL(script as Blob);
  const worker = new Worker(address);
  // Only an answer shows that the script has been read: a browser may fetch it after this turn.
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data as Answer);
        worker.onerror = (event) => reject(new Error(`runExperiments: ${event.message}`));
        worker.postMessage({ kind: "task", task });
      }),
    rest: () => {},
    stop: () => worker.terminate(),
  };
});

/** Does what a worker of the worker is asked. */
export function answerTask(task: Task): void {
  postMessage(perform(task));
}
