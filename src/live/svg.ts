/** Pieces of SVG as text: elements, words, lines, and the inks that the page's style sheet gives their colours. */
import { colours, fontFamily } from "../charts/look.js";

/**
 * What a thing is, which decides its colour: forward blue, backward orange, theory grey; `ink` for words, `muted` for
 * words of less weight, `grid` for lines behind, `paper` for the ground, and four more for other things. The blue and the
 * orange for words have more contrast than those for lines.
 */
export type Ink =
  | "forward"
  | "backward"
  | "forward-words"
  | "backward-words"
  | "theory"
  | "ink"
  | "muted"
  | "grid"
  | "paper"
  | "green"
  | "pink"
  | "ochre"
  | "violet";

/** The colours of a picture that stands alone: they read on white and on dark grounds. */
export const inks: Readonly<Record<Ink, string>> = {
  forward: colours.forward,
  backward: colours.backward,
  "forward-words": colours.forwardText,
  "backward-words": colours.backwardText,
  theory: colours.theory,
  ink: colours.text,
  muted: colours.text,
  grid: "rgb(118 118 118 / 0.28)",
  paper: "#ffffff",
  green: colours.others[0] as string,
  pink: colours.others[1] as string,
  ochre: colours.others[2] as string,
  violet: colours.others[3] as string,
};

/** The widths of the two layouts, and the text sizes, all in pixels. */
export const WIDE = 600;
export const NARROW = 320;
export const TEXT = 13;
export const SMALL = 12;

/** Pixels that no picture comes near: what lies farther away is drawn there. */
const FAR = 1e6;

/** A coordinate, to a tenth of a pixel. */
export const px = (x: number): string => String(Math.round(10 * Math.max(-FAR, Math.min(FAR, x))) / 10);

/** Whether a thing has a place: what has none is not drawn. */
const placed = (...coordinates: number[]): boolean => coordinates.every(Number.isFinite);

/** Attributes by name; numbers are written to a tenth, undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Words as they may stand in an element or an attribute. */
export const escapeXml = (words: string): string =>
  words.replace(/[&<>"]/g, (character) => entities[character] as string);

/** An element with content that is SVG already. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? px(value) : escapeXml(value as string)}"`);
  const inside = content.join("");
  return inside === "" ? `<${name}${pairs.join("")}/>` : `<${name}${pairs.join("")}>${inside}</${name}>`;
}

/** The classes that give an element its colours: as a fill, as a stroke, or both. */
export const ink = (fill: Ink | undefined, stroke?: Ink): { class: string } => ({
  class: [fill ? `f-${fill}` : "f-none", ...(stroke ? [`s-${stroke}`] : [])].join(" "),
});

/** The whole picture. */
export function svg(width: number, height: number, ...content: string[]): string {
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${px(width)} ${px(height)}` },
    ...content,
  );
}

/** The style rules that give each ink its colour, as a fill and as a stroke. */
export function inkRules(colourOf: (name: Ink) => string): string {
  const rules = (Object.keys(inks) as Ink[]).map(
    (name) => `.f-${name}{fill:${colourOf(name)}}.s-${name}{stroke:${colourOf(name)}}`,
  );
  return `.f-none{fill:none}${rules.join("")}`;
}

/** The picture with its own colours and fonts, for places that have no style sheet for it. */
export function standalone(picture: string): string {
  const style = `<style>text{font-family:${fontFamily.replaceAll("'", "")}}${inkRules((name) => inks[name])}text.halo{stroke:none}</style>`;
  return picture.replace(
    /viewBox="0 0 ([\d.]+) ([\d.]+)">/,
    (box, w, h) => `width="${w}" height="${h}" ${box}${style}`,
  );
}

/** How words stand. */
export interface WordsOptions {
  anchor?: "start" | "middle" | "end";
  size?: number;
  ink?: Ink;
  bold?: boolean;
  /** Degrees, clockwise, about the point. */
  turn?: number;
  /** A rim of the ground's colour, so that the words read over lines. */
  halo?: boolean;
}

/** Words with their baseline's point at `(x, y)`. */
export function words(x: number, y: number, text: string, options: WordsOptions = {}): string {
  const { anchor, size = SMALL, ink: colour = "ink", bold, turn, halo } = options;
  if (!placed(x, y)) return "";
  return element(
    "text",
    {
      x,
      y,
      "font-size": size,
      class: halo ? `f-${colour} halo s-paper` : `f-${colour}`,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "font-weight": bold ? "600" : undefined,
      transform: turn === undefined ? undefined : `rotate(${px(turn)} ${px(x)} ${px(y)})`,
      ...(halo && { "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }),
    },
    escapeXml(text),
  );
}

/** How a line is drawn. */
export interface LineOptions {
  width?: number;
  dash?: string;
  opacity?: number;
}

/** The dashes of theory. */
export const DASH = "6 4";

/** A line through the points; where one is not finite, it is broken. */
export function line(
  points: readonly (readonly [number, number])[],
  stroke: Ink,
  options: LineOptions = {},
): string {
  let d = "";
  let pen = "M";
  for (const [x, y] of points) {
    const there = Number.isFinite(x) && Number.isFinite(y);
    if (there) d += `${pen}${px(x)} ${px(y)}`;
    pen = there ? "L" : "M";
  }
  const { width = 2, dash, opacity } = options;
  if (d === "") return "";
  return element("path", {
    d,
    ...ink(undefined, stroke),
    "stroke-width": width,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
    "stroke-opacity": opacity === undefined ? undefined : opacity.toFixed(2),
  });
}

/** A filled shape through the points; those that are not finite are left out. */
export function area(points: readonly (readonly [number, number])[], fill: Ink, opacity = 1): string {
  const there = points.filter((point) => placed(...point));
  if (there.length === 0) return "";
  const d = there.map(([x, y], i) => `${i === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
  return element("path", {
    d: `${d}Z`,
    ...ink(fill),
    "fill-opacity": opacity === 1 ? undefined : opacity.toFixed(2),
  });
}

/** A rectangle; a share of ink between 0 and 1 makes the colours of a map that reads in light and dark. */
export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: Ink,
  opacity = 1,
): string {
  if (!placed(x, y, width, height)) return "";
  return element("rect", {
    x,
    y,
    width,
    height,
    ...ink(fill),
    "fill-opacity": opacity === 1 ? undefined : opacity.toFixed(2),
  });
}

/** A disc, with a rim if a second ink is named; none where its place is not finite. */
export function disc(x: number, y: number, r: number, fill: Ink, rim?: Ink, width = 1.5): string {
  if (!placed(x, y, r)) return "";
  return element("circle", { cx: x, cy: y, r, ...ink(fill, rim), "stroke-width": rim ? width : undefined });
}

/** Content moved by `(x, y)`. */
export function at(x: number, y: number, ...content: string[]): string {
  return element("g", { transform: `translate(${px(x)} ${px(y)})` }, ...content);
}

/** Content in a box of its own, with its own origin: what goes beyond the box is not drawn. */
export function box(x: number, y: number, width: number, height: number, ...content: string[]): string {
  return element("svg", { x, y, width, height, overflow: "hidden" }, ...content);
}
