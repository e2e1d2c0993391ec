// The part of KaTeX's style sheet that one page needs, with only the fonts that its formulas use, inlined.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const FACE = /@font-face\{[^}]*\}/g;

interface Face {
  family: string;
  style: string;
  weight: string;
  file: string;
}

let sheet: { css: string; faces: Face[]; folder: string } | undefined;

function katexSheet(): { css: string; faces: Face[]; folder: string } {
  if (!sheet) {
    const folder = join(dirname(createRequire(import.meta.url).resolve("katex/package.json")), "dist");
    const css = readFileSync(join(folder, "katex.min.css"), "utf8");
    sheet = { css: css.replace(FACE, ""), faces: (css.match(FACE) ?? []).map(readFace), folder };
  }
  return sheet;
}

function property(css: string, name: string, otherwise: string): string {
  return new RegExp(`[{;]${name}:([^;}]+)`).exec(css)?.[1].replace(/["']/g, "") ?? otherwise;
}

function readFace(css: string): Face {
  return {
    family: property(css, "font-family", ""),
    style: property(css, "font-style", "normal"),
    weight: property(css, "font-weight", "400"),
    file: /fonts\/[\w-]+\.woff2/.exec(css)?.[0] ?? "",
  };
}

/**
 * The `.woff2` files (relative to KaTeX's `dist`) whose style rules the formulas of `html` meet.
 * A rule counts when every class in its selector occurs somewhere in `html`, so the answer may hold a font too many, never one too few.
 */
function fontsUsed(html: string): string[] {
  if (!html.includes('class="katex')) return [];
  const { css, faces } = katexSheet();
  const present = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1].split(/\s+/)));
  const used = new Set<Face>();
  for (const [, selectors, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const family = /KaTeX_\w+/.exec(body)?.[0];
    if (!family) continue;
    const met = selectors
      .split(",")
      .some((selector) => [...selector.matchAll(/\.([\w-]+)/g)].every((name) => present.has(name[1])));
    if (met) for (const face of closestFaces(faces, family, body)) used.add(face);
  }
  return [...used].map((face) => face.file).sort();
}

/** The face that a rule asks for; the family's regular face where it has none of that kind. */
function closestFaces(faces: Face[], family: string, rule: string): Face[] {
  const style = property(`{${rule}`, "font-style", "normal");
  const weight = property(`{${rule}`, "font-weight", "400");
  const ofFamily = faces.filter((face) => face.family === family);
  const exact = ofFamily.filter((face) => face.style === style && face.weight === weight);
  return exact.length > 0 ? exact : ofFamily.filter((face) => face.weight === "400").slice(0, 1);
}

/** KaTeX's rules and the fonts that `html` uses as one style sheet without any address in it; empty if there is no formula. */
export function katexCss(html: string): string {
  const files = fontsUsed(html);
  if (files.length === 0) return "";
  const { css, faces, folder } = katexSheet();
  const inlined = faces
    .filter((face) => files.includes(face.file))
    .map((face) => {
      const data = readFileSync(join(folder, face.file)).toString("base64");
      return `@font-face{font-family:${face.family};font-style:${face.style};font-weight:${face.weight};font-display:block;src:url(data:font/woff2;base64,${data}) format("woff2")}`;
    });
  return `${inlined.join("\n")}\n${css}`;
}
