/** A Jupyter notebook (nbformat 4.5) as plain data: reading, cleaning, and one way to write it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeAtomically } from "./paths.js";

/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** Text that a cell printed, neighbours of one stream merged. */
export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}
/** A MIME bundle that a cell displayed; string values are joined lines. */
export interface DisplayOutput {
  output_type: "display_data";
  data: JsonObject;
  metadata: JsonObject;
}
export type Output = StreamOutput | DisplayOutput;

/** A cell with its source as one string; `outputs` is empty for text. */
export interface Cell {
  id: string;
  type: "markdown" | "code" | "raw";
  source: string;
  metadata: JsonObject;
  outputs: Output[];
  executionCount: number | null;
  attachments?: Json;
}
export interface Notebook {
  cells: Cell[];
  metadata: JsonObject;
}

/** The tags of a cell; none if it has no such metadata. */
export const tagsOf = (cell: Cell): string[] =>
  Array.isArray(cell.metadata.tags) ? cell.metadata.tags.map(String) : [];

/** The metadata that names the kernel; the same in every lesson. */
const kernelMetadata: JsonObject = {
  kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
  language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
};

const joined = (value: Json | undefined): Json => {
  if (Array.isArray(value) && value.every((part) => typeof part === "string")) return value.join("");
  return value ?? "";
};
const isJsonMime = (mime: string): boolean => mime === "application/json" || mime.endsWith("+json");

/** Parses a notebook's JSON. Throws if it is not nbformat 4. */
export function parseNotebook(text: string, name: string): Notebook {
  let raw: JsonObject;
  try {
    raw = JSON.parse(text) as JsonObject;
  } catch (error) {
    throw new Error(`${name}: not valid JSON: ${(error as Error).message}`);
  }
  if (raw?.nbformat !== 4 || !Array.isArray(raw.cells))
    throw new Error(`${name}: must be a notebook of nbformat 4`);
  const cells = raw.cells.map((cell, index) => parseCell(cell as JsonObject, index));
  return { cells, metadata: (raw.metadata ?? {}) as JsonObject };
}

function parseCell(raw: JsonObject, index: number): Cell {
  const outputs = (raw.outputs ?? []) as JsonObject[];
  return {
    id: String(raw.id ?? `cell-${index + 1}`),
    type: raw.cell_type as Cell["type"],
    source: joined(raw.source) as string,
    metadata: (raw.metadata ?? {}) as JsonObject,
    outputs: raw.cell_type === "code" ? outputs.map(parseOutput) : [],
    executionCount: (raw.execution_count ?? null) as number | null,
    ...(raw.attachments === undefined ? {} : { attachments: raw.attachments }),
  };
}

function parseOutput(raw: JsonObject): Output {
  if (raw.output_type === "stream") {
    const name = raw.name === "stderr" ? "stderr" : "stdout";
    return { output_type: "stream", name, text: joined(raw.text) as string };
  }
  if (raw.output_type === "error") {
    const text = `${raw.ename}: ${raw.evalue}\n`;
    return { output_type: "stream", name: "stderr", text };
  }
  const data: JsonObject = {};
  for (const [mime, value] of Object.entries((raw.data ?? {}) as JsonObject))
    data[mime] = isJsonMime(mime) ? value : joined(value);
  return { output_type: "display_data", data, metadata: (raw.metadata ?? {}) as JsonObject };
}

/** Reads a notebook file. */
export const readNotebook = (file: string): Notebook =>
  parseNotebook(fs.readFileSync(file, "utf8"), path.basename(file));

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function writeOutput(output: Output): JsonObject {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  const data: JsonObject = {};
  for (const [mime, value] of Object.entries(output.data))
    data[mime] = typeof value === "string" && !isJsonMime(mime) ? lines(value) : value;
  return { ...output, data };
}

function writeCell(cell: Cell): JsonObject {
  const code =
    cell.type === "code"
      ? { outputs: cell.outputs.map(writeOutput), execution_count: cell.executionCount }
      : {};
  const attachments = cell.attachments === undefined ? {} : { attachments: cell.attachments };
  const { id, type, metadata, source } = cell;
  return { id, cell_type: type, metadata, source: lines(source), ...code, ...attachments };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] as Json)]),
  );
}

/** The notebook's file content, as Jupyter writes it: indent 1, sorted keys, text split into lines. */
export function notebookJson(notebook: Notebook): string {
  const { cells, metadata } = notebook;
  const raw: JsonObject = { cells: cells.map(writeCell), metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(sorted(raw), null, 1)}\n`;
}

const pick = (from: JsonObject, keys: string[]): JsonObject =>
  Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key] as Json]));

/** A copy with only the metadata a lesson may carry: kernel, language, tags and our own. */
export function cleaned(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    metadata: pick(cell.metadata, ["tags", "initlab"]),
  }));
  return { cells, metadata: { ...kernelMetadata, ...pick(notebook.metadata, ["initlab"]) } };
}

/** Writes a notebook file in one step if its content changes; returns whether it did. */
export function writeNotebook(file: string, notebook: Notebook): boolean {
  const text = notebookJson(notebook);
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
  writeAtomically(file, text);
  return true;
}
