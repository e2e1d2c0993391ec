/** The chart of the course: the signal going forward and the gradient coming back, layer by layer, theory over both. */

import type { Known } from "../core/guard.js";
import { chartOptions } from "./doors.js";
import { arrows, endLabel } from "./end-label.js";
import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { chartLayout, colours, said } from "./look.js";
import { countAxis, type LogScale, leastShown, logAxis, logScale } from "./scale.js";
import { bandTrace, lineTrace, type Style, styles, zeroTrace } from "./series.js";
import { checkSignals, type SignalLine, type SignalOptions, signalLines } from "./signal-lines.js";
import { describeRun, describeTheory } from "./words.js";

/** Names for the legend, short enough for two columns on a phone; the axis title says the quantities. */
const theoryArrows = { forward: "theory →", backward: "← theory" };

/** What `forwardBackwardChart` takes. */
export interface ForwardBackwardOptions extends SignalOptions {
  /** The finding, as a sentence. */
  title: string;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
  /** What is counted from left to right, as the axis title names it; "layer (0 is the input)" by default. */
  xTitle?: string | undefined;
}

const known: Known<ForwardBackwardOptions> = {
  ...{ title: true, alt: true, caption: true, height: true, xTitle: true },
  ...{ rows: true, theory: true, forward: true, bands: true },
};

function tracesOf(lines: readonly SignalLine[], layers: readonly number[], scale: LogScale): PlotlyTrace[] {
  const looks = styles(lines.map((line) => line.key));
  const grey = styles(lines.map(() => "theory"));
  const markers = layers.length <= 40 ? 40 : 10;
  const bands = lines.flatMap(({ band }, i) =>
    band ? [bandTrace(layers, band, looks[i] as Style, leastShown(scale))] : [],
  );
  const measured = lines.map(({ key, measured: y }, i) =>
    lineTrace(arrows[key], layers, y, looks[i] as Style, { log: true, markers, faint: true }),
  );
  const theory = lines.flatMap(({ key, theory: y }, i) =>
    y ? [lineTrace(theoryArrows[key], layers, y, grey[i] as Style, { log: true })] : [],
  );
  const zeros = lines.flatMap(({ key, measured: y }, i) =>
    scale.floor !== undefined && y.includes(0)
      ? [zeroTrace(arrows[key], layers, y, looks[i] as Style, scale.floor)]
      : [],
  );
  return [...bands, ...measured, ...theory, ...zeros];
}

function coloured(text: string, key: "forward" | "backward"): string {
  return `<span style="color:${key === "forward" ? colours.forwardText : colours.backwardText}">${text}</span>`;
}

function tableOf(lines: readonly SignalLine[], layers: readonly number[], counted: string): FigureTable {
  const columns = [counted];
  const values: number[][] = [];
  for (const { name, measured, theory } of lines) {
    columns.push(name, ...(theory ? [`${name}, theory`] : []));
    values.push(measured, ...(theory ? [theory] : []));
  }
  return { columns, rows: layers.map((layer, i) => [layer, ...values.map((column) => column[i] as number)]) };
}

function altOf(
  title: string,
  lines: readonly SignalLine[],
  layers: readonly number[],
  counted: string,
): string {
  const parts: string[] = [];
  for (const { key, name, measured, theory } of lines) {
    parts.push(
      describeRun(
        `${key === "forward" ? "Forward" : "Backward"}: ${name}`,
        counted,
        layers,
        measured,
        key === "backward",
      ),
    );
    if (theory)
      parts.push(
        describeTheory(key === "forward" ? "the forward pass" : "the backward pass", measured, theory),
      );
  }
  return said(title, ...parts);
}

/**
 * Signal and gradient by layer on one logarithmic axis.
 *
 * Blue: the forward statistic of the activations h_l. Orange: rms ∂L/∂h_l divided by that of the top layer.
 * Dashed and dotted grey: the theory for each. Exact zeros are hollow markers on a line labelled "exactly 0"; what is
 * not finite is a gap.
 *
 * @throws RangeError if there are no rows, a layer is no finite number, a size is below 0, or a band has not one value
 * for each row.
 */
export function forwardBackwardChart(given: ForwardBackwardOptions): Figure {
  const options = chartOptions("forwardBackwardChart", given, known, ["title"]);
  const { title, rows } = options;
  checkSignals("forwardBackwardChart", options);
  const layers = rows.map((row) => row.layer);
  const counted = options.xTitle ?? "layer";
  const lines = signalLines(options);
  const scale = logScale(
    lines.flatMap(({ measured, theory, band }) => [
      ...measured,
      ...(theory ?? []).filter((value) => value > 0),
      ...Array.from(band?.low ?? []).filter((value) => value > 0),
      ...Array.from(band?.high ?? []),
    ]),
  );
  const yTitle = `${lines.map(({ key, name }) => coloured(name.replace(" across samples", ""), key)).join(", ")} (log)`;
  const layout = chartLayout({
    title,
    xTitle: options.xTitle ?? "layer (0 is the input)",
    yTitle,
    legend: true,
    height: options.height,
  });
  const [first, last] = [layers[0] as number, layers[layers.length - 1] as number];
  const room = Math.max(0.3, 0.03 * (last - first));
  Object.assign(layout.xaxis, countAxis(first, last), {
    range: [first - room, last + room],
    showgrid: false,
  });
  Object.assign(layout.yaxis, logAxis(scale));
  layout.annotations = lines.flatMap((line) => endLabel(line, lines, layers, scale));
  return {
    data: tracesOf(lines, layers, scale),
    layout,
    alt: options.alt ?? altOf(title, lines, layers, counted),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: tableOf(lines, layers, counted),
  };
}
