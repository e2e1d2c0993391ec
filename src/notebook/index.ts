/** The notebook: shows charts, tables, mathematics and progress in a cell, and checks exercises. */

export { digits, readJson, readText } from "./data.js";
export {
  type ChoiceExercise,
  type CodeExercise,
  checkChoice,
  checkNumber,
  checkTrue,
  type NumberExercise,
  type Tolerance,
} from "./exercises.js";
export { inKernel } from "./kernel.js";
export {
  type Claim,
  claims,
  comparePublished,
  type Finding,
  type Published,
  published,
  settle,
} from "./ledger.js";
export { type LiveOptions, showLive } from "./live.js";
export {
  collectWithProgress,
  type ProgressOptions,
  runWithProgress,
  type Steps,
  withProgress,
} from "./progress.js";
export { show, showTex } from "./show.js";
export { type Link, link, showTable, type TableOptions } from "./table.js";
export type { ExerciseOptions } from "./verdict.js";
export { runExperiments, type WorkerOptions } from "./workers.js";
