// Code on paper: what a cell computes in full, what only shows it in one line.
import { codeBlock } from "./highlight.js";

/** The characters that a line of code has room for beside the margin. */
const COLUMN = 80;

const SHOWS = /^(?:await )?(?:show|showTable|showTex|tell|comparePublished)\(/;

/**
 * `source` with every statement that only shows something cut to its beginning and its end, `show(lineChart({ … }));`.
 * A statement of several lines ends with the first line that is not indented.
 */
export function shortened(source: string): string {
  const lines = source.split("\n");
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = SHOWS.test(lines[at]) ? endOf(lines, at) : at;
    kept.push(end === at ? lines[at] : cut(lines[at], lines[end]));
    at = end;
  }
  return kept.join("\n");
}

function endOf(lines: string[], start: number): number {
  if (balanced(lines[start])) return start;
  for (let end = start + 1; end < lines.length; end += 1) {
    if (!/^\s/.test(lines[end]) && lines[end] !== "") return end;
    const next = lines[end + 1];
    if (next === undefined || /^[^\s)\]}]/.test(next)) return end;
  }
  return lines.length - 1;
}

const count = (text: string, characters: string): number =>
  [...text].filter((character) => characters.includes(character)).length;
const balanced = (line: string): boolean => count(line, "([{") === count(line, ")]}");

/** The calls that `first` opens, and their closing brackets. */
function cut(first: string, last: string): string {
  const calls = /^(?:await )?(?:\w+\()+/.exec(first)?.[0] ?? first;
  const opened = count(calls, "(");
  return `${calls}…${")".repeat(opened)}${last.trimEnd().endsWith(";") ? ";" : ""}`;
}

/** A block of code, shortened; long lines reach into the margin. */
export function paperCode(source: string): string {
  const short = shortened(source);
  const wide = short.split("\n").some((line) => line.length > COLUMN);
  return codeBlock(short, "typescript").replace(/class="code( wide)?"/, `class="code${wide ? " wide" : ""}"`);
}
