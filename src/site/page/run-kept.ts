// Keeps what a reader has changed in a lesson's code, so that it is there again when the page is opened again.
import type { CellView } from "./run-cell.js";
import { recall, remember } from "./storage.js";

/** By cell: what the lesson had, and what stands there now. */
type Changes = Record<string, { from: string; to: string }>;

const key = (lesson: string): string => `code:${lesson}`;

/** Remembers the changed cells. */
export function keepChanges(lesson: string, views: readonly CellView[]): void {
  const changed = views.filter(({ editor }) => editor.code() !== editor.original);
  const entries = changed.map(({ id, editor }) => [id, { from: editor.original, to: editor.code() }]);
  remember(key(lesson), Object.fromEntries(entries));
}

/** Writes the changes of before into the cells; one whose cell the lesson has changed since is forgotten. */
export function restoreChanges(lesson: string, views: readonly CellView[]): void {
  const changes = recall<Changes>(key(lesson)) ?? {};
  for (const view of views) {
    const change = changes[view.id];
    if (change?.from !== view.editor.original) continue;
    view.editor.set(change.to);
    view.say("Your change of before; run it to see what it gives.");
    view.refresh();
  }
}
