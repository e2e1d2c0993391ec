/**
 * One notebook as one plain text file for editing, and back: `text to 01`, `text from 01 [file]`.
 *
 *     %%% notebook minutes=20 question=Why not start every weight at 0?
 *     %%% markdown id=intro tags=teaser,wide
 *     Text of the cell, up to the next line that starts with three percent signs.
 *     %%% code id=imports tags=imports
 *     import { random } from "initlab";
 *
 * Blank lines at both ends of a cell are dropped. A line of a cell that itself starts with `%%%` carries a
 * backslash in front. An attribute's value is one word, or JSON; `question` takes the rest of its line.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Cell, Json, JsonObject, Notebook } from "./notebook.js";
import { cleaned, readNotebook, writeNotebook } from "./notebook.js";
import { cacheDir, lessonFiles, notebooksDir, root, writeAtomically } from "./paths.js";

const attributeText = (key: string, value: Json): string => {
  const plain = typeof value === "string" && value !== "" && (key === "question" || !/\s/.test(value));
  if (plain && !/[\n"]/.test(value) && parseValue(value) === value && value.trim() === value)
    return `${key}=${value}`;
  return `${key}=${JSON.stringify(value).replaceAll(" ", "\\u0020")}`;
};

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function parseAttributes(text: string, where: string): JsonObject {
  const attributes: JsonObject = {};
  let rest = text.trim();
  while (rest !== "") {
    const question = /^question=(?!")(.*)$/.exec(rest);
    const match = question ?? /^([\w-]+)=("(?:[^"\\]|\\.)*"|\S*)(?:\s+|$)/.exec(rest);
    if (!match) throw new Error(`${where}: expected name=value, got "${rest}"`);
    const [key, value] = question ? ["question", match[1]] : [match[1], match[2]];
    attributes[key as string] = parseValue(value as string);
    rest = rest.slice(match[0].length);
  }
  return attributes;
}

const attributeLine = (kind: string, attributes: [string, Json][]): string =>
  ["%%%", kind, ...attributes.map(([key, value]) => attributeText(key, value))].join(" ");

const trimmed = (source: string): string => source.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");

function cellText(cell: Cell): string {
  const { tags, ...others } = cell.metadata;
  const attributes: [string, Json][] = [["id", cell.id]];
  if (Array.isArray(tags) && tags.length > 0) attributes.push(["tags", tags.join(",")]);
  attributes.push(...Object.entries(others));
  const source = trimmed(cell.source).replace(/^(\\*%%%)/gm, "\\$1");
  return `${attributeLine(cell.type, attributes)}\n${source}\n`;
}

/** The notebook's sources, ids, tags and `initlab` metadata as text; outputs are left out. */
export function notebookToText(notebook: Notebook): string {
  const { cells, metadata } = cleaned(notebook);
  const { question, ...others } = (metadata.initlab ?? {}) as JsonObject;
  const attributes = Object.entries(others);
  if (question !== undefined) attributes.push(["question", question]);
  const head = attributes.length > 0 ? [`${attributeLine("notebook", attributes)}\n`] : [];
  return [...head, ...cells.map(cellText)].join("\n");
}

function makeCell(kind: string, attributes: JsonObject, source: string, where: string): Cell {
  if (kind !== "markdown" && kind !== "code" && kind !== "raw")
    throw new Error(`${where}: a cell is markdown, code or raw, got "${kind}"`);
  const { id, tags, ...metadata } = attributes;
  if (id === undefined || !/^[\w-]{1,64}$/.test(String(id)))
    throw new Error(`${where}: a cell needs id=…, up to 64 letters, digits, _ and -, got "${id ?? ""}"`);
  if (tags !== undefined) metadata.tags = String(tags).split(",");
  return { id: String(id), type: kind, source, metadata, outputs: [], executionCount: null };
}

/**
 * The notebook that a text describes. A cell whose id, kind and source are as in `previous` keeps its outputs.
 * Throws with the line number if a separator cannot be read or an id comes twice.
 */
export function textToNotebook(text: string, previous?: Notebook): Notebook {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (/^%%%/.test(line) ? [index] : []));
  if (trimmed(lines.slice(0, starts[0] ?? lines.length).join("\n")) !== "")
    throw new Error("line 1: text before the first line that starts with %%%");
  const metadata: JsonObject = {};
  const cells: Cell[] = [];
  starts.forEach((start, index) => {
    const where = `line ${start + 1}`;
    const match = /^%%%\s*(\w*)\s*(.*)$/.exec(lines[start] as string) as RegExpExecArray;
    const attributes = parseAttributes(match[2] as string, where);
    const source = trimmed(lines.slice(start + 1, starts[index + 1] ?? lines.length).join("\n"));
    if (match[1] === "notebook" && index === 0 && source === "") {
      metadata.initlab = attributes;
      return;
    }
    const cell = makeCell(match[1] as string, attributes, source.replace(/^\\(\\*%%%)/gm, "$1"), where);
    if (cells.some((other) => other.id === cell.id)) throw new Error(`${where}: id ${cell.id} comes twice`);
    cells.push(withOutputs(cell, previous));
  });
  return cleaned({ cells, metadata });
}

function withOutputs(cell: Cell, previous: Notebook | undefined): Cell {
  const old = previous?.cells.find((other) => other.id === cell.id && other.type === cell.type);
  if (!old) return cell;
  const attachments = old.attachments === undefined ? {} : { attachments: old.attachments };
  if (trimmed(old.source) !== cell.source) return { ...cell, ...attachments };
  return { ...cell, ...attachments, outputs: old.outputs, executionCount: old.executionCount };
}

/** `text to|from <lesson> [file]`; returns the exit code. */
export function main(args: string[]): number {
  const [direction, lesson, given] = args;
  if ((direction !== "to" && direction !== "from") || !lesson) {
    console.error("usage: node src/bin/run.cjs text <to|from> <lesson, such as 01> [text file]");
    return 1;
  }
  const found = lessonFiles(notebooksDir, lesson.replace(/\.ipynb$/, ""));
  const asked = given && path.basename(given).startsWith(lesson) ? path.basename(given, ".txt") : lesson;
  const draft = lessonDraft(asked);
  const notebook = found[0] ?? path.join(notebooksDir, `${draft ?? asked}.ipynb`);
  const file = given ?? path.join(cacheDir, "text", `${path.basename(notebook, ".ipynb")}.txt`);
  if (found.length > 1) {
    console.error(`${lesson}: fits more than one lesson: ${found.map((f) => path.basename(f)).join(", ")}`);
    return 1;
  }
  const source = direction === "to" ? notebook : file;
  if (!fs.existsSync(source)) {
    console.error(`${path.relative(root, source) || source}: no such file`);
    return 1;
  }
  if (direction === "to") writeAtomically(path.resolve(file), notebookToText(readNotebook(notebook)));
  else {
    const previous = found[0] ? readNotebook(found[0]) : undefined;
    writeNotebook(notebook, textToNotebook(fs.readFileSync(file, "utf8"), previous));
  }
  console.log(direction === "to" ? file : notebook);
  return 0;
}

/** The name of the text file in the cache that starts with `lesson`, for a notebook that does not exist yet. */
function lessonDraft(lesson: string): string | undefined {
  const folder = path.join(cacheDir, "text");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return names.find((name) => name.startsWith(lesson) && name.endsWith(".txt"))?.slice(0, -4);
}
