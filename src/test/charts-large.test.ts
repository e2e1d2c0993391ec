/** Charts and tables of more values than a call can take as arguments. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { finiteExtent } from "../charts/extent.js";
import * as charts from "../charts/index.js";
import { staticChart } from "../charts/static.js";
import { powersAround } from "../live/scale.js";
import { tableBundle } from "../notebook/table.js";

const COUNT = 250_001;
/** From 1 at the first to 2 at the last, with an exact zero at every other place in `half`. */
const values = Float64Array.from({ length: COUNT }, (_, i) => 1 + i / (COUNT - 1));
const half = values.map((value, i) => (i % 2 === 0 ? value : 0));
const axes = { title: "T", xTitle: "x", yTitle: "y" };

/** A picture of it that is whole, with a bounded number of texts. */
function picture(figure: charts.Figure): string {
  const svg = staticChart(figure);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  assert.ok((svg.match(/<text/g) ?? []).length < 700);
  assert.ok(figure.alt.length < 1000, "the words do not grow with the data");
  return svg;
}

const count = (svg: string, name: string, commands: RegExp): number =>
  [...svg.matchAll(new RegExp(`class="${name}" d="([^"]*)"`, "g"))].reduce(
    (sum, [, d = ""]) => sum + (d.match(commands)?.length ?? 0),
    0,
  );

test("a call with so many arguments fails: what these tests are about", () => {
  assert.throws(() => Math.max(...values), RangeError);
  assert.deepEqual(finiteExtent([values, [Number.NaN, Infinity]]), [1, 2]);
  assert.equal(finiteExtent([[], [Number.NaN]]), undefined);
});

test("lineChart: a line with a band, and logarithmic axes with half of the values exactly 0", () => {
  const band = { low: values, high: values };
  const svg = picture(charts.lineChart({ ...axes, series: [{ name: "s", y: values, band }] }));
  assert.equal(count(svg, "line", /[Ml]/g), COUNT);
  const log = charts.lineChart({
    ...axes,
    logX: true,
    logY: true,
    series: [{ name: "s", x: values, y: half }],
  });
  assert.match(log.alt, /exactly 0 at 125000 xs from 1\.000 to 2\.000\./);
  picture(log);
});

test("scatterChart and forwardBackwardChart", () => {
  const series = [{ name: "s", x: values, y: half }];
  const scatter = charts.scatterChart({ ...axes, series, reference: "diagonal", equalAxes: true });
  assert.equal(count(picture(scatter), "marks", /M/g), COUNT);
  const rows = Array.from(values, (s, layer) => {
    return { layer, std: s, sampleStd: s, meanSquare: s, gradientRms: half[layer] as number };
  });
  const bands = { forward: { low: values, high: values } };
  picture(charts.forwardBackwardChart({ title: "T", rows, theory: rows, bands }));
});

test("histogramGrid and barChart, upright and lying", () => {
  const edges = Float64Array.from({ length: COUNT + 1 }, (_, i) => i);
  picture(charts.histogramGrid({ title: "T", xTitle: "x", panels: [{ name: "p", edges, shares: values }] }));
  const categories = Array.from(values, (_, i) => `c${i}`);
  for (const horizontal of [true, false]) {
    const bars = { categories, series: [{ name: "s", values }], categoryTitle: "c", valueTitle: "v" };
    picture(charts.barChart({ title: "T", horizontal, ...bars }));
  }
});

test("matrixChart and heatmap: the weights of 1000 × 1000 units, a column of them, all zeros", () => {
  const data = Float32Array.from({ length: 1_000_000 }, (_, i) => ((i * 7919) % 1000) / 500 - 1);
  const matrix = charts.matrixChart({ title: "T", matrix: { rows: 1000, cols: 1000, data } });
  const { zmin, zmax, z: cells } = matrix.data[0] as charts.PlotlyTrace;
  const z = cells as number[][];
  assert.deepEqual([zmin, zmax, z.length, z[999]?.length], [-1, 1, 1000, 1000]);
  assert.ok(matrix.table.rows.length <= 100 && matrix.table.columns.length <= 101);
  assert.deepEqual([matrix.table.rows[0]?.[0], matrix.table.rows.at(-1)?.[0]], [1, 1000]);
  const svg = picture(matrix);
  assert.ok(count(svg, "cells", /M/g) < 600 * 400, "no more cells than pixels");
  const names = { colorbarTitle: "z", x: ["a"], y: Array.from(values, (_, i) => i) };
  picture(charts.heatmap({ ...axes, ...names, z: Array.from(values, (value) => [value]) }));
  const side = Array.from({ length: 500 }, (_, i) => i);
  const zeros = side.map(() => new Float64Array(500));
  picture(charts.heatmap({ ...axes, colorbarTitle: "z", x: side, y: side, z: zeros, logZ: true }));
});

test("cells of a pixel are seen, also where a gap between cells was asked for", () => {
  const side = 500;
  const data = new Float64Array(side * side).fill(1);
  const matrix = { rows: side, cols: side, data };
  const written = staticChart(charts.matrixChart({ title: "T", matrix, showValues: true }));
  const covered = [...written.matchAll(/M\d+ \d+h(\d+)v(\d+)h-\d+z/g)];
  assert.ok(covered.length > 100_000);
});

test("sliderChart", () => {
  const steps = ["a", "b"].map((label) => ({
    label,
    figure: charts.lineChart({ ...axes, series: [{ name: "s", y: values }] }),
  }));
  picture(charts.sliderChart({ sliderTitle: "s", steps }));
});

test("networkDiagram is made, whatever its size", () => {
  const nodes = Array.from({ length: COUNT }, (_, i) => ({ id: `n${i}`, layer: i % 2 }));
  const edges = nodes.map(({ id }, i) => ({ from: "n0", to: id, weight: values[i] as number }));
  const { layout, data } = charts.networkDiagram({ title: "T", nodes, edges });
  assert.equal(data.length, COUNT + 2);
  assert.ok(Number.isFinite(layout.height));
});

test("showTable and the scales of live pictures", () => {
  const bundle = tableBundle(Array.from(values, (value, i) => ({ i, value })));
  assert.equal(bundle["text/plain"]?.toString().split("\n").length, COUNT + 2);
  assert.deepEqual(powersAround(Array.from(values)), [1, 10]);
});
