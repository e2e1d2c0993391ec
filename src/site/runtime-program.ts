// Joins compiled cells to one program whose lines can be traced back to the cells.
import { RUNTIME } from "./runtime-names.js";

/** A program, and where each of its cells begins: `lines[i]` is the line of the program, from 1, that holds cell `i`'s first. */
export interface LessonProgram {
  script: string;
  lines: number[];
}

/**
 * The program of `cells`, compiled. Each cell is a function inside that of the cell before it: so it sees, and may
 * declare anew, whatever stands above, and runs when the runtime calls it.
 */
export function lessonProgram(cells: readonly string[]): LessonProgram {
  const parts = [`${RUNTIME}.lesson(async () => { "use strict";`];
  const lines: number[] = [];
  let line = 2;
  cells.forEach((code, index) => {
    const opening = `await ${RUNTIME}.cell(${index}, async () => {`;
    parts.push(opening, code);
    lines.push(line + 1);
    line += 2 + code.split("\n").length - 1;
  });
  parts.push(`await ${RUNTIME}.end(${cells.length});`, `${"})".repeat(cells.length)}});`);
  return { script: parts.join("\n"), lines };
}
