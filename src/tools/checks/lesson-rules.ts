/** The rules a lesson keeps as a text: its order of cells, their sizes and names, its figures and lists. */
import type { Cell, JsonObject, Notebook } from "../notebook.js";
import { tagsOf } from "../notebook.js";

/** Faults make the check fail; notes are worth a look. */
export interface Findings {
  faults: string[];
  notes: string[];
}

const largestFile = 1_500_000;
const mostWords = 120;
const [fineLines, mostLines] = [12, 20];

/** The words of running text: without tables, code, mathematics, folded parts and markup. */
export function proseWords(markdown: string): number {
  const text = markdown
    .replace(/<details>[\s\S]*?<\/details>/g, " ")
    .replace(/^```[\s\S]*?^```/gm, " ")
    .replace(/\$\$[\s\S]*?\$\$/g, " ")
    .replace(/\$[^$\n]+\$/g, " x ")
    .replace(/^\s*\|.*$/gm, " ")
    .replace(/\]\([^)]*\)/g, "] ")
    .replace(/<[^>]+>/g, " ");
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function orderFaults(cells: readonly Cell[]): string[] {
  const faults: string[] = [];
  let row = 0;
  for (const cell of cells) {
    row = cell.type === "code" ? row + 1 : 0;
    if (row === 3) faults.push(`cell ${cell.id}: the third code cell in a row; say something in between`);
  }
  const first = cells[0];
  if (first?.type !== "markdown" || !/^# \S/.test(first.source))
    faults.push("the first cell must be text that starts with the title, # …");
  return faults;
}

function nameFaults(cells: readonly Cell[]): string[] {
  const seen = new Set<string>();
  return cells.flatMap(({ id }) => {
    const faults: string[] = [];
    if (seen.has(id)) faults.push(`cell ${id}: its id comes twice`);
    seen.add(id);
    const readable = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && !/^([0-9a-f]{8}.*|cell-\d+)$/.test(id);
    if (!readable) faults.push(`cell ${id}: an id is a name such as linear-gate`);
    return faults;
  });
}

function sizes(cells: readonly Cell[]): Findings {
  const [faults, notes]: [string[], string[]] = [[], []];
  cells.forEach((cell, index) => {
    if (cell.type === "code") {
      const lines = cell.source.split("\n").filter((line) => line.trim() !== "").length;
      if (lines > mostLines) faults.push(`cell ${cell.id}: ${lines} lines of code, at most ${mostLines}`);
      else if (lines > fineLines)
        notes.push(`cell ${cell.id}: ${lines} lines of code, better ${fineLines} or fewer`);
      return;
    }
    const free =
      index === cells.length - 1 || tagsOf(cell).some((tag) => tag === "answer" || tag === "exercise");
    const words = proseWords(cell.source);
    if (words > mostWords && !free && !/\bsources\b/.test(cell.id))
      faults.push(`cell ${cell.id}: ${words} words, at most ${mostWords}`);
  });
  return { faults, notes };
}

function figureFaults(cell: Cell): string[] {
  const faults: string[] = [];
  for (const output of cell.outputs) {
    if (output.output_type !== "display_data") continue;
    const { data } = output;
    const figure = data["application/vnd.initlab.figure+json"] as JsonObject | undefined;
    const drawn = Object.keys(data).some((mime) => /plotly|^image\//.test(mime));
    if (!drawn) continue;
    const alt = String(figure?.alt ?? data["text/plain"] ?? "").trim();
    if (alt === "") faults.push(`cell ${cell.id}: a figure has no alternative text`);
  }
  if (
    cell.type === "markdown" &&
    (/!\[\s*\]\(/.test(cell.source) || /<img(?![^>]*\balt="[^"]+")/.test(cell.source))
  )
    faults.push(`cell ${cell.id}: a picture has no alternative text`);
  return faults;
}

/** Markdown takes a paragraph that begins with "19. " for the nineteenth point of a list. */
function listFaults({ id, type, source }: Cell): string[] {
  if (type !== "markdown") return [];
  const numbers = Array.from(source.matchAll(/^(\d+)[.)] /gm), ([, number]) => Number(number));
  return numbers
    .filter((number, i) => number !== 1 && number !== (numbers[i - 1] ?? 0) + 1)
    .map((number) => `cell ${id}: "${number}." at the start of a line becomes a list; begin with a word`);
}

function runFaults(cells: readonly Cell[]): string[] {
  const code = cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "");
  return code.flatMap((cell, index) =>
    cell.executionCount === index + 1
      ? []
      : [
          `cell ${cell.id}: its count is ${cell.executionCount}, in a clean run ${index + 1}: npm run lessons`,
        ],
  );
}

/** Checks a lesson's text, names, sizes, figures, lists and counts; `bytes` is the size of its file. */
export function lessonFindings({ cells }: Notebook, bytes: number): Findings {
  const { faults, notes } = sizes(cells);
  if (bytes > largestFile) faults.push(`the file has ${bytes} bytes, at most ${largestFile}`);
  const others = [
    ...orderFaults(cells),
    ...nameFaults(cells),
    ...cells.flatMap(figureFaults),
    ...cells.flatMap(listFaults),
    ...runFaults(cells),
  ];
  return { faults: [...faults, ...others], notes };
}
