/** The map of a loss with its balls: heights, contour lines, valleys, trails. */
import { colours } from "../charts/look.js";
import { formatNumber } from "../charts/number.js";
import { image } from "./maps.js";
import { type Palette, pngAddress } from "./png.js";
import { contourPaths, heightMap, middle } from "./starts-contours.js";
import { type Ball, endOf, type Fate, type Rolling } from "./starts-model.js";
import { type Point, type Surface, surfaces } from "./starts-surfaces.js";
import { box, disc, element, type Ink, ink, line, words } from "./svg.js";

/** The inks of the valleys, in their order. */
export const valleyInks: readonly Ink[] = ["green", "pink", "ochre", "violet"];

/** The ink of a ball: its valley's once it has arrived. */
export const ballInk = (fate: Fate): Ink => (typeof fate === "number" ? (valleyInks[fate] as Ink) : "ink");

const BASIN_CELLS = 56;
const BASIN_STEPS = 300;

const basinPalette: Palette = [
  [0, 0, 0, 0],
  ...colours.others.map((colour) => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return [r as number, g as number, b as number, 105] as const;
  }),
];

/** Every cell of the map in the colour of the valley where a ball dropped there ends. */
export function basinMap(surface: Surface, rolling: Rolling): string {
  const ends = Uint8Array.from(
    { length: BASIN_CELLS * BASIN_CELLS },
    (_, k) => endOf(surface, rolling, middle(surface.plane, BASIN_CELLS, k), BASIN_STEPS) + 1,
  );
  return pngAddress(BASIN_CELLS, BASIN_CELLS, ends, basinPalette);
}

const grounds = new Map<string, string>();

/** Heights and contour lines, which never change and are therefore kept. */
function ground(key: string, size: number): string {
  const name = `${key} ${size}`;
  let drawn = grounds.get(name);
  if (drawn === undefined) {
    const surface = surfaces[key] as Surface;
    const paths = contourPaths(surface, size).map((d) =>
      element("path", { d, ...ink(undefined, "theory"), "stroke-width": 0.8, "stroke-opacity": "0.7" }),
    );
    drawn = image(heightMap(surface), 0, 0, size, size) + paths.join("");
    grounds.set(name, drawn);
  }
  return drawn;
}

/** From the plane to the pixels of a map of this size. */
function toPixels({ left, right, bottom, top }: Surface["plane"], size: number, [x, y]: Point): Point {
  return [(size * (x - left)) / (right - left), (size * (top - y)) / (top - bottom)];
}

function drawBall(ball: Ball, place: (at: Point) => Point): string {
  const colour = ballInk(ball.fate);
  const trail = ball.trail.points().map(({ values }) => place([values[1] as number, values[2] as number]));
  const [x, y] = place([ball.at[0] as number, ball.at[1] as number]);
  const there = Number.isFinite(x) && Number.isFinite(y) ? disc(x, y, 6, colour, "paper", 1.5) : "";
  return line(trail, colour, { width: 1.8 }) + disc(...place(ball.start), 3, "paper", colour, 1.5) + there;
}

/** What is drawn on the map. */
export interface MapContent {
  /** A key of `surfaces`. */
  key: string;
  balls: readonly Ball[];
  /** Where the next ball would be dropped. */
  cursor: Point;
  /** What `basinMap` gave, if it is to be seen. */
  basins?: string | undefined;
}

/** The map in a square of `size` pixels. */
export function drawMap({ key, balls, cursor, basins }: MapContent, size: number): string {
  const surface = surfaces[key] as Surface;
  const place = (at: Point) => toPixels(surface.plane, size, at);
  const bottoms = surface.valleys.map(({ name, at, loss }) => {
    const [x, y] = place(at);
    return words(x, y + 22, `${name}: ${formatNumber(loss, 2)}`, {
      anchor: "middle",
      bold: true,
      halo: true,
    });
  });
  const saddles = surface.saddles.map(({ at }) => {
    const [x, y] = place(at);
    return words(x, y + 5, "×", { anchor: "middle", size: 16, halo: true });
  });
  const [x, y] = place(cursor);
  const ring = element("circle", {
    ...{ cx: x, cy: y, r: 9, ...ink(undefined, "ink") },
    ...{ "stroke-width": 1.5, "stroke-dasharray": "3 3" },
  });
  const frame = element("rect", {
    x: 0.5,
    y: 0.5,
    width: size - 1,
    height: size - 1,
    ...ink(undefined, "muted"),
  });
  const cells = basins
    ? element("image", {
        ...{ href: basins, x: 0, y: 0, width: size, height: size },
        ...{ preserveAspectRatio: "none", "image-rendering": "pixelated" },
      })
    : "";
  const drawn = balls.map((ball) => drawBall(ball, place));
  return box(0, 0, size, size, ground(key, size), cells, ...saddles, ...drawn, ...bottoms, ring, frame);
}
