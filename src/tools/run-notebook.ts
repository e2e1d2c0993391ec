/** Executes one notebook in a child process through tslab, without Jupyter, and gives it back with outputs. */
import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { Cell, Notebook } from "./notebook.js";
import type { ChildMessage } from "./run-child.js";
import { STILL_SECONDS, watchdog } from "./watchdog.js";

/** Where and why a run stopped. `number` counts code cells from 1, as Jupyter shows it. */
export interface Failure {
  lesson: string;
  number: number;
  id: string;
  source: string;
  error: string;
}
export type RunResult = { ok: true; notebook: Notebook } | { ok: false; failure: Failure };

export interface RunOptions {
  /** The working directory: imports are resolved from there. */
  folder: string;
  /** The notebook's name in messages. */
  lesson: string;
  /** Called with each cell's id and its duration in seconds. */
  onCell?: (id: string, seconds: number) => void;
  /** Told each minute which cell is still running. */
  log?: ((line: string) => void) | undefined;
  signal?: AbortSignal;
  /** Seconds without any sign of progress after which a cell is ended. Default 600. */
  stillSeconds?: number;
}

/** The failure as lines for the console: name, cell, source, error. */
export function failureText({ lesson, number, id, source, error }: Failure): string {
  const code = source.split("\n").map((line) => `    ${line}`);
  const inner = /node:vm:|node:internal|tslab[\\/]dist|run-child\.js/;
  const why = error.split("\n").filter((line) => !(line.startsWith("    at ") && inner.test(line)));
  return [`${lesson}: cell [${number}] (${id}) failed:`, ...code, why.join("\n").trimEnd()].join("\n");
}

/** Characters of what the process itself says at last, outside of its cells. */
const mostNoise = 10_000;

const codeCells = (notebook: Notebook): Cell[] =>
  notebook.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "");

function startChild(folder: string): ChildProcess {
  const { FORCE_COLOR: _, ...env } = process.env;
  return fork(path.join(path.dirname(fileURLToPath(import.meta.url)), "run-child.js"), {
    cwd: folder,
    env,
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** Times the cells one after another, and says each minute which one is still running. */
class CellTimes {
  readonly #cells: readonly Cell[];
  readonly #options: RunOptions;
  #index = 0;
  #begun = performance.now();
  #reminder: NodeJS.Timeout | undefined;

  constructor(cells: readonly Cell[], options: RunOptions) {
    this.#cells = cells;
    this.#options = options;
  }

  get current(): number {
    return this.#index;
  }

  /** The cell with this index begins, and the one before it is over. */
  begin(index: number): void {
    if (index > 0) this.finish();
    [this.#index, this.#begun] = [index, performance.now()];
    let minutes = 0;
    this.#reminder = setInterval(() => {
      const { id = "" } = this.#cells[index] ?? {};
      const name = `${this.#options.lesson}: cell [${index + 1}] (${id})`;
      this.#options.log?.(`${name} is still running, after ${++minutes} min`);
    }, 60_000);
  }

  finish(): void {
    this.stop();
    const { id } = this.#cells[this.#index] ?? {};
    if (id !== undefined) this.#options.onCell?.(id, (performance.now() - this.#begun) / 1000);
  }

  stop(): void {
    clearInterval(this.#reminder);
  }
}

/** Runs every code cell in order; stops at the first that fails, ends the process, or stands still. */
export function runNotebook(notebook: Notebook, options: RunOptions): Promise<RunResult> {
  const { stillSeconds = STILL_SECONDS, signal } = options;
  const cells = codeCells(notebook);
  const times = new CellTimes(cells, options);
  const child = startChild(options.folder);
  let noise = "";
  return new Promise((resolve) => {
    const end = (result: RunResult): void => {
      times.stop();
      guard.stop();
      signal?.removeEventListener("abort", stop);
      child.kill("SIGKILL");
      resolve(result);
    };
    const fail = (error: string): void => {
      const { id = "", source = "" } = cells[times.current] ?? {};
      const failure = { lesson: options.lesson, number: times.current + 1, id, source, error };
      end({ ok: false, failure });
    };
    const stop = (): void => fail("stopped");
    const guard = watchdog(
      child.pid ?? 0,
      () => fail(`stands still: no output and no processor time for ${stillSeconds} seconds`),
      stillSeconds,
    );
    signal?.addEventListener("abort", stop);
    child.stdout?.resume();
    child.stderr?.on("data", (chunk) => {
      noise = `${noise}${chunk}`.slice(-mostNoise);
    });
    child.on("exit", (code) => fail(`the process ended with code ${code}\n${noise}`));
    child.on("error", (error) => fail(error.message));
    child.on("message", (message: ChildMessage) => {
      guard.alive();
      if (message.kind === "cell") return times.begin(message.index);
      if (!message.ok) return fail(message.error);
      times.finish();
      end({ ok: true, notebook: withOutputs(notebook, message.outputs) });
    });
    child.send(cells.map((cell) => cell.source));
  });
}

/** The notebook with the outputs of its run: one list per code cell that is not empty; counts 1..n. */
export function withOutputs(notebook: Notebook, outputs: Cell["outputs"][]): Notebook {
  let count = 0;
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.type !== "code") return cell;
    if (cell.source.trim() === "") return { ...cell, outputs: [], executionCount: null };
    return { ...cell, outputs: outputs[count++] ?? [], executionCount: count };
  });
  return { ...notebook, cells };
}
