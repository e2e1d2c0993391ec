/** Draws a notebook's chart as a still picture for paper. */
import { FIGURE_MIME, PLOTLY_MIME } from "../site/chart.js";
import type { Draw } from "../site/handout-writer.js";

/** TEMP */
export const drawStill: Draw = (bundle) =>
  PLOTLY_MIME in bundle && FIGURE_MIME in bundle
    ? '<svg viewBox="0 0 640 300" xmlns="http://www.w3.org/2000/svg"><rect x="1" y="1" width="638" height="298" fill="none" stroke="#999"/><text x="20" y="30">chart</text></svg>'
    : "";
