/** Static charts: every figure of every lesson, whole and within its frame, and a few small ones to the pixel. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { lineChart } from "../charts/index.js";
import { type Drawing, staticChart } from "../charts/static.js";

type Plain = Record<string, unknown>;
const folder = new URL("../../../notebooks/", import.meta.url);

interface Named {
  name: string;
  figure: Drawing;
}

/** All charts of the course, as its notebooks hold them. */
const figures: Named[] = readdirSync(folder)
  .filter((file) => file.endsWith(".ipynb"))
  .flatMap((file) => {
    const { cells } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { cells: Plain[] };
    const outputs = cells.flatMap((cell) => (cell.outputs ?? []) as { data?: Plain }[]);
    const charts = outputs.flatMap(({ data }) => data?.["application/vnd.plotly.v1+json"] ?? []);
    return charts.map((figure, i) => ({ name: `${file}, chart ${i + 1}`, figure: figure as Drawing }));
  });

/** Every way in which the course draws them. */
const ways = [
  { width: 600, ink: "color" },
  { width: 340, ink: "color", title: false },
  { width: 600, ink: "print" },
] as const;

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const value = (attributes: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];

/** Every text of a picture with the box that it takes if a letter is about `ems` wide. */
function textBoxes(svg: string, ems: number): Box[] {
  return [...svg.matchAll(/<text([^>]*)>([\s\S]*?)<\/text>/g)].map(([, attributes = "", content = ""]) => {
    const text = content.replace(/<[^>]*>/g, "").replace(/&\w+;/g, "&");
    const [x, y, size] = ["x", "y", "font-size"].map((name) => Number(value(attributes, name)));
    const width = text.length * ems * (size as number);
    const anchor = value(attributes, "text-anchor") ?? "start";
    const before = anchor === "start" ? 0 : anchor === "end" ? width : width / 2;
    const [px, py] = [x as number, y as number];
    const [up, down] = [0.75 * (size as number), 0.2 * (size as number)];
    const turn = /rotate\(-90 (\S+) (\S+)\)/.exec(value(attributes, "transform") ?? "");
    if (!turn)
      return { text, left: px - before, right: px - before + width, top: py - up, bottom: py + down };
    const [cx, cy] = [Number(turn[1]), Number(turn[2])];
    const [left, bottom] = [cx + (py - cy), cy - (px - before - cx)];
    return { text, left: left - up, right: left + down, top: bottom - width, bottom };
  });
}

const count = (svg: string, name: string, commands: RegExp): number =>
  [...svg.matchAll(new RegExp(`<path class="${name}" d="([^"]*)"`, "g"))].reduce(
    (sum, [, d = ""]) => sum + (d.match(commands)?.length ?? 0),
    0,
  );

const finite = (item: unknown): boolean => typeof item === "number" && Number.isFinite(item);
const isLog = (axis: unknown): boolean => (axis as { type?: string } | undefined)?.type === "log";

/** Whether a value lies between the ends that an axis asks for, if it asks for any. */
function shown(item: unknown, axis: unknown): boolean {
  const { range } = axis as { range?: [number, number] };
  const unit = isLog(axis) ? Math.log10(item as number) : (item as number);
  return range === undefined || (unit >= Math.min(...range) && unit <= Math.max(...range));
}

/** The points of a trace that have a place on the axes; with `inside`, only those between their ends. */
function drawable(trace: Plain, layout: Plain, inside = false): number {
  const [xs, ys] = [trace.x as unknown[], trace.y as unknown[]];
  const fits = (item: unknown, axis: unknown): boolean =>
    finite(item) && (!isLog(axis) || (item as number) > 0) && (!inside || shown(item, axis));
  return xs.filter((x, i) => fits(x, layout.xaxis) && fits(ys[i], layout.yaxis)).length;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

test("every figure of the course is drawn, without a number that is none, the same each time", () => {
  assert.ok(figures.length >= 90);
  for (const { name, figure } of figures) {
    for (const way of ways) {
      const svg = staticChart(figure, way);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity|null/, name);
      assert.equal(svg, staticChart(structuredClone(figure), way), name);
      assert.equal((svg.match(/</g) ?? []).length, (svg.match(/>/g) ?? []).length, name);
    }
  }
});

test("a static chart has as many marks as its figure has data", () => {
  for (const { name, figure } of figures) {
    const svg = staticChart(figure);
    const { data, layout } = figure;
    const bars = data.filter(({ type }) => type === "bar").map((trace) => (trace.x as unknown[]).length);
    assert.equal(count(svg, "bars", /M/g), sum(bars), `${name}: bars`);
    const maps = data.filter(({ type }) => type === "heatmap").map(({ z }) => z as unknown[][]);
    assert.equal(
      count(svg, "cells", /M/g),
      sum(maps.map((z) => z.flat().filter(finite).length)),
      `${name}: cells`,
    );
    const lines = data.filter(
      ({ type, mode, fill }) => type === "scatter" && String(mode).includes("lines") && !fill,
    );
    const drawn = sum(lines.map((trace) => drawable(trace, layout)));
    assert.equal(count(svg, "line", /[Ml]/g), drawn, `${name}: points of lines`);
    const marked = data.filter(({ mode }) => String(mode).includes("markers"));
    const most = (trace: Plain): number => (trace.marker as { maxdisplayed?: number }).maxdisplayed || 1e9;
    const whole = marked.filter((trace) => (trace.x as unknown[]).length <= most(trace));
    const marks = count(svg, "marks", /M/g);
    const expected = sum(whole.map((trace) => drawable(trace, layout, true)));
    const room = sum(marked.filter((trace) => !whole.includes(trace)).map(most));
    assert.ok(
      marks >= expected && marks <= expected + room,
      `${name}: ${marks} markers, ${expected} + ${room}`,
    );
  }
});

test("every text of a static chart stands within its frame, and none on another", () => {
  for (const { name, figure } of figures) {
    for (const way of ways) {
      const svg = staticChart(figure, way);
      const [, , width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "")
        .split(" ")
        .map(Number) as number[];
      for (const { text, left, right, top, bottom } of textBoxes(svg, 0.56)) {
        const inside =
          left >= -3 && right <= (width as number) + 3 && top >= -2 && bottom <= (height as number) + 2;
        assert.ok(inside, `${name} at ${way.width}: «${text}» ${[left, right, top, bottom].map(Math.round)}`);
      }
      const boxes = textBoxes(svg, 0.5);
      boxes.forEach((a, i) => {
        for (const b of boxes.slice(i + 1)) {
          const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
          const meets = over && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
          assert.ok(!meets, `${name} at ${way.width} in ${way.ink}: «${a.text}» meets «${b.text}»`);
        }
      });
    }
  }
});

/** The place of a tick's label, up to the same shift for all of an axis. */
function labelAt(svg: string, text: string): { x: number; y: number } {
  const [, x, y] = new RegExp(`<text x="([^"]*)" y="([^"]*)"[^>]*>${text}</text>`).exec(svg) ?? [];
  return { x: Number(x), y: Number(y) };
}

test("a point stands where the labels of the ticks say, on a logarithmic axis too", () => {
  const svg = staticChart(
    lineChart({
      title: "Growth",
      series: [{ name: "a", x: [0, 20, 40], y: [0.01, 0.1, 1] }],
      ...{ xTitle: "step", yTitle: "size", logY: true },
    }),
  );
  const d = /class="line" d="M(\S+) (\S+?)l(\S+?)(-\S+?)l(\S+?)(-[^"]+)"/.exec(svg)?.slice(1).map(Number);
  assert.ok(d, svg);
  const [x, y, dx, dy, dx2, dy2] = d as [number, number, number, number, number, number];
  const near = (a: number, b: number, what: string): void =>
    assert.ok(Math.abs(a - b) < 0.25, `${what}: ${a} and ${b}`);
  near(x, labelAt(svg, "0").x, "first x");
  near(x + dx + dx2, labelAt(svg, "40").x, "last x");
  near(dx, dx2, "steps across");
  near(dy, dy2, "steps up");
  near(y - (y + dy + dy2), labelAt(svg, "0\\.01").y - labelAt(svg, "1").y, "rise");
});

test("bars are as long as their values, and hatched apart on paper", () => {
  const figure = {
    data: [
      { type: "bar", name: "a", x: ["p", "q"], y: [1, 4], marker: { color: "#009E73" } },
      { type: "bar", name: "b", x: ["p", "q"], y: [2, 0], marker: { color: "#CC79A7" } },
    ],
    layout: { height: 300 },
  };
  const heights = [...staticChart(figure).matchAll(/class="bars" d="([^"]*)"/g)].map(([, d = ""]) =>
    [...d.matchAll(/v(-?[\d.]+)/g)].map(([, length]) => -Number(length)),
  ) as [[number, number], [number, number]];
  const unit = heights[0][0];
  assert.ok(unit > 20);
  for (const [length, expected] of [
    [heights[0][1], 4],
    [heights[1][0], 2],
    [heights[1][1], 0],
  ] as const)
    assert.ok(Math.abs(length - expected * unit) < 0.5);
  const printed = staticChart(figure, { ink: "print" });
  const fills = [...printed.matchAll(/class="bars" d="[^"]*" fill="url\(#([^)]*)\)"/g)].map(([, id]) => id);
  assert.equal(new Set(fills).size, 2);
  for (const id of fills) assert.ok(printed.includes(`<pattern id="${id}"`));
});

test("on paper a chart is black, white and grey; on the screen its neutral colours are the page's", () => {
  for (const { name, figure } of figures) {
    const printed = staticChart(figure, { ink: "print" });
    for (const [, colour = ""] of printed.matchAll(/"#([\da-f]{3}|[\da-f]{6})"/gi)) {
      const parts = colour.length === 3 ? [...colour] : colour.match(/../g);
      assert.ok(isGrey(parts), `${name}: #${colour}`);
    }
    assert.doesNotMatch(printed, /var\(/, name);
    assert.match(staticChart(figure), /var\(--chart-text,#[\da-f]{6}\)/, name);
  }
});

const isGrey = (parts: readonly string[] | null | undefined): boolean =>
  new Set((parts ?? []).map((part) => part.toLowerCase())).size === 1;

test("staticChart refuses what it cannot draw, and says what", () => {
  const figure = { data: [{ type: "violin", y: [1, 2] }], layout: {} };
  assert.throws(() => staticChart(figure), /staticChart: the figure must be without a trace of type violin/);
  assert.throws(() => staticChart({ data: [], layout: { xaxis2: {} } }), /second pair of axes/);
  assert.throws(
    () => staticChart({ data: [], layout: {} }, { width: 12 }),
    /width must be 240 pixels or more/,
  );
});

test("texts of a figure are never read as markup", () => {
  const data = [{ type: "scatter", mode: "lines", x: [0, 1], y: [0, 1], name: '<script>"&' }];
  const layout = { showlegend: true, title: { text: "a < b & <b>c</b> <script>x</script>" } };
  const svg = staticChart({ data, layout });
  assert.doesNotMatch(svg, /<script/);
  assert.match(svg, /a &lt; b &amp; <tspan font-weight="600">c<\/tspan>/);
});
