// The part of plotly.js that pages use; the bundle itself lies compressed in the page and leaves one global behind.

import type { Json } from "../json.js";
import { runInert } from "./inert.js";

/** An element that Plotly has drawn into. */
export interface Plot extends HTMLElement {
  data: Json[];
  on(event: "plotly_animatingframe", listener: (event: { name?: string }) => void): void;
}

/** The functions of the global `Plotly` that pages call. */
export interface PlotlyApi {
  newPlot(element: HTMLElement, figure: Json): Promise<Plot>;
  react(element: HTMLElement, data: Json[], layout: Json): Promise<Plot>;
  animate(element: HTMLElement, frames: unknown, options: Json): Promise<void>;
  [method: string]: (element: HTMLElement, ...args: never[]) => unknown;
}

/** Plotly, once it runs. */
export const plotly = (): PlotlyApi | undefined => (globalThis as { Plotly?: PlotlyApi }).Plotly;

/** Whether this page carries Plotly, and the browser can unpack it. */
export const hasPlotly = (): boolean =>
  document.getElementById("plotly") !== null && "DecompressionStream" in globalThis;

let started: Promise<void> | undefined;

/** Unpacks and runs Plotly, the first time that it is asked for. */
export function startPlotly(): Promise<void> {
  started ??= runInert("plotly");
  return started;
}
