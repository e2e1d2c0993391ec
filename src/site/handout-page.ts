// The frame of a handout: style sheet, fonts of formulas, running heads and page numbers around a body.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EDITIONS } from "./handout-front.js";
import type { Edition } from "./handout-writer.js";
import { escapeHtml } from "./html.js";
import { katexCss } from "./katex-style.js";
import { markAsIs } from "./translation.js";

/** A format of paper. */
export type Paper = "a4" | "letter";

/** Width and height of each paper, and its margins, in millimetres. */
export const PAPERS: Readonly<Record<Paper, { width: number; height: number }>> = {
  a4: { width: 210, height: 297 },
  letter: { width: 215.9, height: 279.4 },
};

/** The margins of every page, in millimetres. */
export const MARGINS = { top: 22, right: 16, bottom: 20, left: 18 } as const;

/** One chapter: the class of its article, and what stands above and below on its pages. */
export interface Chapter {
  name: string;
  head: string;
  foot: string;
}

/** What differs from handout to handout. */
export interface PaperParts {
  title: string;
  body: string;
  chapters: Chapter[];
  edition: Edition;
  paper: Paper;
}

let sheet: string | undefined;

/** The whole document. It fetches nothing. */
export function paperPage({ title, body, chapters, edition, paper }: PaperParts): string {
  sheet ??= readFileSync(fileURLToPath(new URL("../../site/handout.css", import.meta.url)), "utf8");
  const printed = markAsIs(readable(body));
  const css = [pageRules(paper, chapters, EDITIONS[edition]), sheet, katexCss(printed)].join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body class="${edition}">
${printed}
</body>
</html>
`;
}

/**
 * Formulas for a printed page: KaTeX writes each twice, once hidden for screen readers, and hidden text would come
 * out of the PDF a second time. The visible one takes the formula's TeX as its name instead.
 */
function readable(html: string): string {
  return kept(html).replace(
    /<span class="katex-mathml">[\s\S]*?<annotation[^>]*>([\s\S]*?)<\/annotation>[\s\S]*?<\/math><\/span><span class="katex-html" aria-hidden="true">/g,
    (_, tex: string) => `<span class="katex-html" role="img" aria-label="${tex.replace(/"/g, "&quot;")}">`,
  );
}

/** Short formulas held together with the punctuation behind them, which would otherwise begin the next line. */
function kept(html: string): string {
  const formula = /<span class="katex">/g;
  let done = "";
  let from = 0;
  for (let match = formula.exec(html); match; match = formula.exec(html)) {
    const end = endOfSpan(html, match.index);
    const mark = /^[,.;:!?)’”]+/.exec(html.slice(end, end + 4))?.[0] ?? "";
    const text = html.slice(match.index, end);
    if (mark !== "" && text.split('class="base"').length <= 3) {
      done += `${html.slice(from, match.index)}<span class="keep">${text}${mark}</span>`;
      from = end + mark.length;
    }
    formula.lastIndex = end;
  }
  return done + html.slice(from);
}

/** Where the `span` that begins at `start` ends. */
function endOfSpan(html: string, start: number): number {
  const tags = /<(\/?)span\b[^>]*>/g;
  tags.lastIndex = start;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] === "" ? 1 : -1;
    if (depth === 0) return tags.lastIndex;
  }
  return html.length;
}

/** Size, margins, and the running heads of each chapter's pages. */
function pageRules(paper: Paper, chapters: Chapter[], editionName: string): string {
  const { width, height } = PAPERS[paper];
  const { top, right, bottom, left } = MARGINS;
  const words = "font: 8pt/1.3 var(--sans); color: #444;";
  const running = chapters.map(
    ({ name, head, foot }) => `@page ${name} {
  @top-left { content: ${cssText(head)}; width: 75%; ${words} vertical-align: bottom; padding-bottom: 5mm; }
  @top-right { content: ${cssText(editionName)}; ${words} vertical-align: bottom; padding-bottom: 5mm; }
  @bottom-left { content: ${cssText(foot)}; width: 75%; ${words} vertical-align: top; padding-top: 5mm; }
  @bottom-right { content: counter(page); ${words} vertical-align: top; padding-top: 5mm; }
}
.chapter.${name} { page: ${name}; }`,
  );
  const first = `@page { size: ${width}mm ${height}mm; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; }`;
  return [first, ...running].join("\n");
}

/** A text as a CSS string. */
const cssText = (text: string): string =>
  `"${text.replace(/[\\"<\n]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
