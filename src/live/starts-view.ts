/** The picture, the sentence and the table of the starting points. */
import { formatNumber } from "../charts/number.js";
import { curve } from "./history.js";
import type { View, ViewTable } from "./live.js";
import { linearScale, logScale, xAxis, yAxis } from "./scale.js";
import { ballInk, drawMap, type MapContent, valleyInks } from "./starts-map.js";
import type { Ball } from "./starts-model.js";
import { type Surface, surfaces } from "./starts-surfaces.js";
import { at, type Ink, NARROW, rectangle, SMALL, svg, WIDE, words } from "./svg.js";

/** The size of the picture and the side of the map in it, at its top left. */
export const LAYOUT = {
  wide: { width: WIDE, height: 402, map: 360 },
  narrow: { width: NARROW, height: 723, map: NARROW },
} as const;

/** A row of the count: a valley, or what else may become of a ball. */
interface Count {
  name: string;
  ink: Ink;
  count: number;
}

function counts({ valleys }: Surface, balls: readonly Ball[]): Count[] {
  const number = (fate: Ball["fate"]) => balls.filter((ball) => ball.fate === fate).length;
  const rows = valleys.map(({ name }, i) => ({ name, ink: valleyInks[i] as Ink, count: number(i) }));
  const others = [
    { name: "rolling", ink: "ink", count: number("rolling") },
    { name: "at rest", ink: "ink", count: number("resting") },
    { name: "off the map", ink: "ink", count: number("gone") },
  ] as const;
  return [...rows, ...others.filter(({ name, count }) => name === "rolling" || count > 0)];
}

function countBars(surface: Surface, balls: readonly Ball[], width: number): string {
  const rows = counts(surface, balls);
  const most = Math.max(5, ...rows.map(({ count }) => count));
  const left = 78;
  const bars = rows.map(({ name, ink, count }, i) => {
    const y = 28 + 20 * i;
    const long = ((width - left - 30) * count) / most;
    return (
      words(left - 8, y + 11, name.length === 1 ? `valley ${name}` : name, { anchor: "end" }) +
      rectangle(left, y, Math.max(1, long), 14, ink) +
      words(left + long + 6, y + 11, String(count))
    );
  });
  return words(0, 12, "where the balls are", { size: SMALL }) + bars.join("");
}

function lossChart(surface: Surface, balls: readonly Ball[], width: number, height: number): string {
  const last = Math.max(0, ...balls.map((ball) => ball.trail.points().at(-1)?.step ?? 0));
  const left = 40;
  const x = linearScale(0, Math.max(50, last), left, width - 14, 4);
  const { low, high, log } = surface.range;
  const y = log ? logScale(low, high, height, 28) : linearScale(low, high, height, 28);
  const curves = balls.map((ball) =>
    curve(
      ball.trail.points().map(({ step, values }) => [x.at(step), y.at(values[0] as number)] as const),
      ballInk(ball.fate),
      { width: 1.8 },
    ),
  );
  return [
    yAxis(y, left, width - 14, log ? "loss of each ball (log)" : "loss of each ball", "ink"),
    ...curves,
    xAxis(x, height, "step"),
  ].join("");
}

/** Below the map: its axes, and what the marks on it mean. */
function mapKey(surface: Surface, size: number): string {
  const [across, up] = surface.axes;
  return [
    words(size / 2, size + 17, `${across} →`, { anchor: "middle", ink: "muted" }),
    words(0, size + 17, `↑ ${up}`, { ink: "muted" }),
    words(0, size + 35, "×: a pass between valleys. Ring: the next drop.", { ink: "muted" }),
  ].join("");
}

function picture(content: MapContent, narrow: boolean): string {
  const surface = surfaces[content.key] as Surface;
  const { width, height, map } = narrow ? LAYOUT.narrow : LAYOUT.wide;
  const room = narrow ? width : width - map - 26;
  const [x, y] = narrow ? [0, map + 50] : [map + 26, 0];
  return svg(
    width,
    height,
    drawMap(content, map),
    mapKey(surface, map),
    at(x, y, countBars(surface, content.balls, room)),
    at(x, y + 175, lossChart(surface, content.balls, room, narrow ? 140 : 165)),
  );
}

/** What there is to be seen, `step` steps after the first ball was dropped. */
function startsSentence(key: string, balls: readonly Ball[], step: number): string {
  const surface = surfaces[key] as Surface;
  if (balls.length === 0) return "No ball yet: press on the map, or choose a place and press Drop.";
  const rows = counts(surface, balls).filter(({ count }) => count > 0);
  const parts = rows.map(({ name, count }) => {
    if (name.length > 1) return `${count} ${name}`;
    const { loss } = surface.valleys.find((valley) => valley.name === name) as { loss: number };
    return `${count} in valley ${name} (loss ${formatNumber(loss, 2)})`;
  });
  return `Step ${step}, ${balls.length} ${balls.length === 1 ? "ball" : "balls"}: ${parts.join(", ")}.`;
}

/** One row per ball. */
function startsTable(key: string, balls: readonly Ball[]): ViewTable {
  const surface = surfaces[key] as Surface;
  const place = ([x, y]: ArrayLike<number> & Iterable<number>) =>
    `${formatNumber(x as number, 3)}, ${formatNumber(y as number, 3)}`;
  const rows = balls.map(({ start, at: now, fate, trail }, i) => {
    const last = trail.points().at(-1) as { step: number; values: readonly number[] };
    const end = typeof fate === "number" ? `valley ${surface.valleys[fate]?.name}` : fate;
    return [i + 1, place(start), place(now), last.step, formatNumber(last.values[0] as number, 4), end];
  });
  return { columns: ["ball", "start", "place", "step", "loss", "end"], rows };
}

/** Everything to be seen at a step. */
export function startsView(content: MapContent, step: number, narrow = false): View {
  const { key, balls } = content;
  return {
    svg: picture(content, narrow),
    sentence: startsSentence(key, balls, step),
    table: startsTable(key, balls),
  };
}
