// Small helpers that turn text and data into safe pieces of an HTML page.

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** `text` with the five characters that HTML reads as markup replaced by entities; safe in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** `value` as JSON that can stand inside a `<script type="application/json">` element: no `<` is left in it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, shortNumber).replace(/</g, "\\u003c");
}

/** Fractions to 7 significant digits, finer than any screen shows; everything else as it is. */
function shortNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}

/** JavaScript that can stand inside a `<script>` element: `</script` and `<!--` are broken up without a change of meaning. */
export function guardScript(source: string): string {
  return source.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
}

/** The text of an HTML fragment: tags dropped, the common entities read back. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

/** A number for a table: at most 5 significant digits, a true minus sign, an exponent only where it saves zeros; text as it is. */
export function formatValue(value: unknown): string {
  if (typeof value !== "number") return value === null || value === undefined ? "" : String(value);
  if (!Number.isFinite(value)) return String(value).replace("-", "−");
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
  return text.replace("e+", "e").replace(/-/g, "−");
}

/** The pseudo-HTML of chart texts (`<br>`, `<b>`, `<i>`, `<sub>`, `<sup>`) as HTML; any other markup is shown as text. */
export function chartText(text: string): string {
  return escapeHtml(text.replace(/<br\s*\/?>/gi, " "))
    .replace(/&lt;(\/?)(b|i|em|strong|sub|sup)&gt;/gi, "<$1$2>")
    .replace(/&amp;(#?\w+;)/g, "&$1");
}

/** A table's HTML in which a header cell without a name, which heads nothing, is a plain cell. */
export function namelessHeads(html: string): string {
  return html.replace(/<th\b[^>]*>\s*<\/th>/g, "<td></td>");
}

/** HTML whose links to lessons, `05-xavier.ipynb#cell`, lead to the pages and to the cells on them. */
export function followLessons(html: string): string {
  return html.replace(/href="(\d\d-[\w-]+)\.ipynb(?:#([\w-]+))?"/g, (_, name: string, cell?: string) =>
    cell === undefined ? `href="${name}.html"` : `href="${name}.html#cell-${cell}"`,
  );
}
