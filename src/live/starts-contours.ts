/** Contour lines of a loss, as one path per level, and its heights as a picture. */
import { type Plane, steps } from "./maps.js";
import { type Palette, pngAddress } from "./png.js";
import type { Surface } from "./starts-surfaces.js";

const CELLS = 54;

/** The losses at the corners of the cells, row after row from the top. */
function corners({ plane, loss }: Surface): Float64Array {
  const { left, right, bottom, top } = plane;
  const side = CELLS + 1;
  return Float64Array.from({ length: side * side }, (_, k) => {
    const x = left + ((right - left) * (k % side)) / CELLS;
    return loss(x, top - ((top - bottom) * Math.floor(k / side)) / CELLS);
  });
}

/** Corners of a cell in turn, as steps right and down. */
const turn = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** The points, in cells, where a level crosses the four sides of a cell. */
function crossings(z: Float64Array, i: number, j: number, level: number): string[] {
  const value = (k: number) => {
    const [right, down] = turn[k % 4] as readonly [number, number];
    return z[(i + down) * (CELLS + 1) + j + right] as number;
  };
  const found: string[] = [];
  for (let k = 0; k < 4; k++) {
    const [a, b] = [value(k), value(k + 1)];
    if (a < level === b < level) continue;
    const [from, to] = [turn[k] as readonly [number, number], turn[(k + 1) % 4] as readonly [number, number]];
    const share = (level - a) / (b - a);
    const x = j + from[0] + share * (to[0] - from[0]);
    const y = i + from[1] + share * (to[1] - from[1]);
    found.push(`${x.toFixed(3)} ${y.toFixed(3)}`);
  }
  return found;
}

/** Every piece of a level, as its two ends; ends that meet are written alike. */
function pieces(z: Float64Array, level: number): [string, string][] {
  const found: [string, string][] = [];
  for (let i = 0; i < CELLS; i++)
    for (let j = 0; j < CELLS; j++) {
      const ends = crossings(z, i, j, level);
      for (let k = 0; k + 1 < ends.length; k += 2) found.push([ends[k] as string, ends[k + 1] as string]);
    }
  return found;
}

/** Joins pieces end to end into as few lines as there are. */
function chains(found: readonly [string, string][]): string[][] {
  const at = new Map<string, number[]>();
  found.forEach((ends, k) => {
    for (const end of ends) at.set(end, [...(at.get(end) ?? []), k]);
  });
  const used = new Set<number>();
  const follow = (from: string): string[] => {
    const way: string[] = [];
    let end = from;
    for (;;) {
      const k = at.get(end)?.find((piece) => !used.has(piece));
      if (k === undefined) return way;
      used.add(k);
      const [a, b] = found[k] as [string, string];
      end = a === end ? b : a;
      way.push(end);
    }
  };
  return found.flatMap(([a], k) => {
    if (used.has(k)) return [];
    const forwards = follow(a);
    return [[...follow(a).reverse(), a, ...forwards]];
  });
}

type Pixel = readonly [number, number];

/** The line without the points that lie within a quarter of a pixel of the way from the last one kept to the next one. */
function thinned(points: readonly Pixel[]): Pixel[] {
  const kept = points.slice(0, 1);
  for (let i = 1; i < points.length - 1; i++) {
    const [ax, ay] = kept.at(-1) as Pixel;
    const [x, y] = points[i] as Pixel;
    const [bx, by] = points[i + 1] as Pixel;
    const [dx, dy] = [bx - ax, by - ay];
    const away = Math.abs((x - ax) * dy - (y - ay) * dx) / (Math.sqrt(dx * dx + dy * dy) || 1);
    if (away > 0.25) kept.push([x, y]);
  }
  return [...kept, ...points.slice(1).slice(-1)];
}

/** The contour lines of a surface as paths in a square of `size` pixels, one per level. */
export function contourPaths(surface: Surface, size: number): string[] {
  const z = corners(surface);
  const pixels = (text: string): Pixel => {
    const [x, y] = text.split(" ").map((cells) => (size * Number(cells)) / CELLS);
    return [x as number, y as number];
  };
  return surface.levels.map((level) =>
    chains(pieces(z, level))
      .map((line) => steps(thinned(line.map(pixels))))
      .map(([from, ...others]) => `M${from}l${others.join("l")}`)
      .join(""),
  );
}

const grey: Palette = Array.from({ length: 64 }, (_, i) => [118, 118, 118, Math.round((150 * i) / 63)]);

/** The middle of cell `k` of a picture of `cells × cells`. */
export function middle({ left, right, bottom, top }: Plane, cells: number, k: number): [number, number] {
  const x = left + ((right - left) * ((k % cells) + 0.5)) / cells;
  return [x, top - ((top - bottom) * (Math.floor(k / cells) + 0.5)) / cells];
}

/** The heights as a picture: the lowest clear, the higher the greyer, by the levels of the contour lines. */
export function heightMap({ plane, levels, loss }: Surface): string {
  const pixels = Uint8Array.from({ length: CELLS * CELLS }, (_, k) => {
    const height = loss(...middle(plane, CELLS, k));
    const above = levels.findIndex((level) => level > height);
    if (above < 0) return 63;
    const below = above === 0 ? 0 : (levels[above - 1] as number);
    const share = (height - below) / ((levels[above] as number) - below);
    return Math.round((63 * (above + share)) / levels.length);
  });
  return pngAddress(CELLS, CELLS, pixels, grey);
}
