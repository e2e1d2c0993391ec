// The code of a lesson runs in its page: every cell can be changed and run, together with the cells above it.
import type { OutputItem, RunFault } from "../runtime-messages.js";
import type { Charts } from "./charts.js";
import { type CellView, cellView } from "./run-cell.js";
import { faultElement } from "./run-fault.js";
import { type RunEnd, Session } from "./run-session.js";
import { startScrollers } from "./scrollers.js";
import { recall, remember } from "./storage.js";

/** What a reader has changed: by cell, what the lesson had and what stands there now. */
type Changes = Record<string, { from: string; to: string }>;

/** The code of cells, with the outputs of a run through all of them. */
export interface LessonRun {
  cells: { id: string; items: OutputItem[] }[];
  fault?: RunFault | undefined;
}

/** Every code cell of the lesson, in order, with the element that shows its code. */
function codeCells(): [cell: HTMLElement, pre: HTMLElement][] {
  return [...document.querySelectorAll<HTMLElement>("main .cell.code")].flatMap((cell) => {
    const pre = [...cell.querySelectorAll<HTMLElement>("pre.code")].find(
      (block) => !block.closest(".outputs"),
    );
    return pre ? [[cell, pre] as [HTMLElement, HTMLElement]] : [];
  });
}

/** Puts buttons to every code cell, if the page carries what runs them. */
export function startRunning(charts: Charts): void {
  const cells = codeCells();
  if (cells.length === 0 || !document.getElementById("runtime") || typeof Worker !== "function") return;
  const lesson = document.querySelector<HTMLElement>("main[data-lesson]")?.dataset.lesson ?? "";
  const session = new Session();
  let busy: CellView | undefined;
  let turns = 0;
  const keep = (): void => {
    const changes: Changes = {};
    for (const { id, editor } of views)
      if (editor.code() !== editor.original) changes[id] = { from: editor.original, to: editor.code() };
    remember(`code:${lesson}`, changes);
  };
  const arrivals = {
    arrived(area: HTMLElement): void {
      startScrollers(area);
      charts.add(area);
      document.dispatchEvent(new CustomEvent("outputs-arrived", { detail: area }));
    },
    leaving: (area: HTMLElement): void => charts.remove(area),
  };
  const views: CellView[] = cells.map(([cell, pre], index) =>
    cellView(
      cell,
      pre,
      index + 1,
      {
        run: () => void run(index),
        stop: () => session.stop(),
        changed: keep,
      },
      arrivals,
    ),
  );
  const sources = (): string[] => views.map(({ editor }) => editor.code());

  async function run(index: number): Promise<void> {
    if (busy) session.stop();
    const view = views[index];
    busy = view;
    turns += 1;
    const turn = turns;
    const shown = views.flatMap((other, i) =>
      i === index || (i < index && other.editor.code() !== other.editor.original) ? [i] : [],
    );
    const started = performance.now();
    for (const other of views) other.editor.mark(undefined);
    for (const i of shown) views[i].outputs.begin();
    view.running(true);
    view.say("Running…");
    const listener = {
      begun: (cell: number): void => {
        if (busy === view && cell < index)
          view.say(`Running cell ${cell + 1} of the ${index + 1} up to here…`);
        else if (busy === view) view.say("Running…");
      },
      outputs(cell: number, items: OutputItem[]): void {
        views[cell].outputs.add(items);
        for (const item of items) if (item.kind === "display" && item.solved) markSolved(item.solved);
      },
    };
    let end: RunEnd;
    try {
      end = await session.run(sources(), index, { shown, charts: lastChart() }, listener);
    } catch (error) {
      end = { cell: index, fault: { message: (error as Error).message } };
    }
    // The reader began this cell anew before it was done.
    if (turn !== turns && busy === view) return;
    for (const i of shown) views[i].outputs.end(!end.stopped && !end.fault);
    view.running(false);
    if (busy === view) busy = undefined;
    view.say(end.stopped ? "Stopped." : end.fault ? "" : `Done in ${duration(performance.now() - started)}.`);
    if (end.fault) {
      view.outputs.fail(faultElement(end.fault, index, views));
      const { place = { cell: end.cell, line: undefined } } = end.fault;
      views[place.cell].editor.mark(place.line);
    }
    for (const i of shown) views[i].refresh();
  }

  const before = recall<Changes>(`code:${lesson}`) ?? {};
  for (const view of views) {
    const change = before[view.id];
    if (change?.from !== view.editor.original) continue;
    view.editor.set(change.to);
    view.say("Your change of before; run it to see what it gives.");
    view.refresh();
  }
  addKeysHint();
  inviteAnswers();
  Object.assign(globalThis, { runLesson: () => runLesson(session, views) });
}

/** Runs all cells in one worker and gives back what they displayed, as MIME bundles; nothing on the page changes. */
async function runLesson(session: Session, views: readonly CellView[]): Promise<LessonRun> {
  const cells = views.map(({ id }) => ({ id, items: [] as OutputItem[] }));
  const options = { shown: views.map((_, index) => index), charts: lastChart(), bundles: true };
  const end = await session.run(
    views.map(({ editor }) => editor.code()),
    views.length - 1,
    options,
    { outputs: (cell, items) => cells[cell].items.push(...items) },
  );
  return { cells, fault: end.fault };
}

/** The highest number that a chart of the page has. */
const lastChart = (): number =>
  Math.max(
    0,
    ...[...document.querySelectorAll("figure.chart")].map(({ id }) => Number(id.replace("chart-", "")) || 0),
  );

/** An exercise in code that its check cell found right counts as done. */
function markSolved(id: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-exercise]")) {
    const box = form.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (!box || box.checked || JSON.parse(form.dataset.exercise ?? "{}").id !== id) continue;
    box.checked = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const duration = (ms: number): string =>
  ms < 950 ? `${Math.max(0.1, ms / 1000).toFixed(1)} s` : `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

/** What a screen reader says of the keys when a field has the focus. */
function addKeysHint(): void {
  const hint = document.createElement("p");
  hint.id = "run-keys";
  hint.hidden = true;
  hint.textContent = "Ctrl+Enter runs the cell. Tab indents; press Escape first, and Tab leaves the field.";
  document.body.append(hint);
}

/** Where code runs, the checks of exercises do too: their folds and boxes say so. */
function inviteAnswers(): void {
  for (const summary of document.querySelectorAll(".check-code > summary"))
    summary.textContent = "The check: write your answer into it and run it";
  for (const words of document.querySelectorAll("form[data-exercise] input[type=checkbox] + span"))
    words.textContent = "Built, and its check passed (a check that you run here ticks this box)";
}
