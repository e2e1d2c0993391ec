/** Legends of live pictures: a stroke or a patch of each ink with its words, in a row above the plot. */
import { type Ink, line, rectangle, SMALL, words } from "./svg.js";

/** One entry; a patch instead of a stroke for areas. */
export interface LegendEntry {
  ink: Ink;
  words: string;
  dash?: string;
  patch?: boolean;
}

/** About how wide words are, in pixels: wide enough for every common sans serif. */
const wordsWidth = (text: string, size: number = SMALL): number => 0.56 * size * [...text].length;

/** The entries side by side, the first beginning at `x`, their words on the line `y`. */
export function legend(entries: readonly LegendEntry[], x: number, y: number): string {
  let left = x;
  const parts = entries.map(({ ink, words: text, dash, patch }) => {
    const sign = patch
      ? rectangle(left + 4, y - 9, 10, 10, ink)
      : line(
          [
            [left, y - 4],
            [left + 20, y - 4],
          ],
          ink,
          dash ? { width: 1.8, dash } : { width: 4, opacity: 0.7 },
        );
    const here = words(left + 25, y, text);
    left += 25 + wordsWidth(text) + 14;
    return sign + here;
  });
  return parts.join("");
}
