/** Experiments described by plain data, so that they can be sent to a worker, stored in a file, or put in an address. */
import { lookup } from "./guard.js";
import { signalRun } from "./signal-run.js";
import { trainingRun } from "./training-run.js";

export type { SignalSpec } from "./signal-run.js";
export type { MatrixData, TrainingRun, TrainingSpec } from "./training-run.js";
export { signalRun, trainingRun };

/** The experiments that can be asked for by name. */
export const experiments = { signals: signalRun, training: trainingRun } as const;

export type ExperimentName = keyof typeof experiments;
export type SpecOf<Name extends ExperimentName> = Parameters<(typeof experiments)[Name]>[0];
export type ResultOf<Name extends ExperimentName> = ReturnType<(typeof experiments)[Name]>;

/** Runs one experiment by name. */
export function runExperiment<Name extends ExperimentName>(name: Name, spec: SpecOf<Name>): ResultOf<Name> {
  const run = lookup<unknown>("runExperiment", "name", experiments, name);
  return (run as (spec: SpecOf<Name>) => ResultOf<Name>)(spec);
}
