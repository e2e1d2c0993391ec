// Stands in for `notebook/workers.ts`: experiments side by side in workers that the page starts, with the same results.
import type { ExperimentName, ResultOf, SpecOf } from "../../core/experiments.js";
import { type Answer, type Member, perform, type Task, team } from "../../core/team.js";
import { counted } from "../../notebook/counted.js";
import type { WorkerOptions } from "../../notebook/workers.js";
import type { RunMessage } from "../runtime-messages.js";

/** More of them would only make a shared classroom machine slow. */
const MOST = 4;

/** `specs.map((spec) => runExperiment(name, spec))`, in the order of the specs; the first error is thrown. */
export async function runExperiments<Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  options: WorkerOptions = {},
): Promise<ResultOf<Name>[]> {
  const workers = options.workers ?? Math.min(navigator.hardwareConcurrency || 1, MOST);
  if (options.label === undefined) return run(name, specs, workers);
  return counted((arrived) => run(name, specs, workers, arrived), options.label, specs.length);
}

const send = (message: RunMessage, ports: MessagePort[] = []): void => postMessage(message, ports);

/** What to call if a member breaks, by its number. */
const whenBroken = new Map<number, (error: Error) => void>();
let started = 0;

// The page starts them: not every browser lets a worker start workers, and one that is driven by a program may hang.
const run = team((): Member => {
  const member = started++;
  const { port1: port, port2: far } = new MessageChannel();
  send({ kind: "hire", member, port: far }, [far]);
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        whenBroken.set(member, reject);
        port.onmessage = ({ data }) => resolve(data as Answer);
        port.postMessage(task);
      }),
    rest: () => {},
    stop: () => {
      whenBroken.delete(member);
      port.close();
      send({ kind: "dismiss", member });
    },
  };
});

/** Tells that the page's worker for `member` broke. */
export function memberBroke(member: number, message: string): void {
  whenBroken.get(member)?.(new Error(`runExperiments: ${message}`));
}

/** Does what is asked through `port`: the life of a worker that was started for another. */
export function serve(port: MessagePort): void {
  port.onmessage = ({ data }) => port.postMessage(perform(data as Task));
  // The page lets go of the script when it hears that it has been read.
  postMessage({ kind: "serving" });
}
