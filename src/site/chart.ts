// Writes a chart as a figure that reads without a script: title, description, caption, controls and a table of its values.
import { chartHeight, type Drawing, staticChart, undrawable } from "../charts/static.js";
import { type Control, chartControls } from "./chart-controls.js";
import { inFrames, withoutTexts } from "./chart-texts.js";
import { chartText, escapeHtml, formatValue, plainText, scriptJson } from "./html.js";
import { type Json, list, object } from "./json.js";
import { renderInline } from "./markdown.js";
import { joinText, type MimeBundle } from "./notebook.js";
import { AS_IT_IS } from "./translation.js";

/** The MIME types of a chart and of what goes with it. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";
export const FIGURE_MIME = "application/vnd.initlab.figure+json";

interface Table {
  columns: string[];
  rows: unknown[][];
}

const MAX_ROWS = 400;

/** The figure of an output that carries `application/vnd.plotly.v1+json`; `number` counts the page's charts from 1. */
export function chartFigure(bundle: MimeBundle, number: number): string {
  const { data, layout, frames } = object(bundle[PLOTLY_MIME]);
  const { alt, caption, table } = object(bundle[FIGURE_MIME]);
  const key = `chart-${number}`;
  const shape = object(layout);
  const title = titleHtml(shape, number);
  const description = joinText(alt) || joinText(bundle["text/plain"]) || plainText(title);
  const controls = chartControls(shape, list(frames));
  const content = {
    data: list(data).map(withoutTexts),
    layout: withoutControls(shape),
    frames: inFrames(list(frames), withoutTexts),
    controls,
  };
  return [
    `<figure class="chart${isWide(shape) ? " wide" : ""}" id="${key}" role="group" aria-labelledby="${key}-title">`,
    `<p class="chart-title" id="${key}-title">${title}</p>`,
    ...controls.map((control, index) => controlHtml(control, `${key}-control-${index + 1}`)),
    `<div class="chart-frame" style="--chart-height:${chartHeight(shape)}px">`,
    `<div class="chart-plot" ${AS_IT_IS} role="img" aria-labelledby="${key}-title" aria-describedby="${key}-alt"></div>`,
    stillPicture({ data: list(data), layout: shape }) || picture(bundle),
    `<p class="chart-alt" id="${key}-alt">${escapeHtml(description)}</p>`,
    "</div>",
    caption ? `<p class="chart-caption">${renderInline(String(caption))}</p>` : "",
    valuesTable(readTable(table) ?? tableOfTraces(list(data)), title),
    `<script type="application/json" class="chart-data">${scriptJson(content)}</script>`,
    "</figure>",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** The title of a layout as HTML. */
export function titleHtml(layout: Json, number = 1): string {
  const { title } = layout;
  const text = typeof title === "string" ? title : object(title).text;
  return typeof text === "string" && text !== "" ? chartText(text) : `Chart ${number}`;
}

/** A layout without its controls, which stand outside the plot, and without the height that they would take. */
function withoutControls(layout: Json): Json {
  const { sliders, updatemenus, ...rest } = layout;
  if (typeof rest.height !== "number") return rest;
  return { ...rest, height: rest.height - (chartHeight(rest) - chartHeight(layout)) };
}

/** A figure that asks for a large width, or that sets several plots side by side, may leave the column. */
function isWide(layout: Json): boolean {
  if (typeof layout.width === "number") return layout.width > 720;
  const columns = Number(object(layout.grid).columns ?? 1);
  const beside = Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key) && object(layout[key]).domain);
  return columns > 1 || beside.length > 1;
}

function controlHtml({ kind, label, steps, active }: Control, key: string): string {
  const name = escapeHtml(label);
  const texts = steps.map((step) => escapeHtml(step.label));
  if (kind === "slider") {
    return [
      `<div class="chart-control"><label for="${key}">${name}</label>`,
      `<input type="range" id="${key}" min="0" max="${steps.length - 1}" step="1" value="${active}" aria-valuetext="${texts[active] ?? ""}" disabled>`,
      `<output for="${key}" ${AS_IT_IS}>${texts[active] ?? ""}</output></div>`,
    ].join("");
  }
  if (kind === "buttons") {
    const buttons = texts.map((text) => `<button type="button" class="button" disabled>${text}</button>`);
    return `<div class="chart-control" role="group" aria-label="${name}">${buttons.join("")}</div>`;
  }
  const options = texts.map(
    (text, index) => `<option${index === active ? " selected" : ""}>${text}</option>`,
  );
  return `<div class="chart-control"><label for="${key}">${name}</label><select id="${key}" ${AS_IT_IS} disabled>${options.join("")}</select></div>`;
}

/** The widths in pixels for which a chart is drawn without a script: the column of the page, and a phone. */
const STILL_WIDTHS = { broad: 600, narrow: 340 };

/** The chart as it looks before a script has run, once for the column and once for a phone; empty if it needs a script. */
function stillPicture(figure: Drawing): string {
  if (undrawable(figure) !== undefined) return "";
  const pictures = Object.entries(STILL_WIDTHS).map(
    ([name, width]) => `<div class="${name}">${staticChart(figure, { width, title: false })}</div>`,
  );
  return `<div class="chart-still" ${AS_IT_IS} aria-hidden="true">${pictures.join("")}</div>`;
}

/** A picture that the notebook holds beside the live chart, shown until the chart is drawn. */
function picture(bundle: MimeBundle): string {
  const svg = joinText(bundle["image/svg+xml"]);
  if (svg === "") return "";
  return `<img class="chart-picture" alt="" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

function readTable(value: unknown): Table | undefined {
  const { columns, rows } = object(value);
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  return { columns: columns.map(String), rows: rows.filter(Array.isArray) };
}

/** The values of a figure that brings no table of its own: one row per point. */
function tableOfTraces(data: Json[]): Table {
  const rows = data.flatMap((trace, index) => {
    const name = plainText(chartText(String(trace.name ?? `series ${index + 1}`)));
    const { x, y } = trace;
    const length = Math.max(Array.isArray(x) ? x.length : 0, Array.isArray(y) ? y.length : 0);
    return Array.from({ length }, (_, point) => [
      name,
      Array.isArray(x) ? x[point] : point,
      Array.isArray(y) ? y[point] : "",
    ]);
  });
  return { columns: ["series", "x", "y"], rows };
}

/** A number, or one written out. */
const isNumber = (value: unknown): boolean => /^[-−+]?\d[\d.,×⁰¹²³⁴-⁹⁻e−+-]*( ?%)?$/.test(String(value));

/** A column of words stands left, one of numbers right; a column without a name has no header, only its corner. */
function head(name: string, words: boolean): string {
  const side = words ? ' class="text"' : "";
  return name.trim() === "" ? "<td></td>" : `<th scope="col"${side}>${escapeHtml(name)}</th>`;
}

function valuesTable({ columns, rows }: Table, title: string): string {
  const words = columns.map((_, column) => rows.some((row) => !isNumber(row[column]) && row[column] !== ""));
  const cell = (value: unknown, column: number) =>
    `<td${words[column] ? ' class="text"' : ""}>${escapeHtml(formatValue(value))}</td>`;
  const body = rows.slice(0, MAX_ROWS).map((row) => `<tr>${row.map(cell).join("")}</tr>`);
  const rest = rows.length > MAX_ROWS ? `<p>The first ${MAX_ROWS} of ${rows.length} rows.</p>` : "";
  const name = escapeHtml(plainText(title));
  return [
    `<details class="fold values"><summary>Values<span class="visually-hidden"> of the chart: ${name}</span></summary>`,
    `<div class="scroll" data-scroll="Values: ${name}"><table ${AS_IT_IS}>`,
    `<thead><tr>${columns.map((name, column) => head(name, words[column])).join("")}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody></table></div>${rest}</details>`,
  ].join("\n");
}
