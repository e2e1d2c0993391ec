// Remembers which exercises of a lesson were answered, and shows it in the lesson and on the front page.
import { hasTexts, recallEntries, remember } from "./storage.js";

/** What is kept of one exercise. */
export interface Answer {
  value: string;
  right: boolean;
}

/** The answers of one lesson by exercise id. */
export type Answers = Record<string, Answer>;

const key = (lesson: string): string => `lesson:${lesson}`;
const isAnswer = (value: unknown): value is Answer =>
  hasTexts(value, "value") && "right" in value && typeof value.right === "boolean";
const countRight = (answers: Answers): number => Object.values(answers).filter(({ right }) => right).length;

/** The answers given so far in `lesson`. */
export function recallAnswers(lesson: string): Answers {
  return recallEntries(key(lesson), isAnswer);
}

/** Keeps `answers` and shows their sum beside the table of contents. */
export function keepAnswers(lesson: string, answers: Answers): void {
  remember(key(lesson), answers);
  showProgress(answers);
}

/** Shows how many exercises of this page are done. */
export function showProgress(answers: Answers): void {
  const line = document.querySelector<HTMLElement>(".progress");
  if (!line) return;
  line.textContent = `Exercises: ${countRight(answers)} of ${line.dataset.total} right`;
  line.hidden = false;
}

/** Shows on the front page how far each lesson has come. */
export function showIndexProgress(): void {
  for (const line of document.querySelectorAll<HTMLElement>(".lesson-progress")) {
    const right = countRight(recallAnswers(line.dataset.lesson ?? ""));
    if (right === 0) continue;
    const all = right === Number(line.dataset.total);
    line.textContent = all ? " · all done" : ` · ${right} right so far`;
    line.classList.toggle("all-done", all);
  }
}
