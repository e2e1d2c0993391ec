// Side notes: a quotation in a text cell that begins with "**Note.**" goes to the margin, beside what it follows.
import type { Token } from "markdown-it";

/** Whether the quotation that opens at `at` is a note: its first words are bold, and they are "Note." */
function isNote(tokens: Token[], at: number): boolean {
  return tokens[at].type === "blockquote_open" && /^\*\*Note\.\*\*\s/.test(tokens[at + 2]?.content ?? "");
}

/** Where the block that begins at `at` ends, exclusive. */
function blockEnd(tokens: Token[], at: number): number {
  if (tokens[at].nesting < 1) return at + 1;
  const { level } = tokens[at];
  return tokens.findIndex((token, i) => i > at && token.level === level && token.nesting === -1) + 1;
}

/** The same tag under another name, with these attributes. */
function renamed(token: Token, tag: string, attrs: [string, string][] | null): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token, { tag, attrs }) as Token;
}

/** The block wrapped in an element, whose tags are made from those of the quotation `from`. */
function wrapped(from: Token[], tag: string, attrs: [string, string][], inside: Token[]): Token[] {
  const [open, close] = [from[0], from[from.length - 1]];
  return [renamed(open, tag, attrs), ...inside, renamed(close, tag, null)];
}

/** The tokens of a text cell with its notes as asides, each right before the text or list that it follows in the source. */
export function withSideNotes(tokens: Token[]): Token[] {
  const blocks: Token[][] = [];
  for (let at = 0; at < tokens.length; at = blockEnd(tokens, at)) {
    const block = tokens.slice(at, blockEnd(tokens, at));
    if (!isNote(tokens, at)) {
      blocks.push(block);
      continue;
    }
    const attributes: [string, string][] = [
      ["class", "sidenote"],
      ["role", "note"],
    ];
    const note = wrapped(block, "aside", attributes, block.slice(1, -1));
    const before = blocks.at(-1);
    if (before && /^(paragraph|bullet_list|ordered_list)_open$/.test(before[0].type))
      blocks[blocks.length - 1] = wrapped(block, "div", [["class", "noted"]], [...note, ...before]);
    else blocks.push(note);
  }
  return blocks.flat();
}
