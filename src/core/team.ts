/** Experiments spread over a team of workers, of any kind, which stay for the next call. */
import {
  type ExperimentName,
  experiments,
  type ResultOf,
  runExperiment,
  type SpecOf,
} from "./experiments.js";
import { callable, lookup, positiveInteger, refuse, room } from "./guard.js";

/** What a worker is sent. */
export interface Task {
  name: ExperimentName;
  spec: SpecOf<ExperimentName>;
}

/** What a worker sends back. */
export type Answer = { result: unknown } | { error: string; refused?: boolean };

/** A worker: a thread of Node, a Web Worker, or anything else that answers one task at a time. */
export interface Member {
  /** Sends one task and waits for the answer; rejects if the worker itself broke. */
  ask(task: Task): Promise<Answer>;
  /** Called when the worker has nothing to do: it must not keep the program from ending. */
  rest(): void;
  /** Ends the worker for good, whatever it is doing. */
  stop(): unknown;
}

/**
 * `specs.map((spec) => runExperiment(name, spec))` with at most `workers` tasks at a time. `arrived` is called, and
 * awaited, when a result has come, whichever it is; an error of its own ends the work like one of a task.
 */
export type RunExperiments = <Name extends ExperimentName>(
  name: Name,
  specs: readonly SpecOf<Name>[],
  workers: number,
  arrived?: () => Promise<void>,
) => Promise<ResultOf<Name>[]>;

/** What a worker does with a task. */
export function perform({ name, spec }: Task): Answer {
  try {
    return { result: runExperiment(name, spec) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { error: text, refused: error instanceof RangeError };
  }
}

/** About what a worker takes. */
const BYTES = 16777216;

/**
 * A team whose workers are made by `start` when they are first needed and kept afterwards, since a new one takes a
 * tenth of a second to load the core. Results come in the order of the specs, the same whatever the number of workers;
 * one worker means this thread. The first error stops the workers of its call and is thrown.
 * @throws RangeError if the name is not one of an experiment, or `workers` not a positive integer that memory has room for.
 */
export function team(start: () => Member): RunExperiments {
  const idle: Member[] = [];
  return async (name, specs, workers, arrived) => {
    lookup<unknown>("runExperiments", "name", experiments, name);
    if (!Array.isArray(specs)) refuse("runExperiments", "specs must be a list of experiments", specs);
    if (arrived !== undefined) callable("runExperiments", "arrived", arrived);
    const count = Math.min(positiveInteger("runExperiments", "workers", workers), specs.length);
    room("runExperiments", "workers", count, BYTES, "array");
    const results = new Array<ResultOf<typeof name>>(specs.length);
    if (count <= 1) {
      for (const [i, spec] of specs.entries()) {
        results[i] = runExperiment(name, spec);
        await arrived?.();
      }
      return results;
    }
    const members = Array.from({ length: count }, () => idle.pop() ?? start());
    let next = 0;
    const work = async (member: Member): Promise<void> => {
      for (let i = next++; i < specs.length; i = next++) {
        const answer = await member.ask({ name, spec: specs[i] as SpecOf<typeof name> });
        if ("error" in answer) throw answer.refused ? new RangeError(answer.error) : new Error(answer.error);
        results[i] = answer.result as ResultOf<typeof name>;
        await arrived?.();
      }
    };
    try {
      await Promise.all(members.map(work));
    } catch (error) {
      await Promise.all(members.map((member) => member.stop()));
      throw error;
    }
    for (const member of members) member.rest();
    idle.push(...members);
    return results;
  };
}
