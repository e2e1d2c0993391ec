/** One chart with a slider: the same figure for several settings, changed without a kernel. */

import { type Known, list, refuse, text } from "../core/guard.js";
import { alignTraces, commonAxis, onFloor, type Settings, shareColours } from "./common-scale.js";
import { chartOptions, knownEntry } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { Figure, FigureTable, PlotlyFrame, PlotlyTrace } from "./figure.js";
import { chartLayout, colours, said, titleHeight } from "./look.js";

/** One position of a slider. */
export interface SliderStep {
  label: string;
  figure: Figure;
}

/** What `sliderChart` takes. */
export interface SliderOptions {
  /** The finding, shown for every position; without it each figure shows its own title. */
  title?: string | undefined;
  /** What the slider changes: "std of the weights". */
  sliderTitle: string;
  /** One figure for each position, all made by the same chart function. */
  steps: readonly SliderStep[];
  /** The position to start with, 0 by default. */
  start?: number | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
}

const known: Known<SliderOptions> = {
  ...{ title: true, sliderTitle: true, steps: true, start: true, alt: true, caption: true },
};
const knownStep: Known<SliderStep> = { label: true, figure: true };

const sliderPixels = 84;

function checkSteps({ steps, start = 0, title }: SliderOptions): void {
  if (title !== undefined) text("sliderChart", "title", title);
  list("sliderChart", "steps", steps);
  for (const step of steps) {
    const { label, figure } = knownEntry("sliderChart", step, knownStep, "a step");
    text("sliderChart", "label in steps", label);
    const { height, margin } = (figure?.layout ?? {}) as { height?: unknown; margin?: { t?: unknown } };
    if (typeof height !== "number" || typeof margin?.t !== "number" || figure.frames !== undefined)
      refuse("sliderChart", `the figure of step ${label} must be a chart without a slider`, figure);
  }
  if (new Set(steps.map(({ label }) => label)).size < Math.max(2, steps.length))
    refuse(
      "sliderChart",
      "steps must be two or more with different labels",
      steps.map(({ label }) => label),
    );
  if (!Number.isInteger(start) || !(start in steps))
    throw new RangeError(`sliderChart: start must be 0 to ${steps.length - 1}, got ${start}`);
}

const titleText = (figure: Figure) => ((figure.layout.title ?? {}) as { text?: string }).text ?? "";

function sliderOf(options: SliderOptions, active: number): Settings {
  const animate = { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } };
  return {
    active,
    x: 0,
    len: 1,
    y: 0,
    yanchor: "top",
    pad: { t: 62, b: 6 },
    currentvalue: {
      prefix: `${options.sliderTitle}: `,
      xanchor: "left",
      font: { size: 14, color: colours.text },
    },
    font: { size: 12, color: colours.text },
    bgcolor: colours.grid,
    activebgcolor: colours.text,
    bordercolor: colours.text,
    tickcolor: colours.text,
    transition: { duration: 0 },
    steps: options.steps.map(({ label }) => ({ label, method: "animate", args: [[label], animate] })),
  };
}

function tableOf({ sliderTitle, steps }: SliderOptions): FigureTable {
  const columns = [...new Set(steps.flatMap(({ figure }) => figure.table.columns))];
  const rows = steps.flatMap(({ label, figure: { table } }) =>
    table.rows.map((row) => [label, ...columns.map((column) => row[table.columns.indexOf(column)] ?? "")]),
  );
  return { columns: [sliderTitle, ...columns], rows };
}

function altOf(options: SliderOptions): string {
  const { steps, sliderTitle } = options;
  const [first, last] = [steps[0] as SliderStep, steps[steps.length - 1] as SliderStep];
  const say = ({ label, figure }: SliderStep) => `At ${label}: ${figure.alt}`;
  const intro = `A slider sets ${sliderTitle}, ${steps.length} positions from ${first.label} to ${last.label}.`;
  return said(options.title ?? "", intro, say(first), say(last));
}

/**
 * Figures of one kind behind a slider, on common axes.
 *
 * @throws RangeError unless there are at least two steps with different labels, and `start` is one of them.
 */
export function sliderChart(given: SliderOptions): Figure {
  const options = chartOptions("sliderChart", given, known, ["sliderTitle"]);
  checkSteps(options);
  const { steps, title } = options;
  const start = options.start ?? 0;
  const original = steps.map(({ figure }) => figure);
  const axes = { xaxis: commonAxis(original, "xaxis"), yaxis: commonAxis(original, "yaxis") };
  const figures = shareColours(original.map((figure) => onFloor(figure, axes.yaxis)));
  const titles = figures.map((figure) => title ?? titleText(figure));
  const [, top] = finiteExtent([titles.map(titleHeight)]) as [number, number];
  const own = (figures[start] as Figure).layout;
  const ownTop = titleHeight(titleText(figures[start] as Figure));
  const height = (own.height as number) - ownTop + top + sliderPixels;
  const margin = own.margin as { t: number };
  const traces = alignTraces(figures);
  const frames: PlotlyFrame[] = figures.map(({ layout }, i) => ({
    name: (steps[i] as SliderStep).label,
    data: traces[i] as PlotlyTrace[],
    layout: {
      title: chartLayout({ title: titles[i] as string }).title,
      ...(layout.annotations ? { annotations: layout.annotations } : {}),
    },
  }));
  return {
    data: traces[start] as PlotlyTrace[],
    layout: {
      ...own,
      title: frames[start]?.layout?.title,
      height,
      margin: { ...margin, t: margin.t - ownTop + top },
      legend: { ...(own.legend as Settings), y: 1 - top / height },
      xaxis: { ...(own.xaxis as Settings), ...axes.xaxis },
      yaxis: { ...(own.yaxis as Settings), ...axes.yaxis },
      sliders: [sliderOf(options, start)],
    },
    frames,
    alt: options.alt ?? altOf(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: tableOf(options),
  };
}
