// Finds mathematics in Markdown and typesets it with KaTeX, as HTML and MathML.
import katex from "katex";

/** One formula: its TeX without delimiters, whether it stands on its own line, and the text it was cut from. */
export interface Formula {
  tex: string;
  display: boolean;
  source: string;
}

/** Opening and closing mark of a formula's place in a text: private-use characters, which no lesson contains. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const PLACE = /\uE000(\d+)\uE001/g;

/** Left to right: what is never mathematics (fences, code spans, HTML code and tags), environments, escapes, `$$…$$`, `$…$`. */
const SCANNER = new RegExp(
  [
    /(?<fence>(?<=^|\n)[ >]*(?<mark>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n[ >]*\k<mark>[`~]*[ \t]*(?=\n|$)|$))/,
    /(?<span>(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`))/,
    /(?<html><(?<tag>code|pre)\b[\s\S]*?<\/\k<tag>>|<\/?[a-zA-Z][^>]*>|<!--[\s\S]*?-->)/,
    /(?<environment>\\begin\{(?<name>[a-z]+\*?)\}[\s\S]*?\\end\{\k<name>\})/,
    /(?<escape>\\[\s\S])/,
    /\$\$(?<display>[\s\S]+?)\$\$/,
    /\$(?![\s$])(?<inline>(?:\\[\s\S]|(?!\n[ \t]*\n)[^\\$`])+?)(?<!\s)\$(?!\d)/,
  ]
    .map((part) => part.source)
    .join("|"),
  "g",
);

/** `source` with each formula replaced by a numbered place, and the formulas in order. */
export function extractMath(source: string): { text: string; formulas: Formula[] } {
  const formulas: Formula[] = [];
  const text = source.replace(SCANNER, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const tex = groups.display ?? groups.inline ?? groups.environment;
    if (tex === undefined) return whole;
    formulas.push({ tex: tex.trim(), display: groups.inline === undefined, source: whole });
    return `${OPEN}${formulas.length - 1}${CLOSE}`;
  });
  return { text, formulas };
}

/** `text` with every place replaced by what `write` makes of its formula. */
export function fillPlaces(text: string, formulas: Formula[], write: (formula: Formula) => string): string {
  return text.replace(PLACE, (_, index: string) => write(formulas[Number(index)]));
}

/** A formula's place with what must not be parted from it: an opening bracket, and the letters and marks behind it. */
const KEPT = /([([“‘]?)\uE000(\d+)\uE001((?:[-–]?[\p{L}\d]{1,12})?[,.;:!?)\]”’…]*)/gu;

/** The longest TeX that stays on one line with its neighbours although it could be broken inside. */
const KEPT_TEX = 24;

/** Rendered text with every formula typeset in its place; what stands close to one stays with it when lines are broken. */
export function typesetPlaces(html: string, formulas: Formula[]): string {
  return html.replace(KEPT, (_, before: string, index: string, after: string) => {
    const formula = formulas[Number(index)];
    const math = typeset(formula);
    if (formula.display || before + after === "") return before + math + after;
    const whole = math.split('class="base"').length === 2 || formula.tex.length <= KEPT_TEX;
    return whole ? `<span class="kept">${before}${math}${after}</span>` : before + math + after;
  });
}

/** A formula as HTML for the eye and MathML for everyone else. @throws on TeX that KaTeX cannot read. */
export function typeset(formula: { tex: string; display: boolean }): string {
  const html = katex.renderToString(formula.tex, {
    displayMode: formula.display,
    output: "htmlAndMathml",
    throwOnError: true,
    strict: "ignore",
  });
  return formula.display ? `<span class="math-display" data-scroll="Formula">${html}</span>` : html;
}

/** A `text/latex` output (`$$…$$`, `$…$` or bare TeX) as HTML. */
export function typesetOutput(latex: string): string {
  const source = latex.trim();
  const display = /^\$\$([\s\S]*)\$\$$/.exec(source);
  if (display) return typeset({ tex: display[1], display: true });
  const inline = /^\$([^$]*)\$$/.exec(source);
  return inline ? typeset({ tex: inline[1], display: false }) : typeset({ tex: source, display: true });
}
