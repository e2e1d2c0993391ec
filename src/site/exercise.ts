// Writes an exercise as a form of native inputs that the page's script brings to life.
import { escapeHtml } from "./html.js";
import type { Exercise } from "./judge.js";
import { renderInline } from "./markdown.js";

/** The MIME type under which an exercise lies in a notebook. */
export const EXERCISE_MIME = "application/vnd.initlab.exercise+json";

/** The form of one exercise; without the script it asks the reader to write the answer down. */
export function exerciseForm(exercise: Exercise): string {
  const key = `answer-${exercise.id.replace(/[^\w-]/g, "-")}`;
  const { id, kind, expected, tolerance, choices } = exercise;
  const data = escapeHtml(JSON.stringify({ id, kind, expected, tolerance, choices }));
  return [
    `<form class="check" data-exercise="${data}" autocomplete="off">`,
    question(exercise, key),
    exercise.unit ? `<span class="unit">${renderInline(exercise.unit)}</span>` : "",
    kind === "code" ? "" : '<button type="button" class="button">Check</button>',
    `<p class="verdict" role="status" id="${key}-verdict"></p>`,
    exercise.because ? `<p class="because" hidden>${renderInline(exercise.because)}</p>` : "",
    '<p class="no-script">Without scripts this page cannot check: write your answer down, then open the answer.</p>',
    "</form>",
    exercise.hint ? fold("hint", "Hint", `<p>${renderInline(exercise.hint)}</p>`) : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** A folded part: a `details` element with `label` as its summary. */
export function fold(kind: string, label: string, html: string): string {
  return `<details class="fold ${kind}"><summary>${escapeHtml(label)}</summary>\n${html}\n</details>`;
}

function question(exercise: Exercise, key: string): string {
  const prompt = renderInline(exercise.prompt);
  if (exercise.kind === "choice") return choiceField(exercise, prompt, key);
  if (exercise.kind === "code") {
    return [
      `<p class="prompt">${prompt}</p>`,
      `<label class="option"><input type="checkbox" name="answer" value="done" aria-describedby="${key}-verdict">`,
      "<span>Built in the notebook, and its check passed</span></label>",
    ].join("");
  }
  const size = exercise.kind === "number" ? 14 : 28;
  return [
    `<label class="prompt" for="${key}">${prompt}</label>`,
    `<input id="${key}" name="answer" type="text" spellcheck="false" autocapitalize="off" size="${size}" aria-describedby="${key}-verdict">`,
  ].join("\n");
}

function choiceField({ choices = [] }: Exercise, prompt: string, key: string): string {
  const options = choices.map(
    (choice, index) =>
      `<label class="option"><input type="radio" name="answer" value="${index}"><span><span class="letter" translate="no">${String.fromCharCode(97 + index)}</span> ${renderInline(choice)}</span></label>`,
  );
  return `<fieldset aria-describedby="${key}-verdict"><legend class="prompt">${prompt}</legend>\n${options.join("\n")}\n</fieldset>`;
}
