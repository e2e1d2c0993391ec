// Collects what the running cell prints and displays, and sends it to the page in portions that cannot flood it.
import type { OutputItem, RunMessage } from "../runtime-messages.js";
import { displayItem } from "./render.js";

/** Milliseconds between two portions, and how many may go at once before that counts. */
const PAUSE = 100;
const AT_ONCE = 20;
/** The most that one cell may show. */
const MOST_TEXT = 300_000;
const MOST_DISPLAYS = 200;

interface Wanted {
  shown: ReadonlySet<number>;
  bundles: boolean;
}

let wanted: Wanted = { shown: new Set(), bundles: false };
let cell = 0;
let pending: OutputItem[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let [windowStart, sentInWindow] = [0, 0];
let [textSize, displays] = [0, 0];

/** Says which cells' outputs are wanted. */
export function wantOutputs(shown: readonly number[], bundles: boolean): void {
  wanted = { shown: new Set(shown), bundles };
}

/** What follows belongs to this cell. */
export function beginCell(index: number): void {
  cell = index;
  [textSize, displays] = [0, 0];
}

/** Text written to a stream. */
export function write(name: "stdout" | "stderr", text: string): void {
  if (!wanted.shown.has(cell) || textSize > MOST_TEXT) return;
  const room = MOST_TEXT - textSize;
  textSize += text.length;
  add({ kind: "text", name, text: text.slice(0, room) });
  if (textSize <= MOST_TEXT) return;
  add({ kind: "text", name: "stderr", text: "\n… the rest is left out: too much text\n" });
  // A loop that only prints comes to no other occasion.
  flush();
}

/** A MIME bundle, shown in place of the last one with the same slot. */
export function showBundle(
  bundle: Record<string, unknown>,
  slot?: { id: string; replace: boolean } | undefined,
): void {
  if (!wanted.shown.has(cell)) return;
  if (!slot?.replace && ++displays > MOST_DISPLAYS) {
    if (displays > MOST_DISPLAYS + 1) return;
    add({ kind: "text", name: "stderr", text: "… the rest is left out: too many outputs\n" });
    flush();
    return;
  }
  add({ ...displayItem(bundle, wanted.bundles), slot: slot?.id, replace: slot?.replace });
}

function add(item: OutputItem): void {
  const last = pending.at(-1);
  if (item.kind === "text" && last?.kind === "text" && last.name === item.name) last.text += item.text;
  else if (item.kind === "display" && last?.kind === "display" && item.replace && last.slot === item.slot)
    pending[pending.length - 1] = { ...item, replace: last.replace };
  else pending.push(item);
  const now = performance.now();
  if (now - windowStart > PAUSE) [windowStart, sentInWindow] = [now, 0];
  if (++sentInWindow <= AT_ONCE) flush();
  else timer ??= setTimeout(flush, PAUSE);
}

/** Sends what waits. */
export function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (pending.length === 0) return;
  const message: RunMessage = { kind: "outputs", cell, items: pending };
  pending = [];
  postMessage(message);
}
