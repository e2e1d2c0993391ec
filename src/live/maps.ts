/** Maps of a quantity over the plane: a grid of points, and a picture of signed values in green and violet. */
import { type Matrix, zeroMatrix } from "../core/matrix.js";
import { type Palette, pngAddress } from "./png.js";
import { element, type Ink, ink } from "./svg.js";

/** A part of the plane. */
export interface Plane {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** The centres of `across × down` cells of the plane, row after row from the top left, as inputs of a net. */
export function planeGrid(plane: Plane, across: number, down: number): Matrix {
  const grid = zeroMatrix(across * down, 2);
  const [width, height] = [plane.right - plane.left, plane.top - plane.bottom];
  for (let i = 0; i < down; i++)
    for (let j = 0; j < across; j++) {
      grid.data[2 * (i * across + j)] = plane.left + (width * (j + 0.5)) / across;
      grid.data[2 * (i * across + j) + 1] = plane.top - (height * (i + 0.5)) / down;
    }
  return grid;
}

const GREEN = [0, 158, 115] as const;
const VIOLET = [117, 112, 179] as const;

/** Shades on either side of nothing. */
const SHADES = 60;

/** From violet (−1) over nothing (0) to green (1): where nothing is, the ground shows, light or dark. */
const signed: Palette = Array.from({ length: 2 * SHADES + 1 }, (_, i) => {
  const share = (i - SHADES) / SHADES;
  return [...(share < 0 ? VIOLET : GREEN), Math.round(225 * Math.sqrt(Math.abs(share)))] as const;
});

/** An address for the picture of values from −1 to 1; what lies beyond, and what is no number, is brought to the ends or to 0. */
export function signedMap(across: number, down: number, value: (place: number) => number): string {
  const pixels = new Uint8Array(across * down);
  for (let place = 0; place < pixels.length; place++) {
    const x = value(place);
    pixels[place] = SHADES + (Number.isNaN(x) ? 0 : Math.round(SHADES * Math.max(-1, Math.min(1, x))));
  }
  return pngAddress(across, down, pixels, signed);
}

/** A picture by its address in a rectangle, drawn smoothly. */
export function image(address: string, x: number, y: number, width: number, height: number): string {
  return element("image", { href: address, x, y, width, height, preserveAspectRatio: "none" });
}

/** From point to point to a tenth of a pixel, as short as paths allow; the first step begins at the origin. Errors do not add up. */
export function steps(points: readonly (readonly [number, number])[]): string[] {
  let [x, y] = [0, 0];
  return points.map((point) => {
    const [dx, dy] = [Math.round(10 * point[0]) - x, Math.round(10 * point[1]) - y];
    [x, y] = [x + dx, y + dy];
    const [right, down] = [dx, dy].map((tenths) => String(tenths / 10).replace(/^(-?)0\./, "$1."));
    return `${right}${dy < 0 ? "" : " "}${down}`;
  });
}

/** Many equal discs as one path each for rim and filling: a few characters a disc. */
export function discs(points: readonly (readonly [number, number])[], r: number, fill: Ink): string {
  if (points.length === 0) return "";
  // a line without length and with round ends is a disc
  const d = steps(points)
    .map((step) => `m${step}h0`)
    .join("");
  const round = { d, "stroke-linecap": "round" };
  return (
    element("path", { ...round, ...ink(undefined, "paper"), "stroke-width": 2 * r + 1.6 }) +
    element("path", { ...round, ...ink(undefined, fill), "stroke-width": 2 * r })
  );
}
