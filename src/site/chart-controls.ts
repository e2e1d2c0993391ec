// Turns the sliders and menus of a Plotly layout into a description from which native inputs are made.
import { type Json, list, object } from "./json.js";

/** One position of a control: what it is called and which Plotly function it calls with which arguments. */
export interface Step {
  label: string;
  method: string;
  args: unknown[];
}

/** One native control: a range input, a row of buttons, or a list to choose from. */
export interface Control {
  kind: "slider" | "buttons" | "select";
  label: string;
  active: number;
  steps: Step[];
}

/** The controls of a figure; frames that no slider leads to get a slider of their own. */
export function chartControls(layout: Json, frames: Json[] = []): Control[] {
  const controls: Control[] = [
    ...list(layout.updatemenus).map(menu),
    ...list(layout.sliders).map((slider) => ({
      kind: "slider" as const,
      label: sliderLabel(slider),
      active: Number(slider.active ?? 0),
      steps: list(slider.steps).map(step),
    })),
  ].filter((control) => control.steps.length > 0);
  if (frames.length > 0 && !controls.some((control) => control.kind === "slider")) {
    const steps = frames.map(({ name }, index) => ({
      label: String(name ?? index + 1),
      method: "animate",
      args: [[String(name ?? index)], {}],
    }));
    controls.push({ kind: "slider", label: "Step", active: 0, steps });
  }
  return controls;
}

function menu(entry: Json): Control {
  const steps = list(entry.buttons).map(step);
  const kind = entry.type === "buttons" ? "buttons" : "select";
  return { kind, label: kind === "buttons" ? "Show" : "Choose", active: Number(entry.active ?? 0), steps };
}

function step(entry: Json): Step {
  const args = Array.isArray(entry.args) ? entry.args : [];
  return { label: String(entry.label ?? entry.value ?? ""), method: String(entry.method ?? "animate"), args };
}

/** The words before a slider's value, without the colon or the equals sign that joins them to it. */
function sliderLabel(slider: Json): string {
  const prefix = String(object(slider.currentvalue).prefix ?? "").replace(/[\s:=]+$/, "");
  return prefix || "Step";
}
