/** How much one cell may show, and the words for what goes beyond. */

/** Characters of text: 20,000 lines of 50. */
export const mostText = 1_000_000;
/** Displays that stand in a place of their own; one that replaces another adds none. */
export const mostDisplays = 200;
/** Characters of all those displays together, as JSON. */
export const mostDisplaySize = 50_000_000;

/** What a cell can have too much of. */
export type Excess = "text" | "displays" | "displaySize";

const digits = (n: number): string => n.toLocaleString("en-US");
const most: Record<Excess, { much: string; does: string; limit: string }> = {
  text: { much: "too much text", does: "prints", limit: `${digits(mostText)} characters` },
  displays: { much: "too many outputs", does: "shows", limit: `${digits(mostDisplays)} outputs` },
  displaySize: {
    much: "too large outputs",
    does: "shows",
    limit: `${digits(mostDisplaySize)} characters of outputs`,
  },
};

/** The line that stands for what a cell shows beyond its limit. */
export function leftOut(excess: Excess): string {
  const { much, limit } = most[excess];
  return `… the rest is left out: ${much} (a cell may show ${limit})\n`;
}

/** Why a cell fails where nothing may be left out: `prints more than 1,000,000 characters`. */
export function excessError(excess: Excess): string {
  const { does, limit } = most[excess];
  return `${does} more than ${limit}`;
}
