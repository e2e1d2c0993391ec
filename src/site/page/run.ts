// The code of a lesson runs in its page: every cell can be changed and run, together with the cells above it.
import type { Charts } from "./charts.js";
import { type CellView, cellView } from "./run-cell.js";
import { keepChange, restoreChanges } from "./run-kept.js";
import { RunningLesson } from "./run-lesson.js";
import type { Arrivals } from "./run-outputs.js";
import { startScrollers } from "./scrollers.js";

/** Every code cell of the lesson, in order, with the element that shows its code. */
function codeCells(): [cell: HTMLElement, pre: HTMLElement][] {
  return [...document.querySelectorAll<HTMLElement>("main .cell.code")].flatMap((cell) => {
    const blocks = [...cell.querySelectorAll<HTMLElement>("pre.code")];
    const pre = blocks.find((block) => !block.closest(".outputs"));
    return pre ? [[cell, pre] as [HTMLElement, HTMLElement]] : [];
  });
}

/** Puts buttons to every code cell, if the page carries what runs them; `runLesson()` runs them all. */
export function startRunning(charts: Charts): void {
  const cells = codeCells();
  const able =
    document.getElementById("runtime") && "DecompressionStream" in globalThis && "Worker" in globalThis;
  if (cells.length === 0 || !able) return;
  const name = document.querySelector<HTMLElement>("main[data-lesson]")?.dataset.lesson ?? "";
  const views: CellView[] = [];
  const lesson = new RunningLesson(views);
  const arrivals = arrivalsOn(charts);
  cells.forEach(([cell, pre], index) => {
    const wishes = {
      run: () => void lesson.run(index),
      stop: () => lesson.stop(),
      changed: () => keepChange(name, views[index]),
    };
    views.push(cellView(cell, pre, index + 1, wishes, arrivals));
  });
  restoreChanges(name, views);
  addKeysHint();
  inviteAnswers();
  Object.assign(globalThis, { runLesson: () => lesson.runAll() });
}

/** Charts, and whatever scrolls or listens, come to life in new outputs as they do in printed ones. */
function arrivalsOn(charts: Charts): Arrivals {
  return {
    arrived(area) {
      startScrollers(area);
      charts.add(area);
      document.dispatchEvent(new CustomEvent("outputs-arrived", { detail: area }));
    },
    leaving: (area) => charts.remove(area),
  };
}

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
