/**
 * A child process that executes the cells of one notebook with tslab's own converter and executor. It gets the
 * cells' sources in one message and answers with one message at each cell's start and one at the end.
 */
import { createRequire } from "node:module";
import { CellOutput, type DisplayMessage, type Sink } from "../notebook/cell-output.js";
import { excessError } from "../notebook/output-limits.js";
import { redirect, streamWriter } from "../notebook/stream-writer.js";
import type { Output } from "./notebook.js";
import { OutputCollector } from "./outputs.js";

/** What the child reports; `outputs` has one list per code cell begun. */
export type ChildMessage =
  | { kind: "cell"; index: number }
  | { kind: "end"; ok: boolean; outputs: Output[][]; error: string };

interface Tslab {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): { close(): void };
  createExecutor(
    folder: string,
    converters: object,
    console: { log: Console["log"]; error: Console["error"] },
  ): { execute(source: string): Promise<boolean> };
  jupyter: { lastWriteDisplayData: ((message: DisplayMessage, update: boolean) => void) | null };
}

function loadTslab(): Tslab {
  const load = createRequire(import.meta.url);
  return {
    ...load("tslab/dist/converter.js"),
    ...load("tslab/dist/executor.js"),
    jupyter: load("tslab/dist/jupyter.js"),
  } as Tslab;
}

/**
 * Sends everything that is written to the process's streams, and every display, to the collector. Returns a function
 * that begins a cell. A cell that passes the limit fails at once: a loop without end comes to no other end.
 */
function capture(collector: OutputCollector, jupyter: Tslab["jupyter"]): () => CellOutput {
  let cell: CellOutput;
  for (const name of ["stdout", "stderr"] as const)
    redirect(
      name,
      streamWriter(name, (chunk) => cell.write(name, chunk)),
    );
  jupyter.lastWriteDisplayData = (message, update) => cell.display(message, update);
  const sink: Sink = {
    text: (name, text) => collector.write(name, text),
    display: (message, update) => collector.display(message, update),
  };
  return () => {
    collector.beginCell();
    cell = new CellOutput(sink, (excess) =>
      send({ kind: "end", ok: false, outputs: [], error: excessError(excess) }),
    );
    return cell;
  };
}

async function run(sources: string[]): Promise<void> {
  const { createConverter, createExecutor, jupyter } = loadTslab();
  const node = createConverter({ isJS: false, isBrowser: false });
  const { log, error } = console;
  const executor = createExecutor(process.cwd(), { node, close: () => node.close() }, { log, error });
  const collector = new OutputCollector();
  const begin = capture(collector, jupyter);
  let stray = "";
  const onStray = (reason: unknown): void => {
    stray ||= `${reason instanceof Error ? reason.stack : String(reason)}\n`;
  };
  process.on("uncaughtException", onStray).on("unhandledRejection", onStray);
  let ok = true;
  for (let index = 0; ok && index < sources.length; index++) {
    send({ kind: "cell", index });
    const cell = begin();
    ok = await executor.execute(sources[index] as string);
    await new Promise((resolve) => setImmediate(resolve));
    cell.end();
    ok &&= stray === "";
  }
  const outputs = collector.result();
  const printed = outputs
    .at(-1)
    ?.filter((output) => output.output_type === "stream" && output.name === "stderr");
  const text = printed?.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
  send({ kind: "end", ok, outputs, error: ok ? "" : stray || text || "" }, () => process.exit(0));
}

function send(message: ChildMessage, then?: () => void): void {
  process.send?.(message, undefined, undefined, then);
}

process.once("message", (sources) => run(sources as string[]));
