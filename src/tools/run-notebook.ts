/** Executes one notebook in a child process through tslab, without Jupyter, and gives it back with outputs. */
import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { Cell, JsonObject, Notebook } from "./notebook.js";
import type { ChildMessage } from "./run-child.js";

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
  /** Seconds a cell may take; the notebook's `initlab.cellSeconds` wins. Default 60. */
  cellSeconds?: number;
  /** Called with each cell's id and its duration in seconds. */
  onCell?: (id: string, seconds: number) => void;
  signal?: AbortSignal;
}

/** The failure as lines for the console: name, cell, source, error. */
export function failureText({ lesson, number, id, source, error }: Failure): string {
  const code = source.split("\n").map((line) => `    ${line}`);
  const inner = /node:vm:|node:internal|tslab[\\/]dist|run-child\.js/;
  const why = error.split("\n").filter((line) => !(line.startsWith("    at ") && inner.test(line)));
  return [`${lesson}: cell [${number}] (${id}) failed:`, ...code, why.join("\n").trimEnd()].join("\n");
}

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

/** Runs every code cell in order; stops at the first that fails, ends the process, or takes too long. */
export function runNotebook(notebook: Notebook, options: RunOptions): Promise<RunResult> {
  const { cellSeconds: own } = (notebook.metadata.initlab ?? {}) as JsonObject;
  const limit = Number(own ?? options.cellSeconds ?? 60);
  const cells = codeCells(notebook);
  const child = startChild(options.folder);
  let [current, started, noise] = [0, performance.now(), ""];
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve) => {
    const end = (result: RunResult): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stop);
      child.kill("SIGKILL");
      resolve(result);
    };
    const fail = (error: string): void => {
      const { id = "", source = "" } = cells[current] ?? {};
      const failure = { lesson: options.lesson, number: current + 1, id, source, error };
      end({ ok: false, failure });
    };
    const stop = (): void => fail("stopped");
    options.signal?.addEventListener("abort", stop);
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(`took longer than ${limit} seconds`), limit * 1000);
    };
    const finishCell = (): void => {
      const now = performance.now();
      options.onCell?.(cells[current]?.id ?? "", (now - started) / 1000);
      started = now;
    };
    child.stdout?.resume();
    child.stderr?.on("data", (chunk) => {
      noise += chunk;
    });
    child.on("exit", (code) => fail(`the process ended with code ${code}\n${noise}`));
    child.on("error", (error) => fail(error.message));
    child.on("message", (message: ChildMessage) => {
      if (message.kind === "cell") {
        if (message.index > 0) finishCell();
        else started = performance.now();
        current = message.index;
        watch();
        return;
      }
      if (!message.ok) return fail(message.error);
      if (cells.length > 0) finishCell();
      end({ ok: true, notebook: withOutputs(notebook, message.outputs) });
    });
    watch();
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
