// The two buttons that every live experiment has: Reset and Copy link.
import { linkTo } from "./address.js";
import { copyText } from "./copying.js";
import { answerForm } from "./forms.js";

/** What the buttons ask for: `keep` puts the setting into the address and returns what it put there. */
export interface ButtonWishes {
  reset(): void;
  keep(): string;
}

/** Makes the buttons of a figure work; a page that has no address has no link. */
export function startButtons(figure: HTMLElement, { reset, keep }: ButtonWishes): void {
  const button = (name: string): HTMLButtonElement =>
    figure.querySelector<HTMLButtonElement>(`[data-do="${name}"]`) as HTMLButtonElement;
  button("reset").disabled = false;
  button("reset").addEventListener("click", reset);
  const copy = button("copy");
  copy.hidden = linkTo("") === undefined;
  const say = (text: string): void => {
    (figure.querySelector(".live-status") as HTMLElement).textContent = text;
    copy.textContent = text;
    setTimeout(() => {
      copy.textContent = "Copy link";
    }, 2000);
  };
  copy.addEventListener("click", async () => {
    const hash = keep();
    if (await copyText(linkTo(hash) ?? "")) say("Link copied");
    else if (parent === self && location.hash === hash) say("The link is in the address bar");
    else say("Nothing can be copied here");
  });
  const form = figure.querySelector("form");
  if (form) answerForm(form, () => {});
}
