// Colours code at build time; the colours themselves are custom properties of the page's style sheet.
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "./html.js";
import { AS_IT_IS } from "./translation.js";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("json", json);
hljs.registerLanguage("python", python);
hljs.registerLanguage("bash", bash);
hljs.registerAliases(["javascript", "mjs", "cjs"], { languageName: "typescript" });

/** `code` as HTML with one span per token; plain escaped text for a language that is not known. */
export function highlight(code: string, language: string): string {
  const known = language !== "" && hljs.getLanguage(language);
  return known ? hljs.highlight(code, { language, ignoreIllegals: true }).value : escapeHtml(code);
}

/** The characters that a line of code has room for in the column of text. */
const COLUMN = 68;

/** A whole block: `label` names it once it scrolls and so takes the focus; with long lines it may reach into the margin. */
export function codeBlock(code: string, language: string, label = "Code"): string {
  const body = highlight(code.replace(/\n+$/, ""), language);
  const wide = code.split("\n").some((line) => line.length > COLUMN) ? " wide" : "";
  return `<pre class="code${wide}" ${AS_IT_IS} data-scroll="${escapeHtml(label)}"><code>${body}</code></pre>\n`;
}
