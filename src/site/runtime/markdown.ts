// Stands in for `markdown.ts` in the worker: the little Markdown that captions and prompts use.
import { escapeHtml } from "../html.js";
import { extractMath, fillPlaces, typeset } from "../math.js";

/** A short text with emphasis, code and mathematics. */
export function renderInline(source: string): string {
  const { text, formulas } = extractMath(source);
  const html = text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : words(part)))
    .join("");
  return fillPlaces(html, formulas, typeset);
}

function words(text: string): string {
  const quoted = text
    .replace(/(^|[\s([])"/g, "$1“")
    .replace(/"/g, "”")
    .replace(/(^|[\s([])'/g, "$1‘")
    .replace(/'/g, "’");
  return escapeHtml(quoted)
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replace(/\*([^*]+)\*/g, "<em>$1</em>");
}

/** Paragraphs of short texts. */
export function renderMarkdown(source: string): string {
  return source
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p>${renderInline(part.trim())}</p>`)
    .join("\n");
}
