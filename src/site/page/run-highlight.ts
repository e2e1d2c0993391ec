// Colours code while it is edited, with the classes of the exported code; a few patterns, not a parser.
import { escapeHtml } from "../html.js";

const KEYWORDS =
  "as async await break case catch class const continue default delete do else enum export extends finally for from function if implements import in instanceof interface let new of return satisfies static super switch this throw try type typeof var void while yield";
const LITERALS = "true false null undefined NaN Infinity";

const TOKENS = new RegExp(
  [
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?)/,
    /(?<number>\b(?:0[xob][\da-f]+|\d[\d_]*\.?\d*(?:e[+-]?\d+)?)n?\b)/,
    new RegExp(`(?<![.\\w$])(?<keyword>${KEYWORDS.split(" ").join("|")})(?![\\w$])`),
    new RegExp(`(?<![.\\w$])(?<literal>${LITERALS.split(" ").join("|")})(?![\\w$])`),
    /(?<name>\b[a-z_$][\w$]*(?=\())/,
    /(?<type>\b[A-Z][\w$]*)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

const CLASSES: Record<string, string> = {
  comment: "hljs-comment",
  string: "hljs-string",
  number: "hljs-number",
  keyword: "hljs-keyword",
  literal: "hljs-literal",
  name: "hljs-title function_",
  type: "hljs-title class_",
};

/** The code as HTML with one span per coloured word. */
export function colour(code: string): string {
  let html = "";
  let at = 0;
  for (const match of code.matchAll(TOKENS)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    html += escapeHtml(code.slice(at, match.index));
    html += `<span class="${CLASSES[kind ?? ""]}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(at));
}
