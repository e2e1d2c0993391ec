/** Shows charts and mathematics in a notebook. */

import { type Figure, readableTable, toPlain } from "../charts/figure.js";
import { inUnits } from "../charts/in-units.js";
import { list, refuse, text } from "../core/guard.js";
import { type Bundle, display } from "./kernel.js";

/** How a chart is to behave wherever Plotly draws it: no logo, no button that uploads data. */
const config = { displaylogo: false, responsive: true, showSendToCloud: false };

/** The forms of a chart: for Plotly, as text, and its words and values for pages that want them. */
export function figureBundle(figure: Figure): Bundle {
  const { alt, caption, table } = figure;
  const { data, layout, frames } = inUnits(figure);
  return {
    "application/vnd.plotly.v1+json": toPlain({ data, layout, frames, config }),
    "text/plain": alt,
    "application/vnd.initlab.figure+json": toPlain({ alt, caption, table: readableTable(table) }),
  };
}

/** Shows charts, one beneath the other. */
export function show(...figures: Figure[]): void {
  for (const figure of figures) {
    const { data, layout, table } = figure ?? {};
    if (!Array.isArray(data) || !Array.isArray(table?.rows) || typeof layout !== "object")
      refuse("show", "a figure must be a chart, such as lineChart(…)", figure);
    display(figureBundle(figure));
  }
}

/** The forms of formulas: one LaTeX display, and their source as text. */
export function texBundle(tex: string | readonly string[]): Bundle {
  const lines = typeof tex === "string" ? [tex] : tex;
  const environment = lines.some((line) => /(^|[^\\])&/.test(line)) ? "aligned" : "gathered";
  const body =
    lines.length === 1
      ? lines[0]
      : `\\begin{${environment}}\n${lines.join(" \\\\\n")}\n\\end{${environment}}`;
  return { "text/latex": `$$${body}$$`, "text/plain": lines.join("\n") };
}

/** Shows a formula, or several beneath each other (aligned at `&` if they have it). TeX without dollar signs. */
export function showTex(tex: string | readonly string[]): void {
  if (typeof tex !== "string") {
    list("showTex", "tex", tex);
    if (tex.length === 0) refuse("showTex", "tex must hold at least one formula", tex);
    for (const line of tex) text("showTex", "every formula", line);
  }
  display(texBundle(tex));
}
