/** The shapes of markers, as paths. */

import { numbersText, type Point, short } from "./svg.js";

/** A shape about (0, 0): where its outline begins, and how it goes on, for a marker of radius `r`. */
function shape(symbol: string, r: number): [Point, string] {
  const steps = (...values: number[][]): string =>
    `${values.map((step) => `l${numbersText(step)}`).join("")}z`;
  if (symbol === "square") return [[-0.9 * r, -0.9 * r], steps([1.8 * r, 0], [0, 1.8 * r], [-1.8 * r, 0])];
  if (symbol === "diamond")
    return [[0, -1.25 * r], steps([1.25 * r, 1.25 * r], [-1.25 * r, 1.25 * r], [-1.25 * r, -1.25 * r])];
  if (symbol === "triangle-up") return [[0, -1.15 * r], steps([1.1 * r, 1.9 * r], [-2.2 * r, 0])];
  if (symbol === "x") {
    const [a, b] = [0.55 * r, 0.45 * r];
    const arms = [
      [a, a],
      [a, -a],
      [b, b],
      [-a, a],
      [a, a],
      [-b, b],
      [-a, -a],
      [-a, a],
      [-b, -b],
      [a, -a],
      [-a, -a],
    ];
    return [[-a - b / 2, -a - b - b / 2 + b / 2], steps(...arms)];
  }
  const [arc, wide] = [short(r), short(2 * r)];
  return [[-r, 0], `a${arc} ${arc} 0 1 0 ${wide} 0a${arc} ${arc} 0 1 0-${wide} 0`];
}

/** One path with a marker at each of the points, `size` pixels wide; a symbol's `-open` is the painter's to respect. */
export function symbolPath(symbol: string, size: number, points: readonly Point[]): string {
  const [[dx, dy], outline] = shape(symbol.replace(/-open$/, ""), size / 2);
  return points.map(([x, y]) => `M${numbersText([x + dx, y + dy])}${outline}`).join("");
}
