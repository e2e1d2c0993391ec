// An exercise on paper: with room for the student, with the answer for the leader.
import { BLANK, emptyBox, ruledLines, TICK } from "./handout-room.js";
import { escapeHtml } from "./html.js";
import type { Exercise } from "./judge.js";
import { renderInline } from "./markdown.js";

/** The question of an exercise with room to answer it. */
export function studentExercise(exercise: Exercise, derive: boolean): string {
  const prompt = renderInline(exercise.prompt);
  if (exercise.kind === "choice") return `${question(prompt, options(exercise))}${ruledLines("because", 2)}`;
  if (exercise.kind === "code") return `${question(prompt, "")}${emptyBox("my code", 42)}`;
  const working = derive ? emptyBox("my working", 38) : ruledLines("my working", 3);
  const unit = exercise.unit ? ` ${renderInline(exercise.unit)}` : "";
  return `${question(prompt, "")}${working}<p class="answer-line">My answer: ${BLANK}${unit}</p>`;
}

/** The question with what is accepted as an answer, the hint, and why it is so. */
export function leaderExercise(exercise: Exercise): string {
  const prompt = renderInline(exercise.prompt);
  const choices = exercise.kind === "choice" ? options(exercise) : "";
  const rest = [
    accepted(exercise),
    exercise.because ? `<strong>Because:</strong> ${renderInline(exercise.because)}` : "",
    exercise.hint ? `<strong>Hint:</strong> ${renderInline(exercise.hint)}` : "",
  ].filter((text) => text !== "");
  return `${question(prompt, choices)}${rest.map((text) => `<p class="key">${text}</p>`).join("\n")}`;
}

const question = (prompt: string, choices: string): string => `<p class="prompt">${prompt}</p>${choices}`;

const letter = (index: number): string => String.fromCharCode(97 + index);

function options({ choices = [] }: Exercise): string {
  const items = choices.map(
    (choice, index) =>
      `<li>${TICK} <span class="letter" translate="no">${letter(index)}</span> ${renderInline(choice)}</li>`,
  );
  return `<ul class="choices">${items.join("")}</ul>`;
}

function accepted({ kind, expected, tolerance, unit }: Exercise): string {
  if (kind === "code") return "";
  const value = typeof expected === "number" ? Number(expected.toPrecision(4)).toString() : String(expected);
  const slack =
    tolerance === undefined || tolerance === 0
      ? ""
      : typeof tolerance === "number"
        ? ` ± ${tolerance}`
        : ` ± ${Number((100 * tolerance.relative).toPrecision(2))} %`;
  const text = `${value}${kind === "number" ? slack : ""}`.replace(/-/g, "−").replace(/e\+?/, "e");
  return `<strong>Accepted:</strong> ${escapeHtml(text)}${unit ? ` ${renderInline(unit)}` : ""}`;
}

/**
 * What a student needs of a check cell's code: for an exercise in code, the lines before the check itself;
 * of any other check nothing, for the code computes the answer.
 */
export function contextCode(source: string, exercise: Exercise | undefined): string {
  if (exercise?.kind !== "code") return "";
  const lines = source.split("\n");
  const check = lines.findIndex((line) => /^check[A-Z]\w*\(/.test(line));
  return lines
    .slice(0, check < 0 ? lines.length : check)
    .join("\n")
    .trim();
}
