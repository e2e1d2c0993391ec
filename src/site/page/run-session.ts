// Runs the cells of a lesson in a worker that is made from the page's inert texts when it is first needed.
import type { BrokeMessage, GoMessage, OutputItem, RunFault, RunMessage } from "../runtime-messages.js";
import { placeOf } from "../runtime-places.js";
import { type LessonProgram, lessonProgram } from "../runtime-program.js";
import { inertText, NO_WORKER, workerFrom } from "./inert.js";
import { Compiler } from "./run-compiler.js";
import { Members } from "./run-members.js";

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
  members: Members;
  sources: readonly string[];
  lines: number[];
  /** The last cell that is done, and the last that was asked for. */
  last: number;
  until: number;
  finish: (end: RunEnd) => void;
  listener: RunListener;
}

const OPTIONAL = ["runtime-data", "runtime-mathjs", "runtime-katex"];

/** What every worker runs, and how many lines it has. */
interface Runtime {
  script: string;
  lines: number;
}

/** One worker at a time: it stays after a run, so that a later cell can go on from there. */
export class Session {
  #runtime: Promise<Runtime> | undefined;
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
    const [runtime, cells] = await Promise.all([this.#load(), this.#compiler.compile(sources)]);
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
      this.#start(runtime, lessonProgram(cells.slice(0, good.length).map(({ code }) => code ?? "")), good);
    }
    const live = this.#live as Live;
    live.listener = listener;
    live.until = until;
    return new Promise((resolve) => {
      live.finish = resolve;
      const { shown, charts, bundles = false } = options;
      const go: GoMessage = { kind: "go", until, shown, charts, bundles, lines: live.lines };
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
    this.#live?.members.end();
    this.#live = undefined;
  }

  #canGoOn(sources: readonly string[], until: number): boolean {
    const live = this.#live;
    if (!live || until <= live.last || until >= live.sources.length) return false;
    return live.sources.slice(0, until + 1).every((source, index) => source === sources[index]);
  }

  #start(runtime: Runtime, program: LessonProgram, sources: readonly string[]): void {
    const worker = workerFrom(`${runtime.script}\n${program.script}`);
    const members = new Members(runtime.script, (member, message) => {
      worker.postMessage({ kind: "broke", member, message } satisfies BrokeMessage);
    });
    const lines = program.lines.map((line) => line + runtime.lines);
    const nobody = { finish: () => {}, listener: { outputs: () => {} } };
    const live: Live = { worker, members, sources, lines, last: -1, until: -1, ...nobody };
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
      if (message.kind === "hire") members.hire(message.member, message.port);
      if (message.kind === "dismiss") members.dismiss(message.member);
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
      fail(place?.cell ?? 0, { message: event.message || NO_WORKER, place });
    };
  }

  #load(): Promise<Runtime> {
    this.#runtime ??= (async () => {
      const there = OPTIONAL.filter((id) => document.getElementById(id));
      const texts = await Promise.all([...there, "runtime"].map(inertText));
      const script = texts.join("\n;");
      return { script, lines: script.split("\n").length };
    })();
    return this.#runtime;
  }
}
