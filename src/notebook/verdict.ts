/** What an exercise says about an answer, and the record of it that a page can turn into a live exercise. */

import { toPlain } from "../charts/figure.js";
import { refuse, text } from "../core/guard.js";
import { inlineHtml } from "./html.js";
import { type Bundle, display } from "./kernel.js";

/** What every exercise has. */
export interface ExerciseOptions {
  /** The question, in one sentence. */
  prompt: string;
  /** Shown with a wrong answer; must not give the answer away. */
  hint: string;
  /** Why the answer is right; shown with a right one. */
  because?: string | undefined;
}

/** The names of `ExerciseOptions`, for the options of each kind of exercise. */
export const exerciseOptions = { prompt: true, hint: true, because: true } as const;

/** Requires a number or a text as id, and the texts that every exercise has. */
export function requireExercise(name: string, id: unknown, options: ExerciseOptions): void {
  if (!(typeof id === "string" || Number.isFinite(id))) refuse(name, "id must be a number or a text", id);
  text(name, "prompt", options.prompt);
  text(name, "hint", options.hint);
  if (options.because !== undefined) text(name, "because", options.because);
}

/** The outcome: not answered, or right or wrong with something to say about it. */
export interface Verdict {
  answered: boolean;
  correct: boolean | null;
  /** Completes "Exercise 3: …". */
  remark: string;
}

/** An answer that is missing; `how` says what to write. */
export function unanswered(how: string): Verdict {
  return {
    answered: false,
    correct: null,
    remark: `not answered yet. ${how}, then run this cell again (Shift+Enter).`,
  };
}

/** A wrong answer; the hint follows the remark. */
export function wrong(remark: string): Verdict {
  return { answered: true, correct: false, remark };
}

/** A right answer. */
export const right: Verdict = { answered: true, correct: true, remark: "right." };

const marks = new Map<boolean | null, string>([
  [true, "✓"],
  [false, "✗"],
  [null, "○"],
]);

/** The forms of a verdict: a message as text and HTML, and the exercise as data. */
export function verdictBundle(
  id: string | number,
  verdict: Verdict,
  options: ExerciseOptions,
  record: Record<string, unknown>,
): Bundle {
  const { prompt, hint, because } = options;
  const { answered, correct, remark } = verdict;
  const parts = [/[.!?"]$/.test(remark) ? remark : `${remark}.`];
  if (correct === false) parts.push(`Hint: ${hint}`);
  if (correct === true && because !== undefined) parts.push(because);
  const name = `${marks.get(correct)} Exercise ${id}`;
  const message = parts.join(" ");
  return {
    "application/vnd.initlab.exercise+json": toPlain(
      { id: String(id), prompt, ...record, hint, because, answered, correct },
      15,
    ),
    "text/html": `<p><strong>${inlineHtml(name)}</strong>: ${inlineHtml(message)}</p>`,
    "text/plain": `${name}: ${message}`,
  };
}

/** Shows a verdict. */
export function showVerdict(...parts: Parameters<typeof verdictBundle>): void {
  display(verdictBundle(...parts));
}
