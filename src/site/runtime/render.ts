// Writes a MIME bundle as the HTML that the exporter would have written for it.
import { EXERCISE_MIME } from "../exercise.js";
import { LIVE_MIME } from "../live.js";
import { outputHtml } from "../outputs.js";
import type { OutputItem } from "../runtime-messages.js";
import { markAsIs } from "../translation.js";

const counts = { charts: 0, exercises: [] as string[], lives: [] as string[] };

/** Live experiments of runs are numbered from here, since those of the lesson have the small numbers. */
let lives = 100;
const state = { headings: [], ids: new Set<string>(), lessons: new Map<string, Set<string>>() };

/** Charts are numbered from here, so that no two of the page have the same name. */
export function countChartsFrom(last: number): void {
  counts.charts = Math.max(counts.charts, last);
}

type Display = Extract<OutputItem, { kind: "display" }>;

/** The bundle as an item of output; an exercise shows its verdict, since the question stands on the page already. */
export function displayItem(bundle: Record<string, unknown>, keepBundle: boolean): Display {
  const { [EXERCISE_MIME]: exercise, ...data } = bundle;
  const { id, kind, correct } = (exercise ?? {}) as { id?: string; kind?: string; correct?: boolean };
  return {
    kind: "display",
    html: markAsIs(htmlOf(data)),
    ...(kind === "code" && correct === true ? { solved: String(id) } : {}),
    ...(keepBundle ? { bundle: JSON.parse(JSON.stringify(bundle)) as Record<string, unknown> } : {}),
  };
}

/** What cannot be shown richly, TeX with a mistake say, is shown as text with the reason. */
function htmlOf(data: Record<string, unknown>): string {
  const write = (content: Record<string, unknown>): string =>
    outputHtml({ kind: "display", data: content }, state, counts);
  const { id } = (data[LIVE_MIME] ?? {}) as { id?: string };
  if (id !== undefined) counts.lives = new Array<string>(lives++).fill(id);
  try {
    return write(data);
  } catch (error) {
    return write({ "text/plain": `${data["text/plain"]}\n(${(error as Error).message})` });
  }
}
