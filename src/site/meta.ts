// What the course knows of a lesson before writing it: title, question, times, in the order of the files' names.
import { EXERCISE_MIME } from "./exercise.js";
import { plainText } from "./html.js";
import { firstTitle, renderInline } from "./markdown.js";
import type { Notebook } from "./notebook.js";

/** A lesson as the index and its neighbours see it. */
export interface Lesson {
  name: string;
  title: string;
  titleHtml: string;
  /** The question that it answers; its title if it names none. */
  question: string;
  /** The question as HTML; empty if the title is the question. */
  questionHtml: string;
  /** Minutes with the exercises, if the notebook says so. */
  minutes: string | undefined;
  readingMinutes: number;
  exercises: number;
  notebook: Notebook;
}

const WORDS_PER_MINUTE = 200;

/** The lessons of `notebooks`, sorted by name. */
export function lessonsOf(notebooks: Notebook[]): Lesson[] {
  return [...notebooks].sort((a, b) => (a.name < b.name ? -1 : 1)).map(lessonOf);
}

function lessonOf(notebook: Notebook): Lesson {
  const opening = notebook.cells.find((cell) => cell.type === "markdown")?.source ?? "";
  const source = firstTitle(opening) ?? notebook.name.replace(/^\d+-/, "").replace(/-/g, " ");
  const { question, minutes } = (notebook.metadata.initlab ?? {}) as {
    question?: unknown;
    minutes?: unknown;
  };
  const title = source.replace(/[$`*]/g, "");
  return {
    name: notebook.name,
    title,
    titleHtml: inline(source, notebook.name),
    question: typeof question === "string" ? question : title,
    questionHtml: typeof question === "string" ? inline(question, notebook.name) : "",
    minutes: typeof minutes === "number" ? String(minutes) : minutesIn(opening),
    readingMinutes: readingMinutes(notebook),
    exercises: exercisesIn(notebook),
    notebook,
  };
}

function inline(source: string, name: string): string {
  try {
    return renderInline(source);
  } catch (error) {
    throw new Error(`exportLessons: ${name}, its title or question: ${(error as Error).message}`);
  }
}

/** The two digits that a lesson's name begins with, `05` of `05-xavier`; undefined if there are none. */
export const lessonNumber = (name: string): string | undefined => /^\d\d(?=-)/.exec(name)?.[0];

/** The lesson's minutes as a number (of a span, its end); undefined if it gives none. */
export function lessonMinutes({ minutes }: Lesson): number | undefined {
  const last = minutes?.split("–").at(-1);
  return last === undefined ? undefined : Number(last);
}

/** The time estimate in a lesson's opening, such as "about 40 minutes" or "30 to 45 min". */
function minutesIn(text: string): string | undefined {
  const found = /(\d+)(?:\s*(?:to|–|-)\s*(\d+))?\s*min(?:utes?)?\b/i.exec(text);
  return found ? (found[2] ? `${found[1]}–${found[2]}` : found[1]) : undefined;
}

/** The time to read the text, at 200 words a minute, at least 1; code is read while it is run. */
function readingMinutes(notebook: Notebook): number {
  const words = notebook.cells
    .filter((cell) => cell.type === "markdown" && !cell.tags.includes("answer"))
    .reduce((sum, cell) => sum + plainText(cell.source).split(/\s+/).filter(Boolean).length, 0);
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE));
}

function exercisesIn(notebook: Notebook): number {
  const outputs = notebook.cells.flatMap((cell) => cell.outputs);
  return outputs.filter((output) => output.kind === "display" && EXERCISE_MIME in output.data).length;
}
