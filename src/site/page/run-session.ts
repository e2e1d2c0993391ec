// Runs the cells of a lesson in a worker that is made from the page's inert texts when it is first needed.
import type { GoMessage, OutputItem, RunFault, RunMessage } from "../runtime-messages.js";
import { placeOf } from "../runtime-places.js";
import { lessonProgram } from "../runtime-program.js";
import { inertText, workerFrom } from "./inert.js";
import { Compiler } from "./run-compiler.js";

/** What happens during a run, cell by cell; cells count from 0. */
export interface RunListener {
  begun?(cell: number): void;
  outputs(cell: number, items: OutputItem[]): void;
  done?(cell: number): void;
  /** Something that nobody awaited has failed after the run. */
  failedLater?(fault: RunFault): void;
}

/** What a run shows: the cells whose outputs are wanted, the number of the page's last chart, MIME bundles or not. */
export interface RunOptions {
  shown: readonly number[];
  charts: number;
  bundles?: boolean;
}

/** How a run ended: with its last cell, with a fault in a cell, or because it was stopped. */
export type RunEnd = { cell: number; fault?: RunFault | undefined; stopped?: boolean };

interface Live {
  worker: Worker;
  sources: readonly string[];
  lines: number[];
  /** The last cell that is done, and the last that was asked for. */
  last: number;
  until: number;
  finish: (end: RunEnd) => void;
  listener: RunListener;
}

const OPTIONAL = ["runtime-data", "runtime-mathjs", "runtime-katex"];

/** One worker at a time: it stays after a run, so that a later cell can go on from there. */
export class Session {
  #texts: Promise<{ runtime: string; lines: number; blob: Blob }> | undefined;
  readonly #compiler = new Compiler();
  #live: Live | undefined;
  /** Counts runs and stops, so that what was begun for an older run is given up. */
  #turn = 0;

  /** Runs the cells `0..until` of `sources`, or only those that have not run yet in the worker that is there. */
  async run(
    sources: readonly string[],
    until: number,
    options: RunOptions,
    listener: RunListener,
  ): Promise<RunEnd> {
    this.#turn += 1;
    const turn = this.#turn;
    const [texts, cells] = await Promise.all([this.#load(), this.#compiler.compile(sources)]);
    if (turn !== this.#turn) return { cell: until, stopped: true };
    const bad = cells.findIndex(({ fault }) => fault !== undefined);
    const wrong = bad >= 0 && bad <= until ? cells[bad].fault : undefined;
    if (wrong) {
      const place = wrong.line === undefined ? undefined : { cell: bad, line: wrong.line };
      return { cell: bad, fault: { message: `SyntaxError: ${wrong.message}`, place } };
    }
    const good = bad < 0 ? sources : sources.slice(0, bad);
    if (!this.#canGoOn(sources, until)) {
      this.#end();
      const { script, lines } = lessonProgram(cells.slice(0, good.length).map(({ code }) => code ?? ""));
      this.#start(
        `${texts.runtime}\n${script}`,
        good,
        lines.map((line) => line + texts.lines),
        listener,
      );
    }
    const live = this.#live as Live;
    live.listener = listener;
    live.until = until;
    return new Promise((resolve) => {
      live.finish = resolve;
      const { shown, charts, bundles = false } = options;
      const go: GoMessage = {
        kind: "go",
        until,
        shown,
        charts,
        bundles,
        lines: live.lines,
        runtime: texts.blob,
      };
      live.worker.postMessage(go);
    });
  }

  /** Ends whatever runs. */
  stop(): void {
    this.#turn += 1;
    const live = this.#live;
    this.#end();
    live?.finish({ cell: live.last + 1, stopped: true });
  }

  #end(): void {
    this.#live?.worker.terminate();
    this.#live = undefined;
  }

  #canGoOn(sources: readonly string[], until: number): boolean {
    const live = this.#live;
    if (!live || until <= live.last || until >= live.sources.length) return false;
    return live.sources.slice(0, until + 1).every((source, index) => source === sources[index]);
  }

  #start(script: string, sources: readonly string[], lines: number[], listener: RunListener): void {
    const worker = workerFrom(script);
    const live: Live = { worker, sources, lines, last: -1, until: -1, finish: () => {}, listener };
    this.#live = live;
    const fail = (cell: number, fault: RunFault): void => {
      if (this.#live === live) this.#end();
      live.finish({ cell, fault });
    };
    worker.onmessage = ({ data }) => {
      const message = data as RunMessage;
      if (this.#live !== live) return;
      if (message.kind === "begun") live.listener.begun?.(message.cell);
      if (message.kind === "outputs") live.listener.outputs(message.cell, message.items);
      if (message.kind === "failed") fail(message.cell, message.fault);
      if (message.kind === "done") {
        live.last = message.cell;
        live.listener.done?.(message.cell);
        if (message.cell !== live.until) return;
        live.finish({ cell: message.cell });
        live.finish = ({ fault: later }) => later && live.listener.failedLater?.(later);
      }
    };
    // The script as a whole was refused: it ran no cell.
    worker.onerror = (event) => {
      event.preventDefault();
      const place = placeOf(event.lineno, lines);
      fail(place?.cell ?? 0, { message: event.message || "the browser refuses to start a worker", place });
    };
  }

  #load(): Promise<{ runtime: string; lines: number; blob: Blob }> {
    this.#texts ??= (async () => {
      const there = OPTIONAL.filter((id) => document.getElementById(id));
      const texts = await Promise.all([...there, "runtime"].map(inertText));
      const runtime = texts.join("\n;");
      return { runtime, lines: runtime.split("\n").length, blob: new Blob([runtime]) };
    })();
    return this.#texts;
  }
}
