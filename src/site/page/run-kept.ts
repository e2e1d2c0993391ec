// Keeps what a reader has changed in a lesson's code, so that it is there again when the page is opened again.
import type { CellView } from "./run-cell.js";
import { hasTexts, recallEntries, remember } from "./storage.js";

/** By cell: what the lesson had, and what stands there now. */
type Changes = Record<string, { from: string; to: string }>;

const recallChanges = (lesson: string): Changes =>
  recallEntries(key(lesson), (value) => hasTexts(value, "from", "to"));

const key = (lesson: string): string => `code:${lesson}`;

/** Remembers what the cell holds now. What another window of the lesson has kept of other cells stays. */
export function keepChange(lesson: string, { id, editor }: CellView): void {
  const { [id]: _, ...changes } = recallChanges(lesson);
  const [from, to] = [editor.original, editor.code()];
  remember(key(lesson), from === to ? changes : { ...changes, [id]: { from, to } });
}

/** Writes the changes of before into the cells; one whose cell the lesson has changed since is not used. */
export function restoreChanges(lesson: string, views: readonly CellView[]): void {
  const changes = recallChanges(lesson);
  for (const view of views) {
    const change = changes[view.id];
    if (change?.from !== view.editor.original) continue;
    view.editor.set(change.to);
    view.say("Your change of before; run it to see what it gives.");
    view.refresh();
  }
}
