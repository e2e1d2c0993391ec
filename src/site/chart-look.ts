// Adapts a figure's layout to the page: colours of the light or dark theme, and room for every text at any width.
import { isNeutral } from "../charts/static/neutral.js";
import { chartHeight } from "../charts/static/read.js";
import { pageAxes } from "./chart-axes.js";
import { type Json, list, object } from "./json.js";

/** The colours that a chart takes from the page. */
export interface Palette {
  text: string;
  grid: string;
  zero: string;
}

/** The page's two themes, as charts see them. */
export const PALETTES: { light: Palette; dark: Palette } = {
  light: { text: "#3d4045", grid: "#e4e0d7", zero: "#a7a39a" },
  dark: { text: "#c9ced6", grid: "#2c3139", zero: "#667080" },
};

const CLEAR = "rgba(0,0,0,0)";

/** The layout for a chart `width` pixels wide, in the colours of `palette`; `layout` and `data` stay as they are. */
export function pageLayout(layout: Json, data: Json[], width: number, palette: Palette): Json {
  const result = structuredClone(layout);
  for (const key of ["title", "sliders", "updatemenus", "autosize", "template"]) delete result[key];
  const notes = list(result.annotations);
  const crowded = notes.some((note) => note.yref === "paper" && Number(note.y) >= 1);
  const font = object(result.font);
  Object.assign(result, {
    width,
    height: chartHeight(layout),
    paper_bgcolor: CLEAR,
    plot_bgcolor: CLEAR,
    font: { family: "system-ui, sans-serif", size: 13, ...font, color: palette.text },
    margin: { l: 8, r: 16, b: 8, ...object(result.margin), t: crowded ? 36 : 12, pad: 0 },
    legend: legend(object(result.legend), crowded, palette),
    annotations: notes.map((note) => annotation(note, palette)),
    shapes: list(result.shapes).map((shape) => neutralLine(shape, palette)),
  });
  return { ...result, ...pageAxes(result, data, palette) };
}

/** Traces with their colour bars in the page's look. */
export function pageTraces(data: Json[]): Json[] {
  return data.map((trace) =>
    ["heatmap", "contour"].includes(String(trace.type)) && trace.showscale !== false
      ? { ...trace, colorbar: { thickness: 12, outlinewidth: 0, ...object(trace.colorbar) } }
      : trace,
  );
}

/** The legend lies above the plot, or below it where notes stand above, so that it never covers a line. */
function legend(own: Json, crowded: boolean, palette: Palette): Json {
  const place = crowded ? { y: 0, yanchor: "bottom" } : { y: 1, yanchor: "top" };
  const along = { orientation: "h", x: 0, xanchor: "left", xref: "container", yref: "container" };
  const font = { ...object(own.font), color: palette.text };
  return { ...own, font, borderwidth: 0, bgcolor: CLEAR, ...along, ...place };
}

/** A note on a ground of its own keeps its colours, since they belong together. */
function annotation(note: Json, palette: Palette): Json {
  if (note.bgcolor !== undefined && note.bgcolor !== CLEAR) return note;
  const font = object(note.font);
  const color = isNeutral(font.color) ? palette.text : font.color;
  const arrow = isNeutral(note.arrowcolor) ? { arrowcolor: palette.text } : {};
  return { ...note, font: { ...font, color }, ...arrow };
}

function neutralLine(shape: Json, palette: Palette): Json {
  const line = object(shape.line);
  return isNeutral(line.color) ? { ...shape, line: { ...line, color: palette.zero } } : shape;
}
