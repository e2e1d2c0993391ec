// Makes the forms of a lesson answer: press Check and read the verdict.
import { type Exercise, judge, type Verdict } from "../judge.js";
import { answerForm } from "./forms.js";
import { type Answers, keepAnswers, recallAnswers, showProgress } from "./progress.js";

/** Connects every exercise form of the page and restores what was answered before. */
export function startExercises(): void {
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-exercise]")];
  const lesson = document.querySelector<HTMLElement>("main[data-lesson]")?.dataset.lesson;
  if (forms.length === 0 || lesson === undefined) return;
  const answers = recallAnswers(lesson);
  for (const form of forms) startForm(form, lesson, answers);
  showProgress(answers);
}

function startForm(form: HTMLFormElement, lesson: string, answers: Answers): void {
  const exercise = JSON.parse(form.dataset.exercise ?? "{}") as Exercise;
  const before = answers[exercise.id];
  if (before) {
    fill(form, before.value);
    if (before.right) show(form, exercise, { outcome: "right", message: doneMessage(exercise) });
  }
  const decide = (): void => {
    const value = String(new FormData(form).get("answer") ?? "");
    const verdict = exercise.kind === "code" ? selfVerdict(value) : judge(exercise, value);
    show(form, exercise, verdict);
    if (verdict.outcome !== "unreadable") {
      // What another window of the lesson has noted in the meantime stays.
      Object.assign(answers, recallAnswers(lesson));
      answers[exercise.id] = { value, right: verdict.outcome === "right" };
      keepAnswers(lesson, answers);
    }
  };
  answerForm(form, decide);
  form.addEventListener("input", () => (exercise.kind === "code" ? decide() : clear(form)));
}

const doneMessage = (exercise: Exercise): string =>
  exercise.kind === "code" ? "Noted: done." : "Yes, that holds.";

/** An exercise in code is checked by the notebook; here the reader notes that it passed. */
function selfVerdict(value: string): Verdict {
  return value === "done"
    ? { outcome: "right", message: "Noted: done." }
    : { outcome: "wrong", message: "Noted: not done yet." };
}

function fill(form: HTMLFormElement, value: string): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("input[name=answer]")) {
    if (input.type === "text") input.value = value;
    else input.checked = input.value === value;
  }
}

function show(form: HTMLFormElement, exercise: Exercise, { outcome, message }: Verdict): void {
  form.dataset.outcome = outcome;
  const line = form.querySelector<HTMLElement>(".verdict");
  if (line) line.textContent = message;
  showReason(form, outcome === "right");
  if (exercise.kind === "number" || exercise.kind === "text")
    form.querySelector("input")?.setAttribute("aria-invalid", String(outcome !== "right"));
}

/** A changed answer has no verdict yet. */
function clear(form: HTMLFormElement): void {
  delete form.dataset.outcome;
  form.querySelector("input")?.removeAttribute("aria-invalid");
  const line = form.querySelector<HTMLElement>(".verdict");
  if (line) line.textContent = "";
  showReason(form, false);
}

/** Why the answer is right, for those who found it. */
function showReason(form: HTMLFormElement, right: boolean): void {
  const reason = form.querySelector<HTMLElement>(".because");
  if (reason) reason.hidden = !right;
}
