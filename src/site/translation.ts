// Says to a browser that translates the page what stays as it is: formulas, code, what programs print, and values.

/** The mark. Whatever carries it is left alone together with all that stands in it; `code` is so without it. */
export const AS_IT_IS = 'translate="no"';

/** Tables that carry the mark; formulas and elements of code that do not yet; cells that hold nothing but text. */
const PLACES =
  /<table translate="no">[\s\S]*?<\/table>|<span class="katex"|<(?:pre|samp|kbd|var)(?=[\s>])(?![^>]*\stranslate=)|<td(?![^>]*\stranslate=)(?=[^>]*>([^<]+)<\/td>)/g;

/** Whether a text has letters but no word: `1e-9`, NaN, a symbol, a short formula. Bare digits need no mark. */
function isSymbols(text: string): boolean {
  const plain = text.replace(/&#?\w+;/g, " ");
  return /\p{L}/u.test(plain) && !/\p{L}{2}/u.test(plain.replace(/\b(?:NaN|Infinity)\b/g, " "));
}

/** HTML whose formulas, printed text and table cells without words carry the mark. */
export function markAsIs(html: string): string {
  return html.replace(PLACES, (place: string, cell: string | undefined) => {
    const stays = place.startsWith("<table") || (cell !== undefined && !isSymbols(cell));
    return stays ? place : `${place} ${AS_IT_IS}`;
  });
}
