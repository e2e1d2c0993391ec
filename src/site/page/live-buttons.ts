// The two buttons that every live experiment has, Reset and Copy link, and the address that the link is.

/** What the buttons ask for: `keep` puts the setting into the address. */
export interface ButtonWishes {
  reset(): void;
  keep(): void;
}

/** Makes the buttons of a figure work; where the browser has no clipboard, nothing can be copied. */
export function startButtons(figure: HTMLElement, { reset, keep }: ButtonWishes): void {
  const button = (name: string): HTMLButtonElement =>
    figure.querySelector<HTMLButtonElement>(`[data-do="${name}"]`) as HTMLButtonElement;
  button("reset").disabled = false;
  button("reset").addEventListener("click", reset);
  const copy = button("copy");
  copy.hidden = !navigator.clipboard;
  const say = (text: string): void => {
    (figure.querySelector(".live-status") as HTMLElement).textContent = text;
    copy.textContent = text;
    setTimeout(() => {
      copy.textContent = "Copy link";
    }, 2000);
  };
  copy.addEventListener("click", () => {
    keep();
    navigator.clipboard.writeText(location.href).then(
      () => say("Link copied"),
      () => say("The link is in the address bar"),
    );
  });
  figure.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
}

/** Makes `hash` the end of the page's address, without a step for the Back button. */
export function putInAddress(hash: string): void {
  try {
    history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
  } catch {
    // Some browsers do not let a file change its address: then the setting is not in it.
  }
}
