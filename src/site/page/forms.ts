// Forms that answer on their own page: in a frame that may not submit forms no event of a submission ever comes.

/** Calls `answer` when the form's button is pressed, or Enter in one of its inputs. Nothing is submitted. */
export function answerForm(form: HTMLFormElement, answer: () => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  for (const button of form.querySelectorAll("button")) button.addEventListener("click", answer);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    // else the browser would go on to submit the form, and say in the console that it must not
    event.preventDefault();
    answer();
  });
}
