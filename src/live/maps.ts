/** Maps of a quantity over the plane: a grid of points, and a picture of signed values in green and violet. */
import { type Matrix, zeroMatrix } from "../core/matrix.js";
import { type Palette, pngAddress } from "./png.js";
import { element, type Ink, ink, px } from "./svg.js";

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

/** From violet (−1) over nothing (0) to green (1): where nothing is, the ground shows, light or dark. */
const signed: Palette = Array.from({ length: 255 }, (_, i) => {
  const share = (i - 127) / 127;
  return [...(share < 0 ? VIOLET : GREEN), Math.round(225 * Math.sqrt(Math.abs(share)))] as const;
});

/** An address for the picture of values from −1 to 1; what lies beyond, and what is no number, is brought to the ends or to 0. */
export function signedMap(across: number, down: number, value: (place: number) => number): string {
  const pixels = new Uint8Array(across * down);
  for (let place = 0; place < pixels.length; place++) {
    const x = value(place);
    pixels[place] = 127 + (Number.isNaN(x) ? 0 : Math.round(127 * Math.max(-1, Math.min(1, x))));
  }
  return pngAddress(across, down, pixels, signed);
}

/** A picture by its address in a rectangle, drawn smoothly. */
export function image(address: string, x: number, y: number, width: number, height: number): string {
  return element("image", { href: address, x, y, width, height, preserveAspectRatio: "none" });
}

/** Many equal discs as one path each for rim and filling: a few characters a disc. */
export function discs(points: readonly (readonly [number, number])[], r: number, fill: Ink): string {
  if (points.length === 0) return "";
  const d = points.map(([x, y]) => `M${px(x)} ${px(y)}h.01`).join("");
  const round = { d, "stroke-linecap": "round" };
  return (
    element("path", { ...round, ...ink(undefined, "paper"), "stroke-width": 2 * r + 1.6 }) +
    element("path", { ...round, ...ink(undefined, fill), "stroke-width": 2 * r })
  );
}
