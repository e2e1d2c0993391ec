// The native inputs of a live experiment: what they say becomes its state, and its state becomes what they show.
import type { Control, State } from "../../live/live.js";
import { positionOf, valueAt, valueText } from "../../live/state.js";

/** What the inputs tell the figure. */
export interface Listeners {
  changed(key: string, value: State[string]): void;
  acted(key: string, button: HTMLButtonElement): void;
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLButtonElement;

/** The inputs of a figure. */
export interface Controls {
  /** Brings every input to what the state says, and switches off those that do nothing now. */
  show(state: State, disabled: readonly string[]): void;
}

/** Switches the inputs of `figure` on and connects them. */
export function startControls(
  figure: HTMLElement,
  controls: readonly Control[],
  listeners: Listeners,
): Controls {
  const inputs = new Map<string, Input>();
  for (const control of controls) {
    const input = figure.querySelector<Input>(`[data-key="${control.key}"]`);
    if (!input) continue;
    inputs.set(control.key, input);
    input.disabled = input.dataset.off !== undefined;
    connect(input, control, listeners);
  }
  return {
    show(state, disabled) {
      for (const control of controls) {
        const input = inputs.get(control.key);
        if (!input) continue;
        // A button that runs stays on, so that it can be stopped and keeps the keyboard's place.
        const runs = input.dataset.running !== undefined;
        input.disabled = disabled.includes(control.key) && !runs;
        const value = state[control.key];
        if (value !== undefined) showValue(input, control, value);
      }
    },
  };
}

function connect(input: Input, control: Control, { changed, acted }: Listeners): void {
  if (input instanceof HTMLButtonElement) {
    input.addEventListener("click", () => acted(control.key, input));
    return;
  }
  input.addEventListener("input", () => {
    const value = inputValue(input, control);
    showValue(input, control, value);
    changed(control.key, value);
  });
}

function inputValue(input: HTMLInputElement | HTMLSelectElement, control: Control): State[string] {
  if (control.kind === "range") return valueAt(control, Number(input.value));
  if (control.kind === "toggle") return (input as HTMLInputElement).checked;
  return input.value;
}

function showValue(input: Input, control: Control, value: State[string]): void {
  if (control.kind === "toggle") (input as HTMLInputElement).checked = value === true;
  if (control.kind === "choice") input.value = String(value);
  if (control.kind !== "range") return;
  const text = valueText(control, Number(value));
  const position = String(positionOf(control, Number(value)));
  if (input.value !== position) input.value = position;
  input.setAttribute("aria-valuetext", text);
  const output = input.parentElement?.querySelector("output");
  if (output) output.textContent = text;
}
