/** Charts of numbers at the ends of what a double holds, or of which few lie between: whole, true and within the frame. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inUnits } from "../charts/in-units.js";
import * as charts from "../charts/index.js";
import { staticChart } from "../charts/static.js";
import { figureBundle } from "../notebook/show.js";
import { chartFigure } from "../site/chart.js";
import { extremes, finiteDouble, pair, readNumber } from "./support/doubles.js";

type Figure = charts.Figure;
const axes = { title: "T", xTitle: "x", yTitle: "y" };
const row = (layer: number, s: number) => {
  return { layer, std: s, sampleStd: s, meanSquare: s, gradientRms: s };
};

/** Every kind of chart of two numbers, the second not the lesser. */
const kinds: Record<string, (a: number, b: number) => Figure> = {
  line: (a, b) => charts.lineChart({ ...axes, series: [{ name: "s", y: [a, b, a] }] }),
  across: (a, b) => charts.lineChart({ ...axes, series: [{ name: "s", x: [a, b], y: [1, 2] }] }),
  band: (a, b) => {
    const band = { low: [a, a, Number.NaN], high: [b, b, Infinity] };
    return charts.lineChart({ ...axes, series: [{ name: "s", y: [b, Number.NaN, a], band }] });
  },
  equal: (a, b) =>
    charts.scatterChart({
      ...axes,
      series: [{ name: "s", x: [a, b], y: [b, a] }],
      ...{ equalAxes: true, reference: "diagonal" },
    }),
  bars: (a, b) =>
    charts.barChart({
      ...{ title: "T", categories: ["p", "q"], categoryTitle: "c", valueTitle: "v" },
      series: [{ name: "s", values: [a, b] }],
    }),
  heat: (a, b) =>
    charts.heatmap({
      ...{ ...axes, colorbarTitle: "z", x: [1, 2], y: [a, "q"] },
      z: [
        [a, b],
        [b, Number.NaN],
      ],
    }),
  matrix: (a, b) => charts.matrixChart({ title: "T", matrix: [[a, b]] }),
  network: (a, b) =>
    charts.networkDiagram({
      title: "T",
      nodes: [
        { id: "p", layer: 0, value: a, gradient: b },
        { id: "q", layer: 1, value: b },
      ],
      edges: [{ from: "p", to: "q", weight: a, gradient: b }],
    }),
  histogram: (a, b) =>
    charts.histogramGrid({
      ...{ title: "T", xTitle: "x" },
      panels: [{ name: "p", edges: [a, a / 2 + b / 2, b].sort((x, y) => x - y), shares: [0.25, 0.75] }],
    }),
  log: (a, b) => {
    const y = [Math.abs(a), 0, Math.abs(b)];
    const x = y.map((value) => value || 1);
    return charts.scatterChart({ ...axes, logX: true, logY: true, series: [{ name: "s", x, y }] });
  },
  layers: (a, b) => {
    const rows = [a, 0, b].map((size, layer) => row(layer, Math.abs(size)));
    return charts.forwardBackwardChart({ title: "T", rows, theory: rows });
  },
};

/** The same with a slider, whose axes are those of both charts. */
const slid = (make: (a: number, b: number) => Figure, a: number, b: number): Figure =>
  charts.sliderChart({
    sliderTitle: "s",
    steps: [
      { label: "1", figure: make(a, b) },
      { label: "2", figure: make(b, b) },
    ],
  });

const noNumber = /NaN|Infinity|undefined|null/;

/** Where the marks of a picture begin, and its size. */
function marksOf(svg: string): { marks: [number, number][]; width: number; height: number } {
  const [width, height] = (/viewBox="0 0 (\S+) (\S+)"/.exec(svg)?.slice(1) ?? []).map(Number) as [
    number,
    number,
  ];
  const paths = [...svg.matchAll(/class="(?:marks|line)" d="([^"]*)"/g)].map(([, d]) => d as string);
  const starts = paths.flatMap((d) => [...d.matchAll(/M(-?[\d.]+)[ ]?(-?[\d.]+)/g)]);
  return { marks: starts.map(([, x, y]) => [Number(x), Number(y)]), width, height };
}

function assertWhole(figure: Figure, name: string): void {
  const bundle = figureBundle(figure);
  for (const drawn of [figure, bundle["application/vnd.plotly.v1+json"] as Figure])
    for (const way of [{}, { width: 340, title: false }, { ink: "print" }] as const) {
      const svg = staticChart(drawn, way);
      assert.doesNotMatch(svg, noNumber, name);
      assert.ok((svg.match(/<text/g) ?? []).length < 60, `${name}: too many texts`);
      const { marks, width, height } = marksOf(svg);
      for (const [x, y] of marks)
        assert.ok(x > -15 && x < width + 15 && y > -15 && y < height + 15, `${name}: a mark at ${x}, ${y}`);
    }
  assert.doesNotMatch(figure.alt, noNumber, name);
}

/** Plotly drops numbers beyond 1.8e304 on a linear axis, and fails on an axis of less than 1e-300. */
function assertForPlotly({ data, layout, frames = [] }: Figure, name: string): void {
  const traces = [...data, ...frames.flatMap((frame) => frame.data)];
  for (const letter of ["x", "y", "z"]) {
    const axis = (layout[`${letter}axis`] ?? {}) as { type?: string; range?: [number, number] };
    if (axis.range) assert.ok(axis.range[1] - axis.range[0] > 1e-290, `${name}: ${letter} ${axis.range}`);
    const values = traces.flatMap((trace) => ((trace[letter] ?? []) as unknown[]).flat());
    for (const value of values)
      if (typeof value === "number" && axis.type !== "log")
        assert.ok(Math.abs(value) < 1e304 || Number.isNaN(value), `${name}: ${letter} has ${value}`);
  }
}

const pairs = extremes.flatMap((a) => extremes.filter((b) => b >= a).map((b) => [a, b] as const));

for (const [kind, make] of Object.entries(kinds))
  test(`${kind}: any two extreme numbers make a whole picture, for Plotly too`, () => {
    pairs.forEach(([a, b], i) => {
      if (kind === "histogram" && b - a === Infinity) return;
      const slider = kind !== "network" && (a === b || i % 4 === 0);
      for (const figure of slider ? [make(a, b), slid(make, a, b)] : [make(a, b)]) {
        assertWhole(figure, `${kind} of ${a} and ${b}`);
        assertForPlotly(inUnits(figure), `${kind} of ${a} and ${b}`);
      }
    });
  });

/** The texts of the y axis with their heights: those that end left of the plot. */
function yTicks(svg: string): { value: number; y: number; text: string }[] {
  const labels = [
    ...svg.matchAll(/<text x="[^"]*" y="([^"]*)" font-size="12" text-anchor="end"[^>]*>([^<]*)</g),
  ];
  return labels.map(([, y, text = ""]) => ({ value: readNumber(text), y: Number(y), text }));
}

test("a point stands where the labels of the ticks say, whatever the numbers", () => {
  fc.assert(
    fc.property(pair, fc.double({ min: 0, max: 1, noNaN: true }), ([a, b], share) => {
      const middle = Math.min(b, Math.max(a, a * (1 - share) + b * share));
      const svg = staticChart(charts.lineChart({ ...axes, series: [{ name: "s", y: [a, middle, b] }] }));
      const ticks = yTicks(svg);
      assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length, svg);
      assert.ok(ticks.length <= 12);
      const [first, last] = [ticks[0], ticks[ticks.length - 1]];
      if (!first || !last || ticks.length < 2 || a === b) return;
      const marks = /class="marks" d="([^"]*)"/.exec(svg)?.[1] ?? "";
      const heights = [...marks.matchAll(/M-?[\d.]+[ ]?(-?[\d.]+)/g)].map(([, y]) => Number(y) - 0);
      // a label's baseline lies 4.2 pixels below its middle
      const at = (value: number): number =>
        first.y -
        4.2 +
        ((value / 4 - first.value / 4) / (last.value / 4 - first.value / 4)) * (last.y - first.y);
      if (last.value / 4 - first.value / 4 > 1e-300)
        [a, middle, b].forEach((value, i) => {
          assert.ok(
            Math.abs((heights[i] as number) - at(value)) < 1,
            `${value}: ${heights[i]} and ${at(value)}`,
          );
        });
    }),
    { seed: 7, numRuns: 1000 },
  );
});

test("an axis of ordinary numbers is left as it is", () => {
  const ordinary = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => Math.round(x * 1000) / 1000);
  fc.assert(
    fc.property(ordinary, ordinary, (a, b) => {
      fc.pre(Math.abs(a - b) > 0.01 * Math.max(Math.abs(a), Math.abs(b)));
      const figure = charts.lineChart({ ...axes, series: [{ name: "s", x: [a, b], y: [a, b] }] });
      assert.equal(inUnits(figure), figure);
    }),
    { seed: 7 },
  );
});

test("an axis in units of its own says the numbers in its ticks and under the pointer", () => {
  const y = [1, 1 + 1e-9];
  const figure = charts.lineChart({ ...axes, series: [{ name: "s", x: [1e16, 1e16 + 2], y }] });
  const { data, layout } = inUnits(figure);
  const [trace] = data;
  assert.deepEqual(trace?.text, ["1", "1.000000001"]);
  assert.deepEqual(trace?.customdata, ["1×10¹⁶", "1.0000000000000002×10¹⁶"]);
  assert.match(String(trace?.hovertemplate), /^%\{customdata\}: %\{text\}/);
  const { ticktext } = layout.yaxis as { ticktext: string[] };
  assert.deepEqual(
    ticktext.map(readNumber),
    [0, 2, 4, 6, 8, 10].map((k) => Number(`1.00000000${String(k).padStart(2, "0")}`)),
  );
  assert.equal(inUnits({ data, layout }).data, data, "once is enough");
});

test("values far beyond a range that was asked for are out of sight, and the others where they were", () => {
  const options = { ...axes, yRange: [0, 1] as const };
  const y = [0.25, 0.5, 1.7e308, -Number.MAX_VALUE, 0.75];
  const figure = inUnits(charts.lineChart({ ...options, series: [{ name: "s", y }] }));
  const drawn = figure.data[0]?.y as number[];
  const places = drawn.map((value) => value / (drawn[1] as number) / 2);
  assert.deepEqual([places[0], places[1], places[4]], [0.25, 0.5, 0.75]);
  assertForPlotly(figure, "far away");
  assertWhole(figure, "far away");
});

test("exact zeros beneath the least double stand apart from it", () => {
  const series = [{ name: "s", y: [5e-324, 0, 1e-300] }];
  const figure = charts.lineChart({ ...axes, logY: true, series });
  const svg = staticChart(figure);
  const [hollow = "", solid = ""] = [...svg.matchAll(/class="marks" d="M\S+?[ ]?(-?[\d.]+)a/g)]
    .map(([, y]) => y as string)
    .reverse();
  assert.ok(Number(hollow) > Number(solid) + 10, `${hollow} is beneath ${solid}`);
  assert.match(svg, />exactly 0</);
  const slider = charts.sliderChart({
    sliderTitle: "s",
    steps: [
      { label: "1", figure },
      { label: "2", figure: charts.lineChart({ ...axes, logY: true, series: [{ name: "s", y: [1, 0] }] }) },
    ],
  });
  assertWhole(slider, "slider");
  assertForPlotly(inUnits(slider), "slider");
});

test("figures that are not ours are drawn to their ends: any step, any range, any base", () => {
  fc.assert(
    fc.property(
      fc.array(finiteDouble, { minLength: 2, maxLength: 6 }),
      pair,
      finiteDouble,
      (y, range, step) => {
        const [low, high] = range;
        const yaxis = { range: low === high ? undefined : [high, low], dtick: step, tick0: low };
        for (const type of ["linear", "log", "category"])
          for (const trace of [
            { type: "scatter", mode: "lines+markers" },
            { type: "bar", base: low },
            { type: "bar", width: y },
          ]) {
            const x = y.map((_, i) => i);
            const layout = { height: 300, barmode: "stack", xaxis: { nticks: 3 }, yaxis: { ...yaxis, type } };
            const svg = staticChart({ data: [{ ...trace, x, y }], layout });
            assert.doesNotMatch(svg, noNumber);
          }
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test("a page's figure of such numbers has no number that is none", () => {
  for (const [a, b] of pairs.slice(0, 40)) {
    const bundle = JSON.parse(JSON.stringify(figureBundle(slid(kinds.line as (typeof kinds)[string], a, b))));
    assert.doesNotMatch(chartFigure(bundle, 1).replace(/<script[\s\S]*?<\/script>/g, ""), noNumber);
  }
});
