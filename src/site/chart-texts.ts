// Leaves out of a page what it can write itself: the texts of points that are nothing but their own values.
import { formatNumber } from "../charts/number.js";
import { type Json, list } from "./json.js";

/** Under this key a trace says with how many digits its texts are to be written, and which few are others. */
const KEY = "initlabTexts";

const DIGITS = [4, 3];

/** The values that a trace's texts may repeat: along the bars, or up. */
const valuesOf = (trace: Json): unknown[] => {
  const values = trace.type === "bar" && trace.orientation === "h" ? trace.x : trace.y;
  return Array.isArray(values) ? values : [];
};

const textsOf = (trace: Json, digits: number): string[] =>
  valuesOf(trace).map((value) => (typeof value === "number" ? formatNumber(value, digits) : ""));

/** A trace without the texts that `withTexts` can write again; those that rounded values would miss are kept. */
export function withoutTexts(trace: Json): Json {
  const { text, ...rest } = trace;
  if (!Array.isArray(text) || text.length === 0) return trace;
  for (const digits of DIGITS) {
    const own = textsOf(trace, digits);
    if (own.length !== text.length) continue;
    const others = text.map((word, i) => [i, word]).filter(([i, word]) => own[i as number] !== word);
    if (others.length <= text.length / 20) return { ...rest, [KEY]: { digits, others } };
  }
  return trace;
}

/** A trace with its texts again. */
export function withTexts(trace: Json): Json {
  const { [KEY]: how, ...rest } = trace;
  if (how === undefined) return trace;
  const { digits, others } = how as { digits: number; others: [number, string][] };
  const text = textsOf(trace, digits);
  for (const [i, word] of others) text[i] = word;
  return { ...rest, text };
}

/** Frames whose traces `change` has gone over. */
export const inFrames = (frames: Json[], change: (trace: Json) => Json): Json[] =>
  frames.map((frame) => ({ ...frame, data: list(frame.data).map(change) }));
