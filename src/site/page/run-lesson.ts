// Runs the cells of a lesson for its reader: one run at a time, with its progress, outputs and faults on the page.
import type { OutputItem, RunFault } from "../runtime-messages.js";
import type { CellView } from "./run-cell.js";
import { faultElement } from "./run-fault.js";
import { type RunEnd, type RunListener, Session } from "./run-session.js";

/** The outputs of a run through all cells. */
export interface LessonRun {
  cells: { id: string; items: OutputItem[] }[];
  fault?: RunFault | undefined;
}

/** The lesson's code on the page; `views` may be filled after it is made. */
export class RunningLesson {
  readonly #session = new Session();
  readonly #views: readonly CellView[];
  #busy: CellView | undefined;
  #turn = 0;

  constructor(views: readonly CellView[]) {
    this.#views = views;
  }

  /** Ends what runs. */
  stop(): void {
    this.#session.stop();
  }

  /** Runs cell `index` with those above it; shows anew what it gives, and what changed cells above it give. */
  async run(index: number): Promise<void> {
    if (this.#busy) this.stop();
    const views = this.#views;
    const view = views[index];
    this.#busy = view;
    this.#turn += 1;
    const turn = this.#turn;
    const started = performance.now();
    for (const other of views) other.editor.mark(undefined);
    // A changed cell above that the worker has run before is not run, and shows what it showed.
    const shown = new Set([view]);
    view.outputs.begin();
    view.running(true);
    view.say("Running…");
    const end = await this.#begin(index, shown);
    // The reader began this cell anew before it was done.
    if (turn !== this.#turn && this.#busy === view) return;
    if (this.#busy === view) this.#busy = undefined;
    for (const other of shown) other.outputs.end(!end.stopped && !end.fault);
    view.running(false);
    view.say(end.stopped ? "Stopped." : end.fault ? "" : `Done in ${duration(performance.now() - started)}.`);
    if (end.fault) this.#showFault(end.fault, index);
    for (const other of shown) other.refresh();
  }

  /** Runs up to cell `index`; the cells that begin to show something are added to `shown`. */
  async #begin(index: number, shown: Set<CellView>): Promise<RunEnd> {
    const isShown = ({ editor }: CellView, cell: number): boolean =>
      cell === index || (cell < index && editor.code() !== editor.original);
    const numbers = this.#views.flatMap((view, cell) => (isShown(view, cell) ? [cell] : []));
    try {
      const sources = this.#views.map(({ editor }) => editor.code());
      const options = { shown: numbers, charts: lastChart() };
      const { begun, ...listener } = this.#listener(index);
      return await this.#session.run(sources, index, options, {
        ...listener,
        begun: (cell) => {
          begun(cell);
          if (cell === index || !numbers.includes(cell)) return;
          this.#views[cell].outputs.begin();
          shown.add(this.#views[cell]);
        },
      });
    } catch (error) {
      return { cell: index, fault: { message: (error as Error).message } };
    }
  }

  #listener(index: number): Required<Pick<RunListener, "begun" | "outputs" | "failedLater">> {
    const view = this.#views[index];
    return {
      begun: (cell) => {
        if (this.#busy !== view) return;
        view.say(cell < index ? `Running cell ${cell + 1} of the ${index + 1} up to here…` : "Running…");
      },
      outputs: (cell, items) => {
        this.#views[cell].outputs.add(items);
        for (const item of items) if (item.kind === "display" && item.solved) markSolved(item.solved);
      },
      failedLater: (fault) => {
        view.say("");
        this.#showFault(fault, index);
      },
    };
  }

  #showFault(fault: RunFault, index: number): void {
    const views = this.#views;
    views[index].outputs.fail(faultElement(fault, index, views));
    if (fault.place) views[fault.place.cell].editor.mark(fault.place.line);
  }

  /** Runs all cells in one worker and gives back what they displayed, as MIME bundles; nothing on the page changes. */
  async runAll(): Promise<LessonRun> {
    const cells = this.#views.map(({ id }) => ({ id, items: [] as OutputItem[] }));
    const sources = this.#views.map(({ editor }) => editor.code());
    const options = { shown: cells.map((_, index) => index), charts: lastChart(), bundles: true };
    const outputs: RunListener["outputs"] = (cell, items) => cells[cell].items.push(...items);
    const { fault } = await this.#session.run(sources, cells.length - 1, options, { outputs });
    return { cells, fault };
  }
}

/** The highest number that a chart of the page has. */
function lastChart(): number {
  const figures = [...document.querySelectorAll("figure.chart")];
  return Math.max(0, ...figures.map(({ id }) => Number(id.replace("chart-", "")) || 0));
}

/** An exercise in code that its check cell found right counts as done. */
function markSolved(id: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-exercise]")) {
    const box = form.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (!box || box.checked || JSON.parse(form.dataset.exercise ?? "{}").id !== id) continue;
    box.checked = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Seconds, with a decimal below ten. */
const duration = (ms: number): string =>
  `${ms < 9950 ? Math.max(0.1, ms / 1000).toFixed(1) : (ms / 1000).toFixed(0)} s`;
