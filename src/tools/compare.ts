/** What differs between two runs of one notebook, in lines that a person can read. */
import { printedText } from "../site/printed.js";
import type { Cell, Json, Notebook, Output } from "./notebook.js";
import { mergeStreams } from "./outputs.js";

/** An output as comparable text: what it is, then its content. JupyterLab saves printed text as it is seen. */
function asText(output: Output): string {
  if (output.output_type === "stream") return `${output.name}\n${printedText(output.text)}`;
  const parts = Object.keys(output.data).sort();
  return parts.map((mime) => `${mime}\n${contentText(output.data[mime] as Json)}`).join("\n");
}

const contentText = (content: Json): string =>
  typeof content === "string" ? content : JSON.stringify(ordered(content), null, 1);

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key] as Json)]));
}

const cut = (line: string): string => (line.length > 160 ? `${line.slice(0, 160)}…` : line);

function firstDifference(expected: string, actual: string): string {
  const [a, b] = [expected.split("\n"), actual.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at < 0 ? a.length : at;
  const show = (text: string | undefined): string => (text === undefined ? "(nothing)" : cut(text));
  return `  line ${line} (${a[0]})\n  - ${show(a[line])}\n  + ${show(b[line])}`;
}

function cellDifferences(expected: Cell, actual: Cell): string[] {
  const [a, b] = [mergeStreams(expected.outputs), mergeStreams(actual.outputs)];
  const differences: string[] = [];
  if (expected.executionCount !== actual.executionCount)
    differences.push(`count ${expected.executionCount} against ${actual.executionCount}`);
  if (a.length !== b.length) differences.push(`${a.length} outputs against ${b.length}`);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [asText(a[i] as Output), asText(b[i] as Output)];
    if (x !== y) differences.push(`output ${i + 1} differs\n${firstDifference(x, y)}`);
  }
  return differences.map((text) => `cell ${expected.id}: ${text}`);
}

/** Where the outputs and counts of `actual` differ from `expected`: the first difference of each output. */
export function differences(expected: Notebook, actual: Notebook): string[] {
  if (expected.cells.length !== actual.cells.length)
    return [`${expected.cells.length} cells against ${actual.cells.length}`];
  return expected.cells.flatMap((cell, index) =>
    cell.type === "code" ? cellDifferences(cell, actual.cells[index] as Cell) : [],
  );
}
