// Reads notebook JSON (nbformat 4.5) into the few plain types that the exporter works with.

/** MIME type to value, as Jupyter stores it. */
export type MimeBundle = Record<string, unknown>;

/** One output of a code cell. */
export type Output =
  | { kind: "stream"; name: "stdout" | "stderr"; text: string }
  | { kind: "display"; data: MimeBundle }
  | { kind: "error"; text: string };

/** One cell; `outputs` is empty for text cells. */
export interface Cell {
  id: string;
  type: "markdown" | "code" | "raw";
  source: string;
  tags: string[];
  outputs: Output[];
  attachments: Record<string, MimeBundle>;
}

/** One notebook; `name` is the file's name without `.ipynb`. */
export interface Notebook {
  name: string;
  cells: Cell[];
  metadata: Record<string, unknown>;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The text of a notebook field, which is a string or a list of lines. */
export function joinText(value: unknown): string {
  return Array.isArray(value) ? value.join("") : typeof value === "string" ? value : "";
}

/**
 * `json` (the parsed notebook, or its text) as a `Notebook`.
 * @throws if it is not JSON, or not nbformat 4.
 */
export function readNotebook(name: string, json: unknown): Notebook {
  const parsed = typeof json === "string" ? parse(name, json) : json;
  if (!isObject(parsed) || parsed.nbformat !== 4 || !Array.isArray(parsed.cells)) {
    throw new Error(`readNotebook: ${name} must be a notebook of nbformat 4 with a list of cells`);
  }
  const metadata = isObject(parsed.metadata) ? parsed.metadata : {};
  return { name, metadata, cells: parsed.cells.filter(isObject).map(readCell) };
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`readNotebook: ${name} must be JSON, got ${(error as Error).message}`);
  }
}

function readCell(cell: Json, index: number): Cell {
  const metadata = isObject(cell.metadata) ? cell.metadata : {};
  const type = cell.cell_type === "code" || cell.cell_type === "raw" ? cell.cell_type : "markdown";
  return {
    id: typeof cell.id === "string" ? cell.id : `cell-${index + 1}`,
    type,
    source: joinText(cell.source),
    tags: Array.isArray(metadata.tags) ? metadata.tags.map(String) : [],
    outputs: Array.isArray(cell.outputs) ? mergeStreams(cell.outputs.filter(isObject).map(readOutput)) : [],
    attachments: isObject(cell.attachments) ? (cell.attachments as Record<string, MimeBundle>) : {},
  };
}

function readOutput(output: Json): Output {
  if (output.output_type === "stream") {
    const name = output.name === "stderr" ? "stderr" : "stdout";
    return { kind: "stream", name, text: joinText(output.text) };
  }
  if (output.output_type === "error") {
    const trace = Array.isArray(output.traceback) ? output.traceback.join("\n") : "";
    return { kind: "error", text: trace || `${String(output.ename)}: ${String(output.evalue)}` };
  }
  return { kind: "display", data: isObject(output.data) ? output.data : {} };
}

/** Neighbouring pieces of the same stream belong together. */
function mergeStreams(outputs: Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.kind === "stream" && last?.kind === "stream" && last.name === output.name)
      last.text += output.text;
    else merged.push(output);
  }
  return merged;
}
