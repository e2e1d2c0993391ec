// What is seen of a text that a program has printed: escape sequences of terminals are gone, and what was written over is too.

/** Strings for the terminal (`ESC ] …`), control sequences (`ESC [ …`, colours among them), and other escapes. */
const ESCAPES = new RegExp(
  [
    "\\x1b[\\]PX^_][^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)",
    "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]",
    "\\x1b[ -/]*[0-~]",
  ].join("|"),
  "g",
);

/** Whether a text must be gone through at all. */
export const hasControls = (text: string): boolean =>
  ["\r", "\b", "\x1b", "\x9b"].some((control) => text.includes(control));

/**
 * The text as a reader sees it. A carriage return goes back to the beginning of the line, and what follows is written
 * over what stands there: `"abc\rX"` is `"Xbc"`. A backspace takes the character before it away. No line is left.
 * As JupyterLab has it (`processText` in `outputarea/src/model.ts`), but that escapes take no room.
 */
export function printedText(text: string): string {
  if (!hasControls(text)) return text;
  return text.replace(ESCAPES, "").split("\n").map(settledLine).join("\n");
}

function settledLine(written: string): string {
  let [line, at] = ["", 0];
  for (const [piece] of written.matchAll(/[\r\b]|[^\r\b]+/g)) {
    if (piece === "\r") at = 0;
    else if (piece === "\b") {
      // in the middle of a line JupyterLab takes the next character too
      if (at > 0) line = line.slice(0, at - 1) + line.slice(at + 1);
      at = Math.max(0, at - 1);
    } else {
      line = line.slice(0, at) + piece + line.slice(at + piece.length);
      at += piece.length;
    }
  }
  return line;
}
