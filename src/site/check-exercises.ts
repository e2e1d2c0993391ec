// Answers the exercises of a page in a browser, as a reader would.
import type { Frame, Page } from "playwright-core";
import { allowance, type Exercise, rightChoice } from "./judge.js";

/** Answers every exercise, first wrongly by its button, then rightly by the key Enter, and reads the verdicts. */
export async function exerciseProblems(page: Page | Frame): Promise<string[]> {
  const problems: string[] = [];
  const forms = page.locator("form[data-exercise]");
  for (let index = 0; index < (await forms.count()); index += 1) {
    const form = forms.nth(index);
    const exercise = JSON.parse((await form.getAttribute("data-exercise")) ?? "{}") as Exercise;
    if (exercise.kind === "code") {
      await form.locator("input").check();
      if ((await form.getAttribute("data-outcome")) !== "right")
        problems.push(`exercise ${exercise.id}: cannot be marked as done`);
      continue;
    }
    const right = answers(exercise);
    for (const [expected, answer] of [
      ["wrong", right.wrong],
      ["right", right.right],
    ]) {
      if (exercise.kind === "choice") await form.locator(`input[value="${answer}"]`).check();
      else await form.locator("input").fill(answer);
      if (expected === "wrong") await form.getByRole("button", { name: "Check" }).click();
      else await form.locator("input").first().press("Enter");
      const outcome = await form.getAttribute("data-outcome");
      const verdict = (await form.locator(".verdict").textContent()) ?? "";
      if (outcome !== expected || verdict === "")
        problems.push(`exercise ${exercise.id}: the ${expected} answer ${answer} is judged ${outcome}`);
    }
  }
  return problems;
}

function answers(exercise: Exercise): { right: string; wrong: string } {
  const { kind, expected, choices = [] } = exercise;
  if (kind === "number") {
    const away = 1 + 3 * allowance(exercise) + Math.abs(Number(expected));
    return { right: String(expected), wrong: String(Number(expected) + away) };
  }
  if (kind === "choice") {
    const right = rightChoice(exercise);
    return { right: String(right), wrong: String((right + 1) % Math.max(choices.length, 1)) };
  }
  return { right: String(Array.isArray(expected) ? expected[0] : expected), wrong: "surely not this" };
}
