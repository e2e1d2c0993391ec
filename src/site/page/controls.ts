// Connects a chart's native inputs with the Plotly functions that its figure names.
import type { Step } from "../chart-controls.js";
import { chartText } from "../html.js";
import { type Json, object } from "../json.js";
import type { Chart } from "./charts.js";
import { media } from "./environment.js";
import { plotly } from "./plotly.js";

const CALM = media("(prefers-reduced-motion: reduce)");

/** The title in a frame of an animation, removed from it: titles stand above the chart as text. */
export const takeFrameTitle = (frame: Json): string | undefined => takeTitle(object(frame.layout));

/** The controls of a chart, as elements. */
const boxesOf = (chart: Chart): HTMLElement[] => [
  ...chart.figure.querySelectorAll<HTMLElement>(".chart-control"),
];

/**
 * Enables the controls of `chart`, which is drawn (by `ensureDrawn`) at the latest when one of them is used.
 * Returns a function that brings back the chosen positions after a redraw.
 */
export function startControls(chart: Chart, ensureDrawn: () => void): () => void {
  const chosen = new Map<number, Step>();
  const now = (step: Step): unknown => chart.ready.then(() => apply(chart, step));
  boxesOf(chart).forEach((box, index) => {
    connect(box, chart.spec.controls[index].steps, (step, stays) => {
      if (stays) chosen.set(index, step);
      ensureDrawn();
      now(step);
    });
  });
  return () => chosen.forEach(now);
}

function connect(box: HTMLElement, steps: Step[], choose: (step: Step, stays: boolean) => void): void {
  const slider = box.querySelector("input");
  const select = box.querySelector("select");
  if (slider) {
    slider.disabled = false;
    slider.addEventListener("input", () => {
      showPosition(box, steps, Number(slider.value));
      choose(steps[Number(slider.value)], true);
    });
  }
  if (select) {
    select.disabled = false;
    select.addEventListener("change", () => choose(steps[select.selectedIndex], true));
  }
  box.querySelectorAll("button").forEach((button, index) => {
    button.disabled = false;
    button.addEventListener("click", () => choose(steps[index], steps[index].method !== "animate"));
  });
}

/** Writes a slider's position beside it and into its accessible value. */
function showPosition(box: HTMLElement, steps: Step[], position: number): void {
  const slider = box.querySelector("input");
  const output = box.querySelector("output");
  const label = steps[position]?.label ?? "";
  slider?.setAttribute("aria-valuetext", label);
  if (slider) slider.value = String(position);
  if (output) output.textContent = label;
}

/** Does what a step says; a jump to one frame is immediate, and so is everything where motion is not wanted. */
function apply(chart: Chart, { method, args }: Step): void {
  const api = plotly();
  const [first, second, ...rest] = structuredClone(args);
  if (!api || method === "skip" || !(method in api)) return;
  if (method === "animate") {
    const names = Array.isArray(first) && first[0] !== null ? first.map(String) : undefined;
    const options = object(second);
    const still = CALM.matches || names !== undefined;
    const frame = { ...object(options.frame), redraw: true, ...(still ? { duration: 0 } : {}) };
    const transition = still ? { duration: 0 } : options.transition;
    Promise.resolve(
      api.animate(chart.plot, first, { mode: "immediate", ...options, frame, transition }),
    ).catch(() => {});
    setTitle(chart, frameTitle(chart, names?.at(-1)));
    return;
  }
  const changes = [first, second].map((change) => takeTitle(object(change)));
  setTitle(
    chart,
    changes.find((title) => title !== undefined),
  );
  void api[method](chart.plot, ...([first, second, ...rest] as never[]));
}

/** The title in a change of layout, removed from it. */
function takeTitle(change: Json): string | undefined {
  const text = change["title.text"] ?? object(change.title).text ?? change.title;
  delete change.title;
  delete change["title.text"];
  return typeof text === "string" ? text : undefined;
}

function setTitle({ figure }: Chart, text: string | undefined): void {
  const title = figure.querySelector(".chart-title");
  if (title && text !== undefined) title.innerHTML = chartText(text);
}

function frameTitle({ spec }: Chart, name: string | undefined): string | undefined {
  return takeFrameTitle(structuredClone(spec.frames.find((frame) => String(frame.name) === name) ?? {}));
}

/** While the frames of a drawn chart play, its title and the slider that leads to them move along. */
export function followPlay(chart: Chart): void {
  chart.plot.on("plotly_animatingframe", ({ name }) => {
    setTitle(chart, frameTitle(chart, String(name)));
    boxesOf(chart).forEach((box, index) => {
      const { kind, steps } = chart.spec.controls[index];
      const at = steps.findIndex(({ args }) => Array.isArray(args[0]) && String(args[0][0]) === String(name));
      if (kind === "slider" && at >= 0) showPosition(box, steps, at);
    });
  });
}
