/** What charts are given: unknown options, wrong kinds, lists that do not fit; every answer names the function. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as charts from "../charts/index.js";
import { staticChart } from "../charts/static.js";

type Options = Record<string, unknown>;
type Make = (options: never) => charts.Figure;

const axes = { title: "T", xTitle: "x", yTitle: "y" };
const row = (layer: number, s: number) => {
  return { layer, std: s, sampleStd: s, meanSquare: s, gradientRms: s };
};
const line = (...y: number[]) => charts.lineChart({ ...axes, series: [{ name: "s", y }] });
const series = [{ name: "s", x: [1, 2], y: [3, 4], role: "forward", band: { low: [2, 3], high: [4, 5] } }];

/** Every chart with all of its options. */
const whole: Record<string, { make: Make; options: Options }> = {
  lineChart: {
    make: charts.lineChart,
    options: {
      ...axes,
      series,
      logX: true,
      logY: false,
      yRange: [0, 9],
      alt: "a",
      caption: "c",
      height: 300,
    },
  },
  scatterChart: {
    make: charts.scatterChart,
    options: { ...axes, series, reference: "diagonal", equalAxes: true, logX: false, logY: true },
  },
  barChart: {
    make: charts.barChart,
    options: {
      ...{ title: "T", categories: ["p", "q"], categoryTitle: "c", valueTitle: "v", horizontal: true },
      series: [{ name: "s", values: [1, -2], role: "other" }],
    },
  },
  heatmap: {
    make: charts.heatmap,
    options: {
      ...{ ...axes, colorbarTitle: "z", x: [1, 2], y: ["p"], z: [[1, 0]] },
      ...{ diverging: false, logZ: true, showValues: true, digits: 3 },
    },
  },
  matrixChart: {
    make: charts.matrixChart,
    options: {
      ...{ title: "T", matrix: { rows: 1, cols: 2, data: [1, 2] }, rowTitle: "r", columnTitle: "c" },
      ...{ valueTitle: "v", showValues: false, digits: 2 },
    },
  },
  histogramGrid: {
    make: charts.histogramGrid,
    options: {
      ...{ title: "T", xTitle: "x", role: "backward", rows: "own" },
      panels: [{ name: "p", edges: [0, 1, 2], shares: [0.5, 0.5] }],
    },
  },
  forwardBackwardChart: {
    make: charts.forwardBackwardChart,
    options: {
      ...{ title: "T", xTitle: "layer", forward: "std", rows: [row(0, 1), row(1, 2)], theory: [row(0, 1)] },
      bands: { forward: { low: [1, 1], high: [2, 2] }, backward: { low: [1, 1], high: [2, 2] } },
    },
  },
  networkDiagram: {
    make: charts.networkDiagram,
    options: {
      ...{ title: "T", edgeNumbers: true, digits: 3 },
      nodes: [
        { id: "a", layer: 0, label: "A", value: 1, gradient: 2 },
        { id: "b", layer: 1 },
      ],
      edges: [{ from: "a", to: "b", weight: 1, gradient: 2, label: "w" }],
    },
  },
  sliderChart: {
    make: charts.sliderChart,
    options: {
      ...{ title: "T", sliderTitle: "s", start: 1, alt: "a", caption: "c" },
      steps: [
        { label: "1", figure: line(1, 2) },
        { label: "2", figure: line(3) },
      ],
    },
  },
};

/** The places of everything within options, as ways from key to key; not into figures. */
function ways(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...way, key];
    return [here, ...(key === "figure" ? [] : ways(inner, here))];
  });
}

/** A copy in which `change` has changed what is at the end of a way. */
function changed<T>(value: T, way: readonly string[], change: (holder: Options, key: string) => void): T {
  if (way.length === 0) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Options;
  const [key = "", ...rest] = way;
  if (rest.length === 0) change(copy, key);
  else copy[key] = changed(copy[key], rest, change);
  return copy as T;
}

/** Nothing but a figure that can be drawn, or a RangeError `name: …, got …`. */
function assertAnswer(name: string, make: Make, options: unknown, said: string): void {
  let figure: charts.Figure;
  try {
    figure = make(options as never);
  } catch (error) {
    assert.equal((error as Error).name, "RangeError", `${said}: ${error}`);
    assert.match((error as Error).message, new RegExp(`^${name}: [^]*, got `), said);
    return;
  }
  assert.doesNotMatch(staticChart(figure), /NaN|Infinity|undefined/, said);
  assert.doesNotMatch(figure.alt, /NaN|Infinity|undefined/, said);
}

const odd: unknown[] = [
  ...[
    undefined,
    null,
    Number.NaN,
    Infinity,
    -1,
    0,
    -0,
    0.5,
    1e308,
    5e-324,
    "",
    "x",
    "__proto__",
    true,
    false,
  ],
  ...[[], {}, [[]], [Number.NaN], [1], [Infinity, 1], () => 1, new Float64Array(0), new Float64Array(3)],
  ...[{ length: 2 }, { length: -1 }, new Array(3), "a".repeat(300)],
];

for (const [name, { make, options }] of Object.entries(whole))
  test(`${name}: whatever stands in the place of an option, the answer is a chart or says what was wrong`, () => {
    assertAnswer(name, make, options, name);
    for (const value of odd) assertAnswer(name, make, value, `${name}(${String(value)})`);
    for (const way of ways(options)) {
      const where = `${name}, ${way.join(".")}`;
      for (const value of odd) {
        const given = changed(options, way, (holder, key) => {
          holder[key] = value;
        });
        assertAnswer(name, make, given, `${where} = ${String(value)}`);
      }
      const without = changed(options, way, (holder, key) => delete holder[key]);
      assertAnswer(name, make, without, `${where} left out`);
    }
  });

test("an option that there is not is refused with the nearest one, of every chart", () => {
  for (const [name, { make, options }] of Object.entries(whole))
    for (const key of Object.keys(options)) {
      const { [key]: value, ...others } = options;
      const wrong = key.toUpperCase();
      assert.throws(() => make({ ...others, [wrong]: value } as never), {
        name: "RangeError",
        message: new RegExp(`^${name}: options must be among .*, got "${wrong}"; did you mean ${key}\\?$`),
      });
    }
});

test("lineChart({ titel })", () => {
  const options = { ...axes, title: undefined, series: [{ name: "s", y: [1] }], titel: "T" };
  assert.throws(() => charts.lineChart(options as never), /got "titel"; did you mean title\?$/);
});

const refused = (make: () => unknown, message: string): void =>
  assert.throws(make, { name: "RangeError", message });

test("an entry may be a row of data with more, but a misspelt name is refused", () => {
  const given = { name: "s", y: [1, 2] };
  const extra = { ...given, std: 0.1, layer: 3, bandwidth: 7 };
  assert.equal(charts.lineChart({ ...axes, series: [extra] }).data.length, 1);
  const among = "a series must be among name, x, y, role, band, got";
  for (const [wrong, right] of [
    ["rol", "role"],
    ["rloe", "role"],
    ["Role", "role"],
    ["bands", "band"],
  ] as const) {
    const message = `lineChart: ${among} "${wrong}"; did you mean ${right}?`;
    refused(() => charts.lineChart({ ...axes, series: [{ ...given, [wrong]: "forward" }] }), message);
  }
  const panel = { name: "p", edges: [0, 1], shares: [1], counts: [3], outside: 0 };
  assert.equal(charts.histogramGrid({ title: "T", xTitle: "x", panels: [panel] }).data.length, 1);
  const band = { low: [1, 2], hihg: [3, 4] } as never;
  refused(
    () => charts.lineChart({ ...axes, series: [{ ...given, band }] }),
    'lineChart: band of s must be among low, high, got "hihg"; did you mean high?',
  );
});

test("what has no place on an axis: an x that is no number, what is below 0 on a logarithmic one", () => {
  const of = (y: number[], options: object = {}, x?: number[]) =>
    [charts.lineChart, charts.scatterChart].map((make) => ({
      name: make.name,
      make: () => make({ ...axes, ...options, series: [{ name: "s", y, x }] }),
    }));
  for (const { name, make } of of([1, 2], {}, [1, Number.NaN]))
    refused(make, `${name}: x of s must hold finite numbers, got NaN at position 1`);
  for (const { name, make } of of([1, -2], { logY: true }))
    refused(make, `${name}: y of s must not go below 0 on a logarithmic axis, got -2 at position 1`);
  for (const { name, make } of of([1, 2], { logX: true }))
    refused(make, `${name}: x of s must be above 0 on a logarithmic axis, got 0 at position 0`);
  for (const { name, make } of of([1, 2], { logY: true, yRange: [1, 2] }))
    refused(make, `${name}: yRange must be left out where y is logarithmic, got [1, 2]`);
  for (const { make } of of([1, 0, 2], { logY: true })) {
    const svg = staticChart(make());
    assert.match(svg, />exactly 0</);
    assert.equal((svg.match(/class="marks"/g) ?? []).length, 2, "the zeros have marks of their own");
  }
});

test("a y that is not finite is a gap, of a band as well", () => {
  const y = [1, Number.NaN, 2, Infinity, 3, 4];
  const band = { low: [0, 0, Number.NaN, 0, 1, 1], high: [2, 2, 3, -Infinity, 4, 5] };
  const svg = staticChart(charts.lineChart({ ...axes, series: [{ name: "s", y, band }] }));
  const parts = (name: string) =>
    new RegExp(`class="${name}" d="([^"]*)"`).exec(svg)?.[1]?.match(/M/g)?.length;
  assert.deepEqual([parts("line"), parts("band")], [3, 2]);
  assert.doesNotMatch(svg, /NaN|Infinity/);
});

test("heat maps: rows of one length, finite somewhere, none below 0 with logZ", () => {
  const names = { ...axes, colorbarTitle: "z", x: ["a", "b"], y: [1, 2] };
  const of =
    (z: number[][], options: object = {}) =>
    () =>
      charts.heatmap({ ...names, ...options, z });
  refused(of([[1, 2], [3]]), "heatmap: z must have 2 rows of 2 values, got 2 rows of 1");
  refused(
    of(
      [
        [1, 2],
        [3, -4],
      ],
      { logZ: true },
    ),
    "heatmap: z must not go below 0 with logZ, got -4",
  );
  const ragged = { title: "T", matrix: [[1, 2], [3]] };
  refused(
    () => charts.matrixChart(ragged),
    "matrixChart: row 2 of matrix must have 2 values like row 1, got 1",
  );
  const short = { rows: 2, cols: 2, data: [1, 2, 3] };
  refused(
    () => charts.matrixChart({ title: "T", matrix: short }),
    "matrixChart: matrix.data must hold 2 × 2 values, got 3",
  );
  const empty = of([
    [1, Number.NaN],
    [Infinity, 4],
  ])();
  assert.equal((staticChart(empty).match(/class="cells"[^>]*>/g) ?? []).length, 2, "two cells of four");
  const zeros = of(
    [
      [0, 0],
      [0, 0],
    ],
    { logZ: true },
  )();
  assert.doesNotMatch(staticChart(zeros), /NaN|Infinity/);
  assert.equal((zeros.layout.annotations as object[]).length, 4);
});

test("bars: finite, one for each category, each category once", () => {
  const names = { title: "T", categoryTitle: "c", valueTitle: "v" };
  const of = (categories: string[], values: number[]) => () =>
    charts.barChart({ ...names, categories, series: [{ name: "s", values }] });
  refused(of(["a"], [Number.NaN]), "barChart: values of s must hold finite numbers, got NaN at position 0");
  refused(of(["a", "a"], [1, 2]), 'barChart: categories must differ, or their bars would be one, got "a"');
});

test("charts without a title have words without one", () => {
  for (const figure of [
    charts.lineChart({ ...axes, title: "", series: [{ name: "s", y: [1, 2] }] }),
    charts.matrixChart({ title: "", matrix: [[1]] }),
  ]) {
    assert.match(figure.alt, /^[^. ]/);
    assert.doesNotMatch(staticChart(figure), /NaN/);
  }
});

test("gradients: a top that is not finite does not make the others 0, and what is tiny is not exactly 0", () => {
  const shown = (...sizes: number[]) => {
    const rows = sizes.map((size, layer) => ({ ...row(layer, 1), gradientRms: size }));
    return charts.forwardBackwardChart({ title: "T", rows }).table.rows.map((cells) => cells[2]);
  };
  assert.deepEqual(shown(1, 4, Infinity), [0.25, 1, Infinity]);
  assert.deepEqual(shown(1e-300, 0, 1e300), [5e-324, 0, 1]);
});

test("a step of a slider must be a chart that was made here, without a slider of its own", () => {
  const slider = charts.sliderChart(whole.sliderChart?.options as never);
  for (const figure of [slider, { ...line(1), layout: {} }])
    refused(
      () =>
        charts.sliderChart({
          sliderTitle: "s",
          steps: [
            { label: "1", figure: line(1) },
            { label: "2", figure },
          ],
        }),
      "sliderChart: the figure of step 2 must be a chart without a slider, got an object",
    );
});
