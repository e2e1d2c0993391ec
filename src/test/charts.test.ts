/** What holds for every chart: words, a table, named axes, few series, one colour law; and each chart's own promises. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figure, LayerSize, NetworkEdge, PlotlyTrace, Series } from "../charts/index.js";
import * as charts from "../charts/index.js";

const layers = [0, 1, 2, 3, 4];
const row = (layer: number, std: number, gradientRms: number): LayerSize => {
  return { layer, std, sampleStd: std, meanSquare: std * std, gradientRms };
};
const rows = layers.map((l) => row(l, 0.2 ** l, 6 * 0.25 ** (4 - l)));
const theory = layers.map((l) => row(l, 0.21 ** l, 0.24 ** (4 - l)));
const dead = layers.map((l) => row(l, l === 0 ? 1 : 0, l === 4 ? 3 : 0));
const bands = {
  forward: { low: layers.map((l) => 0.9 * 0.2 ** l), high: layers.map((l) => 1.1 * 0.2 ** l) },
};
const edges = Float64Array.from([-1, -0.5, 0, 0.5, 1]);

const signal = (title: string, shown: readonly LayerSize[]) =>
  charts.forwardBackwardChart({ title, rows: shown });
const figures: Record<string, Figure> = {
  forwardBackward: charts.forwardBackwardChart({
    title: "Both vanish",
    rows,
    theory,
    bands,
    caption: "Look.",
  }),
  dead: signal("All is exactly 0", dead),
  line: charts.lineChart({
    title: "It learns",
    xTitle: "step",
    yTitle: "loss",
    series: [
      { name: "He", y: Float32Array.from([2, 1, 0.5]), band: { low: [1, 0.5, 0.1], high: [3, 2, 1] } },
      { name: "ln 10", role: "theory", y: [2.3, 2.3, 2.3] },
    ],
  }),
  logLine: charts.lineChart({
    title: "It dies",
    xTitle: "std (log scale)",
    yTitle: "gradient (log scale)",
    logX: true,
    logY: true,
    series: [{ name: "gradient", role: "backward", x: [0.01, 0.1, 1], y: [0, 1e-4, 1] }],
  }),
  bar: charts.barChart({
    title: "One is tall",
    categories: ["W₁", "b₁"],
    series: [{ name: "rms", values: [0, 0.25] }],
    categoryTitle: "parameter",
    valueTitle: "rms gradient",
  }),
  histogram: charts.histogramGrid({
    title: "They narrow",
    xTitle: "activation h",
    panels: [1, 2].map((l) => ({ name: `layer ${l}`, edges, shares: [0.1, 0.4, 0.4, 0.1] })),
  }),
  heatmap: charts.heatmap({
    title: "Deep and bad",
    x: [2, 30],
    y: ["zeros", "He"],
    z: [
      [0, 0],
      [1, 1e-3],
    ],
    logZ: true,
    xTitle: "depth (layers)",
    yTitle: "initializer",
    colorbarTitle: "gradient",
  }),
  matrix: charts.matrixChart({
    title: "Rows agree",
    matrix: { rows: 2, cols: 2, data: Float64Array.of(1, -2, 1, -2) },
  }),
  scatter: charts.scatterChart({
    title: "On the circle",
    xTitle: "real part",
    yTitle: "imaginary part",
    equalAxes: true,
    reference: "unitCircle",
    series: [{ name: "eigenvalues", x: [0, 1], y: [1, 0] }],
  }),
  network: charts.networkDiagram({
    title: "No way back",
    nodes: [
      { id: "x", layer: 0, value: 3, gradient: 0 },
      { id: "f", layer: 1, value: 0, gradient: 1 },
    ],
    edges: [{ from: "x", to: "f", weight: 0, gradient: 3, label: "w" }],
  }),
  slider: charts.sliderChart({
    sliderTitle: "std",
    steps: [
      { label: "0", figure: signal("Nothing", dead) },
      { label: "0.1", figure: charts.forwardBackwardChart({ title: "Something", rows, theory }) },
    ],
  }),
};

const drawable = ["scatter", "bar", "heatmap", "histogram", "box", "violin", "contour"];
const inLegend = (figure: Figure) => figure.data.filter((trace) => trace.name && trace.showlegend !== false);
const settings = (value: unknown) => (value ?? {}) as Record<string, unknown>;
const text = (value: unknown) => String(settings(value).text ?? "");
const colourOf = (trace: PlotlyTrace | undefined) => settings(trace?.line ?? trace?.marker).color;

for (const [name, figure] of Object.entries(figures)) {
  test(`${name}: says its finding in words, title and table`, () => {
    assert.ok(figure.alt.length > 20 && figure.alt.endsWith("."), figure.alt);
    assert.doesNotMatch(figure.alt, /<|undefined|NaN/);
    assert.ok(figure.table.columns.length > 1 && figure.table.rows.length > 0);
    for (const cells of figure.table.rows) assert.equal(cells.length, figure.table.columns.length);
    assert.ok(text(figure.layout.title).length > 0);
  });

  test(`${name}: has named axes, at most four series, and a background that shows through`, () => {
    for (const axis of [settings(figure.layout.xaxis), settings(figure.layout.yaxis)]) {
      if (axis.visible !== false) assert.ok(text(axis.title).length > 1, "an axis without a name");
    }
    assert.ok(inLegend(figure).length <= 4);
    assert.ok(figure.data.every(({ type }) => drawable.includes(type)));
    assert.equal(figure.layout.paper_bgcolor, "rgba(0, 0, 0, 0)");
    assert.equal(figure.layout.plot_bgcolor, "rgba(0, 0, 0, 0)");
  });

  test(`${name}: is plain data`, () => {
    const plain = charts.toPlain(figure);
    assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain);
  });
}

test("forwardBackwardChart: forward is blue, backward orange, theory grey, dashed and dotted", () => {
  const [forward, backward, ...grey] = inLegend(figures.forwardBackward as Figure);
  assert.equal(colourOf(forward), "#0072B2");
  assert.equal(colourOf(backward), "#D55E00");
  assert.deepEqual(grey.map(colourOf), ["#767676", "#767676"]);
  assert.deepEqual(
    grey.map((trace) => settings(trace.line).dash),
    ["dash", "dot"],
  );
});

test("forwardBackwardChart: the gradient is relative to the top layer", () => {
  const figure = figures.forwardBackward as Figure;
  assert.deepEqual(figure.table.rows[4]?.slice(3), [1, 1]);
  assert.equal(figure.table.rows[0]?.[3], 0.25 ** 4);
  assert.equal(figure.caption, "Look.");
  assert.match(figure.alt, /Theory for the forward pass is within 2\d %/);
});

test("forwardBackwardChart: the axis, the table and the words count what xTitle names", () => {
  const shown = [0, 1, 2].map((t) => row(t, 1, 2 ** t));
  const { layout, table, alt } = charts.forwardBackwardChart({
    title: "Through time",
    rows: shown,
    xTitle: "time step",
  });
  assert.equal(settings(settings(layout.xaxis).title).text, "time step");
  assert.equal(table.columns[0], "time step");
  assert.match(alt, /at time step 2/);
  assert.doesNotMatch(alt, /layer/);
});

test("forwardBackwardChart: exact zeros are hollow markers on a floor that says so", () => {
  const figure = figures.dead as Figure;
  const axis = settings(figure.layout.yaxis);
  const floor = (axis.tickvals as number[])[0];
  assert.equal((axis.ticktext as string[])[0], "exactly 0");
  const hollow = figure.data.filter((trace) => String(settings(trace.marker).symbol).endsWith("-open"));
  assert.deepEqual(
    hollow.map(({ x, y }) => [x, y]),
    [
      [[1, 2, 3, 4], Array(4).fill(floor)],
      [[0, 1, 2, 3], Array(4).fill(floor)],
    ],
  );
  assert.match(figure.alt, /exactly 0 at layers 0 to 3/);
});

test("forwardBackwardChart: a gradient that is 0 everywhere stays 0, and no rows are an error", () => {
  const figure = signal(
    "Nothing",
    layers.map((l) => row(l, 1, 0)),
  );
  assert.ok(figure.table.rows.every((cells) => cells[2] === 0));
  assert.throws(() => signal("", []), /forwardBackwardChart: rows must have at least one layer, got 0/);
  const forwardOnly = signal("Only forward", [{ layer: 0, std: 1, sampleStd: 1, meanSquare: 1 }]);
  assert.equal(inLegend(forwardOnly).length, 1);
});

test("more than four series are refused", () => {
  const five = <T>(values: T) => Array.from({ length: 5 }, (_, i) => ({ name: String(i), ...values }));
  const points = { title: "", xTitle: "x", yTitle: "y", series: five({ y: [1] }) };
  const bars = { title: "", categories: ["a"], categoryTitle: "x", valueTitle: "y" };
  assert.throws(() => charts.lineChart(points), /lineChart: must have 1 to 4 series, got 5/);
  assert.throws(
    () => charts.barChart({ ...bars, series: five({ values: [1] }) }),
    /barChart: must have 1 to 4 series, got 5/,
  );
  assert.throws(() => charts.scatterChart(points), /scatterChart: must have 1 to 4 series, got 5/);
});

test("series that are neither forward nor backward never take their colours", () => {
  const series = Array.from({ length: 4 }, (_, i) => ({ name: String(i), y: [1, 2] }));
  const colours = charts.lineChart({ title: "t", xTitle: "x", yTitle: "y", series }).data.map(colourOf);
  assert.equal(new Set(colours).size, 4);
  assert.ok(!colours.includes("#0072B2") && !colours.includes("#D55E00"));
});

test("lineChart: a long series has a short table with both ends", () => {
  const y = Array.from({ length: 1001 }, (_, i) => i / 2);
  const { table } = charts.lineChart({ title: "t", xTitle: "step", yTitle: "y", series: [{ name: "y", y }] });
  assert.equal(table.rows.length, 21);
  assert.deepEqual(
    [table.rows[0], table.rows[20]],
    [
      [0, 0],
      [1000, 500],
    ],
  );
});

test("heatmap, histogramGrid, barChart: wrong shapes are named", () => {
  const heat = { title: "", x: [1, 2], y: [1], xTitle: "", yTitle: "", colorbarTitle: "" };
  assert.throws(
    () => charts.heatmap({ ...heat, z: [[1]] }),
    /heatmap: z must have 1 rows of 2 values, got 1 rows of 1/,
  );
  const panels = [{ name: "a", edges: [0, 1], shares: [1, 0] }];
  assert.throws(
    () => charts.histogramGrid({ title: "", xTitle: "", panels }),
    /one more edge than shares, got 2 edges/,
  );
  assert.throws(() => charts.histogramGrid({ title: "", xTitle: "", panels: [] }), /1 to 10 panels, got 0/);
  const bars = { title: "", categories: ["a", "b"], categoryTitle: "", valueTitle: "" };
  assert.throws(
    () => charts.barChart({ ...bars, series: [{ name: "s", values: [1] }] }),
    /s must have 2 values/,
  );
  assert.throws(
    () => charts.barChart({ ...bars, categories: [], series: [{ name: "s", values: [] }] }),
    /at least one category, got 0/,
  );
  assert.throws(
    () => charts.heatmap({ ...heat, z: [[NaN, NaN]] }),
    /heatmap: z must hold at least one finite value/,
  );
});

test("lineChart and scatterChart: more in x or the band than in y is an error; a series without points is said", () => {
  const given = { title: "", xTitle: "", yTitle: "" };
  const one = { low: [0], high: [1] };
  for (const chart of [charts.lineChart, charts.scatterChart]) {
    const refused = (series: Series, message: string) =>
      assert.throws(() => chart({ ...given, series: [series] }), new RangeError(`${chart.name}: ${message}`));
    const lengths = "a must have as many values in x and band as in y, got";
    refused({ name: "a", x: [1, 2, 3], y: [1, 2] }, `${lengths} 3 and 2`);
    refused({ name: "a", y: [1, 2], band: one }, `${lengths} 1 and 2`);
    const { alt } = chart({ ...given, title: "T", series: [{ name: "a", y: [] }] });
    assert.match(alt, /^T\. a( has no values|: no points)\.$/);
  }
});

test("matrixChart: colours part at 0, the first row is on top", () => {
  const [trace] = (figures.matrix as Figure).data;
  assert.deepEqual([trace?.zmin, trace?.zmax], [-2, 2]);
  assert.deepEqual(trace?.z, [
    [1, -2],
    [1, -2],
  ]);
  assert.equal(settings((figures.matrix as Figure).layout.yaxis).autorange, "reversed");
});

test("networkDiagram: the text counts weights, not every edge", () => {
  const nodes = ["x", "y", "f"].map((id, layer) => ({ id, layer }));
  const known = { from: "x", to: "y", weight: 0, gradient: 2 };
  const alt = (...edges: NetworkEdge[]) => charts.networkDiagram({ title: "T", nodes, edges }).alt;
  assert.equal(
    alt(known, { from: "y", to: "f" }),
    "T. A network of 3 nodes in 3 layers, 1 weight. 0 of 1 weight gradients are exactly 0.",
  );
  assert.equal(alt({ from: "y", to: "f" }), "T. A network of 3 nodes in 3 layers, 1 edge.");
});

test("networkDiagram: no node, an edge to nowhere and a doubled id are errors", () => {
  assert.throws(() => charts.networkDiagram({ title: "", nodes: [], edges: [] }), /at least one node, got 0/);
  const nodes = [{ id: "a", layer: 0 }];
  const edges = [{ from: "a", to: "b" }];
  assert.throws(
    () => charts.networkDiagram({ title: "", nodes, edges }),
    /edge a → b must join two nodes that exist/,
  );
  assert.throws(
    () => charts.networkDiagram({ title: "", nodes: [...nodes, ...nodes], edges: [] }),
    /ids must differ/,
  );
});

test("sliderChart: every frame has the same traces in the same order, on one axis and one floor", () => {
  const { data, frames = [], layout } = figures.slider as Figure;
  assert.equal(frames.length, 2);
  for (const frame of frames) {
    assert.deepEqual(
      frame.data.map((trace) => [trace.type, trace.name]),
      data.map((trace) => [trace.type, trace.name]),
    );
  }
  const floor = (settings(layout.yaxis).tickvals as number[])[0] as number;
  assert.ok(floor < 0.2 ** 4, "the floor is beneath the values of every step");
  assert.ok(data.some((trace) => (trace.y as number[])[0] === floor));
  assert.equal(text(frames[1]?.layout?.title), "Something");
  const steps = [{ label: "a", figure: signal("t", rows) }];
  assert.throws(() => charts.sliderChart({ sliderTitle: "s", steps }), /steps must be two or more/);
});

test("every chart refuses a text that is missing, and names it", () => {
  // A reader's code in a page or a script without types can leave anything out.
  const without = (make: unknown, options: object): (() => unknown) => {
    return () => (make as (given: object) => unknown)(options);
  };
  const y = [1, 2, 3];
  const series = [{ name: "a", y }];
  const cases: [() => unknown, string][] = [
    [without(charts.lineChart, { title: "T", series, xTitle: "x" }), "lineChart: yTitle"],
    [without(charts.lineChart, { series, xTitle: "x", yTitle: "y" }), "lineChart: title"],
    [without(charts.scatterChart, { title: "T", series, yTitle: "y" }), "scatterChart: xTitle"],
    [
      without(charts.barChart, { title: "T", categories: ["a"], series: [], valueTitle: "v" }),
      "barChart: categoryTitle",
    ],
    [
      without(charts.heatmap, { title: "T", x: y, y, z: [y, y, y], xTitle: "x", yTitle: "y" }),
      "heatmap: colorbarTitle",
    ],
    [without(charts.histogramGrid, { title: "T", panels: [] }), "histogramGrid: xTitle"],
    [without(charts.forwardBackwardChart, { rows: [] }), "forwardBackwardChart: title"],
    [without(charts.networkDiagram, { nodes: [], edges: [] }), "networkDiagram: title"],
    [without(charts.sliderChart, { steps: [] }), "sliderChart: sliderTitle"],
  ];
  for (const [make, what] of cases)
    assert.throws(make, { name: "RangeError", message: `${what} must be a text, got undefined` });
});
