/** Reads the parts of a Plotly figure, whose options may be there or not. */

/** An object of unknown shape. */
export type Plain = Record<string, unknown>;

/** What is drawn: traces and layout, as a figure or a notebook's output holds them. */
export interface Drawing {
  data: readonly Plain[];
  layout: Plain;
}

/** `value` if it is an object, else an empty one. */
export const object = (value: unknown): Plain =>
  typeof value === "object" && value !== null ? (value as Plain) : {};

/** The entries of a list or a typed array, else none. */
export function entries(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : [];
}

/** The entries of a list, each as an object. */
export const objects = (value: unknown): Plain[] => entries(value).map(object);

/** `value` if it is a finite number, else `otherwise`. */
export const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;

/** `value` if it is a text, else `otherwise`. */
export const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;

/** The text of a title, which is a string or an object that holds one. */
export const titleText = (title: unknown): string => textOr(title, textOr(object(title).text, ""));

/** The height that Plotly's title, and the sliders beneath the plot, take from `layout.height`. */
function outsidePlot(layout: Plain): number {
  const text = titleText(layout.title);
  const lines = text === "" ? 0 : text.split(/<br\s*\/?>/i).length;
  const top = Math.min(numberOr(object(layout.margin).t, 100), lines === 0 ? 0 : 10 + 19 * lines);
  const sliders = objects(layout.sliders).map((slider) => 22 + numberOr(object(slider.pad).t, 20));
  return top + sliders.reduce((sum, height) => sum + height, 0);
}

/** The height of the chart without its title and its sliders, in pixels; 400 where the layout asks for none. */
export function chartHeight(layout: Plain): number {
  if (typeof layout.height !== "number") return 400;
  return Math.max(160, layout.height - outsidePlot(layout));
}

/** Which position of its first slider a chart shows: `spread of the weights: 0.01`; empty where it has none. */
export function shownPosition(layout: Plain): string {
  const slider = objects(layout.sliders)[0];
  if (slider === undefined) return "";
  const step = objects(slider.steps)[numberOr(slider.active, 0)] ?? {};
  return `${textOr(object(slider.currentvalue).prefix, "")}${textOr(step.label, "")}`;
}
