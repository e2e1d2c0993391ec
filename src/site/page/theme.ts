// The light and the dark theme: what the system prefers, until the reader presses the button.
import { media } from "./environment.js";
import { remember } from "./storage.js";
import { chosenTheme, type ThemeName } from "./theme-choice.js";

/** The theme in force, and a way to hear of its changes. */
export interface Theme {
  current(): ThemeName;
  onChange(listener: () => void): void;
}

const SYSTEM = media("(prefers-color-scheme: dark)");

/** Shows the button and keeps it true. */
export function startTheme(): Theme {
  const listeners: (() => void)[] = [];
  let chosen = chosenTheme();
  const current = (): ThemeName => chosen ?? (SYSTEM.matches ? "dark" : "light");
  const button = document.querySelector<HTMLButtonElement>(".theme");
  const apply = (): void => {
    if (chosen) document.documentElement.dataset.theme = chosen;
    button?.setAttribute("aria-pressed", String(current() === "dark"));
    for (const listener of listeners) listener();
  };
  button?.addEventListener("click", () => {
    chosen = current() === "dark" ? "light" : "dark";
    remember("theme", chosen);
    apply();
  });
  SYSTEM.onChange(apply);
  apply();
  if (button) button.hidden = false;
  return { current, onChange: (listener) => listeners.push(listener) };
}
