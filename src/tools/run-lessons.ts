/** Runs many notebooks side by side, at most one per processor core. */
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { recall, remember, runKey, surroundingsHash } from "./lesson-cache.js";
import { cleaned, type Notebook, readNotebook } from "./notebook.js";
import { type Failure, runNotebook } from "./run-notebook.js";

/** One lesson after its run, or as its cached run left it. */
export interface LessonRun {
  file: string;
  name: string;
  /** What was read, and what came out. */
  before: Notebook;
  after: Notebook;
  cached: boolean;
}
export interface LessonsResult {
  runs: LessonRun[];
  failures: Failure[];
}
export interface LessonsOptions {
  /** Whether a lesson that did not change may take its last run's outputs. */
  cache: boolean;
  /** Whether the others go on after a failing cell; without it they are stopped. */
  goOn?: boolean;
  /** Told how long each lesson took. */
  log?: (line: string) => void;
  /** Told each minute which cell is still running. Default `log`. */
  remind?: (line: string) => void;
}

/** Calls `work` on every item, at most `limit` at a time; results come in the items' order. */
export async function sideBySide<T, R>(
  items: T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/** Runs the lessons in `files`. The first failing cell stops those that still run; nothing is written back. */
export async function runLessons(files: string[], options: LessonsOptions): Promise<LessonsResult> {
  const surroundings = surroundingsHash();
  const stop = new AbortController();
  const failures: Failure[] = [];
  const one = async (file: string): Promise<LessonRun | undefined> => {
    const name = path.basename(file, ".ipynb");
    const before = readNotebook(file);
    const notebook = cleaned(before);
    const key = runKey(notebook, surroundings);
    const known = options.cache ? recall(name, key, notebook) : undefined;
    if (known) return { file, name, before, after: known, cached: true };
    if (stop.signal.aborted) return undefined;
    const times: [string, number][] = [];
    const result = await runNotebook(notebook, {
      folder: path.dirname(file),
      lesson: path.basename(file),
      signal: stop.signal,
      log: options.remind ?? options.log,
      onCell: (id, seconds) => times.push([id, seconds]),
    });
    if (!result.ok) {
      if (!stop.signal.aborted) failures.push(result.failure);
      if (!options.goOn) stop.abort();
      return undefined;
    }
    options.log?.(timesLine(name, times));
    remember(name, key, result.notebook);
    return { file, name, before, after: result.notebook, cached: false };
  };
  const runs = await sideBySide(files, availableParallelism(), one);
  return { runs: runs.filter((run) => run !== undefined), failures };
}

function timesLine(name: string, times: [string, number][]): string {
  const total = times.reduce((sum, [, seconds]) => sum + seconds, 0);
  const slow = times
    .filter(([, seconds]) => seconds > 1)
    .map(([id, seconds]) => `${id} ${seconds.toFixed(1)} s`);
  return `${name}: ${times.length} cells in ${total.toFixed(1)} s${slow.length > 0 ? ` (${slow.join(", ")})` : ""}`;
}
