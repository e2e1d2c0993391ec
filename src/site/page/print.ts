// Before the page goes to paper live charts take its width and every fold is open; afterwards all is as it was.
import type { Charts } from "./charts.js";

/** The width of a chart on paper, in CSS pixels: what A4 and Letter leave between their margins. */
const PAPER_WIDTH = 640;

/** Prepares the page when it is printed. */
export function startPrinting(charts: Charts): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open], .values)")];
    for (const fold of opened) fold.open = true;
    charts.forPaper(PAPER_WIDTH);
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
    charts.forScreen();
  });
}
