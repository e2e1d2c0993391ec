/** Progress of long work: one line that is replaced in place, and ends the same however fast the work went. */

import { randomUUID } from "node:crypto";
import { callable, type Known, knownOptions, refuse, text, wholeNumber } from "../core/guard.js";
import { escapeHtml } from "./html.js";
import { type Bundle, display, inKernel } from "./kernel.js";

/** What is being done, and how many steps it takes. */
export interface ProgressOptions {
  label: string;
  /** The number of steps; known by itself for arrays, sets and maps. */
  total?: number | undefined;
  /** What the steps are called, in the plural: `runs`, `seeds`; "steps" by default. */
  unit?: string | undefined;
}

/** Steps of work, in whatever form they come. */
export type Steps<T> = Iterable<T> | AsyncIterable<T>;

const progressOptions: Known<ProgressOptions> = { label: true, total: true, unit: true };

/** The options of the function `name`, each of its kind, and its steps, if they can be taken one by one. */
function checked(name: string, steps: unknown, options: ProgressOptions): ProgressOptions {
  const own = knownOptions(name, options, progressOptions);
  text(name, "label", own.label);
  if (own.unit !== undefined) text(name, "unit", own.unit);
  if (own.total !== undefined) wholeNumber(name, "total", own.total);
  const each = (steps ?? {}) as { [Symbol.iterator]?: unknown; [Symbol.asyncIterator]?: unknown };
  if (typeof (each[Symbol.iterator] ?? each[Symbol.asyncIterator]) !== "function")
    refuse(name, "steps must be a list or a generator", steps);
  return own;
}

const shortest = 100;
/** The line is a note beside the results: smaller and paler than they are. */
const quiet = "font: 0.85em system-ui, sans-serif; opacity: 0.75";

function lineOf(options: ProgressOptions, done: number, stopped: boolean): string {
  const { label, total, unit = "steps" } = options;
  const count = total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`;
  return `${label}: ${count}${stopped ? ", stopped" : ""}`;
}

function bundleOf(line: string, done: number, total: number | undefined, over: boolean): Bundle {
  const bar = total === undefined || over ? "" : `<progress max="${total}" value="${done}"></progress> `;
  return { "text/html": `<div style="${quiet}">${bar}${escapeHtml(line)}</div>`, "text/plain": line };
}

function sizeOf(steps: object): number | undefined {
  const { length, size } = steps as { length?: unknown; size?: unknown };
  return typeof length === "number" ? length : typeof size === "number" ? size : undefined;
}

/** A line in the cell's output. Outside a kernel only its end is printed. */
function newLine(): (bundle: Bundle, over: boolean) => void {
  const id = randomUUID();
  let replace = false;
  return (bundle, over) => {
    if (inKernel()) display(bundle, { id, replace });
    else if (over) display(bundle);
    replace = true;
  };
}

/**
 * The same steps, with their progress shown. Lets the kernel send messages, and be interrupted, every 100 ms.
 *
 * A cell needs a function around `for await`: prefer `runWithProgress` and `collectWithProgress` there.
 */
export function withProgress<T>(steps: Steps<T>, options: ProgressOptions): AsyncGenerator<T, void> {
  return shown(steps, checked("withProgress", steps, options));
}

async function* shown<T>(steps: Steps<T>, options: ProgressOptions): AsyncGenerator<T, void> {
  const { label, unit = "steps", total = sizeOf(steps) } = options;
  const write = newLine();
  const show = (done: number, over: boolean, stopped = false) =>
    write(bundleOf(lineOf({ label, unit, total }, done, stopped), done, total, over), over);
  let [done, last, finished, interrupted] = [0, performance.now(), false, false];
  const interrupt = () => {
    interrupted = true;
  };
  show(0, false);
  try {
    // While the cell's first, synchronous part runs, Node has taken the signal away from all listeners; a listener
    // added then would leave the kernel to be killed by the next interrupt.
    await Promise.resolve();
    if (inKernel()) process.on("SIGINT", interrupt);
    for await (const step of steps) {
      yield step;
      done++;
      if (performance.now() - last < shortest) continue;
      show(done, false);
      await new Promise((resolve) => setImmediate(resolve));
      if (interrupted) throw new Error(`${label}: interrupted after ${done} ${unit}`);
      last = performance.now();
    }
    finished = true;
  } finally {
    process.removeListener("SIGINT", interrupt);
    show(done, true, !finished);
  }
}

/**
 * Takes every step, shows the progress, and resolves to the last value.
 *
 * @throws RangeError if there was no step.
 */
export async function runWithProgress<T>(steps: Steps<T>, options: ProgressOptions): Promise<T> {
  const own = checked("runWithProgress", steps, options);
  let last: { value: T } | undefined;
  for await (const value of shown(steps, own)) last = { value };
  if (last === undefined)
    throw new RangeError(`runWithProgress: ${own.label} must have at least one step, got 0`);
  return last.value;
}

/** Takes every step, shows the progress, and resolves to all values, or to what `pick` takes of each. */
export async function collectWithProgress<T, U = T>(
  steps: Steps<T>,
  options: ProgressOptions,
  pick: (value: T) => U = (value) => value as unknown as U,
): Promise<U[]> {
  const own = checked("collectWithProgress", steps, options);
  callable("collectWithProgress", "pick", pick);
  const values: U[] = [];
  for await (const value of shown(steps, own)) values.push(pick(value));
  return values;
}
