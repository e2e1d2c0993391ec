// Adapts a figure's layout to the page: colours of the light or dark theme, and room for every text at any width.
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

/** The height that is kept free for a chart that does not ask for one. */
export const DEFAULT_HEIGHT = 400;

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

/** The height of a chart in CSS pixels: what its layout asks for, without the title and the controls, which stand outside. */
export function chartHeight(layout: Json): number {
  if (typeof layout.height !== "number") return DEFAULT_HEIGHT;
  const { title } = layout;
  const text = String((typeof title === "string" ? title : object(title).text) ?? "");
  const lines = text === "" ? 0 : text.split(/<br\s*\/?>/i).length;
  const top = Math.min(Number(object(layout.margin).t ?? 100), lines === 0 ? 0 : 10 + 19 * lines);
  const sliders = list(layout.sliders).map((slider) => 22 + Number(object(slider.pad).t ?? 20));
  return Math.max(160, layout.height - top - sliders.reduce((sum, height) => sum + height, 0));
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

/** Whether a colour is none, or black, white or a grey: such a colour is the theme's to choose, any other means something. */
export function isNeutral(color: unknown): boolean {
  if (typeof color !== "string") return true;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  const parts = (long ?? short)?.slice(1).map((part) => Number.parseInt(part.padStart(2, part), 16));
  if (!parts) return /^(black|white|gr[ae]y)$/i.test(color);
  return Math.max(...parts) - Math.min(...parts) < 24;
}
