// The part of plotly.js that pages use; the bundle itself is a script of the page and leaves one global behind.

import type { Json } from "../json.js";

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

/** Plotly, if this page carries it. */
export const plotly = (): PlotlyApi | undefined => (globalThis as { Plotly?: PlotlyApi }).Plotly;
