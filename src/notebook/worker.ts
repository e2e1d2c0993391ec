/** A worker thread: runs the experiments it is sent, one at a time, and answers with their results. */
import { parentPort } from "node:worker_threads";
import { type ExperimentName, runExperiment, type SpecOf } from "../core/experiments.js";

parentPort?.on("message", ({ name, spec }: { name: ExperimentName; spec: SpecOf<ExperimentName> }) => {
  try {
    parentPort?.postMessage({ result: runExperiment(name, spec) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
