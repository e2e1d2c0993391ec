/** Chart texts as SVG: the few tags that Plotly knows, broken into lines, with an estimate of their width. */

import { attributes, escapeXml } from "./svg.js";

const narrow = new Set("iljI.,:;'|!·ᵢ⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉".split(""));
const medium = new Set('ftrsJ ()[]-/*"₀'.split(""));
const wide = new Set("mwMWOQ@%—→←⟶×≈≤≥±−+=÷√∂∇".split(""));

/** How wide a text is about, in pixels; rather too much than too little, since the reader's font is not known. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of plainWords(text)) {
    if (narrow.has(character)) ems += 0.39;
    else if (medium.has(character)) ems += 0.44;
    else if (wide.has(character)) ems += 0.89;
    else if (/[A-Z]/.test(character)) ems += 0.7;
    else ems += 0.62;
  }
  return ems * size;
}

/** A text without its tags, line breaks as blanks. */
export const plainWords = (text: string): string =>
  text.replace(/<br\s*\/?>/gi, " ").replace(/<\/?[a-z][^<>]*>/gi, "");

/** The lines of a text. */
export const linesOf = (text: string): string[] => (text === "" ? [] : text.split(/<br\s*\/?>/i));

/** The widest line of a text, in pixels. */
export const blockWidth = (text: string, size: number): number =>
  Math.max(0, ...linesOf(text).map((line) => textWidth(line, size)));

function fill(words: readonly string[], width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text broken anew into few and evenly long lines, at most `room` pixels wide where its blanks allow it. */
export function wrapTo(text: string, room: number, size: number, weight = 400): string {
  if (text === "") return "";
  // Bold letters are wider.
  const width = weight > 500 ? room / 1.13 : room;
  const words = text.replace(/<br\s*\/?>/gi, " ").split(/\s+(?![^<]*>)/);
  const fewest = fill(words, width, size).length;
  let even = textWidth(words.join(" "), size) / fewest;
  while (even < width && fill(words, even, size).length > fewest) even += size / 2;
  return closeTags(fill(words, Math.min(even, width), size)).join("<br>");
}

/** Tags that a line break cuts are closed before it and opened again behind it. */
function closeTags(lines: readonly string[]): string[] {
  let open: string[] = [];
  return lines.map((line) => {
    const before = open.join("");
    for (const [tag, closing] of line.matchAll(/<(\/?)[a-z]+[^>]*>/gi))
      open = closing === "/" ? open.slice(0, -1) : [...open, tag];
    const ends = [...open].reverse().map((tag) => `</${/^<([a-z]+)/i.exec(tag)?.[1]}>`);
    return before + line + ends.join("");
  });
}

const styles: Record<string, string> = {
  b: 'font-weight="600"',
  i: 'font-style="italic"',
  sub: 'font-size=".75em" dy=".25em"',
  sup: 'font-size=".75em" dy="-.4em"',
};

/** One line with its tags as tspans; `paint` decides on the colour that a span asks for. */
function lineSvg(line: string, paint: (colour: string) => string): string {
  return line
    .split(/(<\/?[a-z][^<>]*>)/i)
    .map((piece) => {
      const tag = /^<(\/?)([a-z]+)([^<>]*)>$/i.exec(piece);
      if (!tag) return escapeXml(piece.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"));
      const [, closing, name = "", rest = ""] = tag;
      if (!(name in styles) && name !== "span") return "";
      if (closing) return "</tspan>";
      const colour = /color:\s*([^;"']+)/.exec(rest)?.[1];
      const style = name === "span" ? (colour ? `fill="${escapeXml(paint(colour))}"` : "") : styles[name];
      return `<tspan${style ? ` ${style}` : ""}>`;
    })
    .join("");
}

/** Where and how a text stands. */
export interface TextOptions {
  x: number;
  y: number;
  size: number;
  anchor?: "start" | "middle" | "end" | undefined;
  /** Which edge of the block of lines `y` is. */
  edge?: "top" | "middle" | "bottom" | undefined;
  fill?: string | undefined;
  weight?: number | undefined;
  /** Degrees, about (x, y). */
  rotate?: number | undefined;
  /** The colour of a span, asked for by the text itself. */
  paint?: ((colour: string) => string) | undefined;
}

/** The height of a line, as a share of the size of its font. */
export const lineHeight = 1.3;

/** A text of one or more lines, as one element per line. */
export function textSvg(text: string, options: TextOptions): string {
  const { x, y, size, anchor = "start", edge = "middle", rotate } = options;
  const lines = linesOf(text);
  const step = size * lineHeight;
  const height = step * lines.length;
  const top = edge === "top" ? y : edge === "bottom" ? y - height : y - height / 2;
  const turn = rotate === undefined ? undefined : `rotate(${rotate} ${Math.round(x)} ${Math.round(y)})`;
  return lines
    .map((line, i) => {
      const own = attributes({
        x,
        y: top + step * (i + 0.5) + 0.35 * size,
        "font-size": size,
        "text-anchor": anchor === "start" ? undefined : anchor,
        fill: options.fill,
        "font-weight": options.weight === undefined ? undefined : String(options.weight),
        transform: turn,
      });
      return `<text${own}>${lineSvg(line, options.paint ?? ((colour) => colour))}</text>`;
    })
    .join("");
}
