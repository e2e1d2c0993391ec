/** Bar charts: one number per name, side by side for up to four series. */

import { type Known, list, refuse, text } from "../core/guard.js";
import { chartOptions, finiteList, knownEntry, roleOrNone } from "./doors.js";
import type { Figure, PlotlyTrace } from "./figure.js";
import { chartLayout, type Role, said, wrap } from "./look.js";
import { formatNumber } from "./number.js";
import { type Style, styles } from "./series.js";
import { checkSeries } from "./series-doors.js";

/** What `barChart` takes. */
export interface BarOptions {
  /** The finding, as a sentence. */
  title: string;
  categories: readonly string[];
  /** One to four series, each with one value per category. */
  series: readonly { name: string; values: ArrayLike<number>; role?: Role | undefined }[];
  /** What the categories are. */
  categoryTitle: string;
  /** What the values are, with their unit. */
  valueTitle: string;
  /** Bars from left to right; by default when the names are too long to stand side by side on a phone. */
  horizontal?: boolean | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

const known: Known<BarOptions> = {
  ...{ title: true, categories: true, series: true, categoryTitle: true, valueTitle: true },
  ...{ horizontal: true, alt: true, caption: true, height: true },
};
const knownSeries: Known<BarOptions["series"][number]> = { name: true, values: true, role: true };

/** Charts of more pixels from top to bottom are not drawn unless they are asked for. */
const tallest = 6000;

function checkBars({ categories, series }: BarOptions): void {
  checkSeries("barChart", series);
  list("barChart", "categories", categories);
  if (categories.length === 0) throw new RangeError("barChart: must have at least one category, got 0");
  const seen = new Set<string>();
  for (const category of categories) {
    if (typeof category !== "string") refuse("barChart", "categories must be texts", category);
    if (seen.has(category))
      refuse("barChart", "categories must differ, or their bars would be one", category);
    seen.add(category);
  }
  for (const one of series) {
    const { name, values, role } = knownEntry("barChart", one, knownSeries, "a series");
    text("barChart", "name in series", name);
    roleOrNone("barChart", `role of ${name}`, role);
    finiteList("barChart", `values of ${name}`, values);
    if (values.length !== categories.length)
      throw new RangeError(
        `barChart: ${name} must have ${categories.length} values, one per category, got ${values.length}`,
      );
  }
}

function barTrace(
  options: BarOptions,
  horizontal: boolean,
  series: BarOptions["series"][number],
  style: Style,
): PlotlyTrace {
  const values = Array.from(series.values);
  const names = options.categories.map((name) => wrap(name, 16));
  const labelled = values.length * options.series.length <= 12;
  return {
    type: "bar",
    name: series.name,
    orientation: horizontal ? "h" : "v",
    x: horizontal ? values : names,
    y: horizontal ? names : values,
    marker: { color: style.colour },
    text: values.map((value) => formatNumber(value, 3)),
    textposition: labelled ? "outside" : "none",
    cliponaxis: false,
    hovertemplate: `%{${horizontal ? "y" : "x"}}: %{text}<extra>%{fullData.name}</extra>`,
  };
}

function altOf({ title, categories, series }: BarOptions): string {
  const runs = series.map(({ name, values }) => {
    const pairs = categories.map((category, i) => `${category} ${formatNumber(values[i] as number, 3)}`);
    return `${name}: ${pairs.join(", ")}.`;
  });
  return said(title, ...(categories.length * series.length <= 16 ? runs : []));
}

/**
 * Bars from zero, labelled with their values while there are at most twelve.
 *
 * @throws RangeError unless there are categories, each once, and one to four series with one finite value for each.
 */
export function barChart(given: BarOptions): Figure {
  const options = chartOptions("barChart", given, known, ["title", "categoryTitle", "valueTitle"]);
  const { categories, series } = options;
  checkBars(options);
  const horizontal = options.horizontal ?? categories.join("").length > 34;
  const bars = categories.length * series.length;
  const natural = Math.min(tallest, 110 + 26 * bars + 10 * categories.length);
  const height = options.height ?? (horizontal ? natural : undefined);
  const [xTitle, yTitle] = horizontal
    ? [options.valueTitle, options.categoryTitle]
    : [options.categoryTitle, options.valueTitle];
  const layout = chartLayout({
    title: options.title,
    xTitle,
    yTitle,
    height,
    legend: series.length > 1,
  });
  Object.assign(
    layout.xaxis,
    horizontal ? { zeroline: true, nticks: 6 } : { showgrid: false, type: "category" },
  );
  Object.assign(layout.yaxis, horizontal ? { autorange: "reversed", type: "category", showgrid: false } : {});
  // room for the value written at the end of a bar
  if (horizontal) (layout.margin as { r: number }).r = 52;
  Object.assign(layout, { barmode: "group", bargap: 0.25 });
  const looks = styles(series.map(({ role }) => role));
  return {
    data: series.map((one, i) => barTrace(options, horizontal, one, looks[i] as Style)),
    layout,
    alt: options.alt ?? altOf(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: {
      columns: [options.categoryTitle, ...series.map(({ name }) => name)],
      rows: categories.map((category, i) => [category, ...series.map(({ values }) => values[i] as number)]),
    },
  };
}
