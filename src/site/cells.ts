// Writes the cells of a notebook one after another; a question, its check and its answer become one exercise.
import { fold } from "./exercise.js";
import { codeBlock } from "./highlight.js";
import { escapeHtml } from "./html.js";
import { type PageState, renderMarkdown } from "./markdown.js";
import type { Cell } from "./notebook.js";
import { type Counts, isExercise, outputHtml } from "./outputs.js";

/** What the writing of a page's cells needs and fills. */
export interface Writer {
  state: PageState;
  counts: Counts;
  language: string;
}

/** The HTML of all cells. @throws with the cell's id if one of them cannot be written. */
export function cellsHtml(cells: Cell[], writer: Writer): string {
  const parts: string[] = [];
  for (let at = 0; at < cells.length; ) {
    const group = exerciseAt(cells, at);
    parts.push(group.length > 0 ? exerciseHtml(group, writer) : cellHtml(cells[at], writer));
    at += Math.max(group.length, 1);
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Whether a cell carries a tag. */
export const has = (cell: Cell | undefined, tag: string): boolean => cell?.tags.includes(tag) ?? false;

/** The cells of the exercise that begins at `at`: its questions, then its checks and answers; empty if none begins there. */
export function exerciseAt(cells: Cell[], at: number): Cell[] {
  let end = at;
  while (has(cells[end], "exercise")) end += 1;
  while (has(cells[end], "check") || has(cells[end], "answer")) end += 1;
  return cells.slice(at, end);
}

/** One exercise as a section; a heading of level 2 above its own stands for several and so goes before it. */
function exerciseHtml(group: Cell[], writer: Writer): string {
  const first = writer.state.headings.length;
  const parts = group.map((cell) => (has(cell, "check") ? checkHtml(cell, writer) : cellHtml(cell, writer)));
  const [outer, inner] = writer.state.headings.slice(first);
  let html = parts.filter((part) => part !== "").join("\n");
  let before = "";
  if (outer?.level === 2 && inner?.level === 3) {
    html = html.replace(/<h2[\s\S]*?<\/h2>\s*/, (heading) => {
      before = heading;
      return "";
    });
  }
  const own = before === "" ? outer : inner;
  const name = own ? `aria-labelledby="${own.id}"` : 'aria-label="Exercise"';
  return `${before}<section class="exercise" ${name}>\n${html}\n</section>`;
}

/** The form that a check cell asks for, then its code and whatever else it shows, folded. */
function checkHtml(cell: Cell, writer: Writer): string {
  return named(cell, () => {
    const forms = cell.outputs
      .filter(isExercise)
      .map((output) => outputHtml(output, writer.state, writer.counts));
    const others = outputsHtml(
      { ...cell, outputs: cell.outputs.filter((output) => !isExercise(output)) },
      writer,
    );
    const code = codeBlock(cell.source, writer.language, "Check cell");
    const folded =
      cell.source.trim() === "" ? others : fold("check-code", "The check in the notebook", code + others);
    return wrap(cell, [...forms, folded].join("\n"));
  });
}

function cellHtml(cell: Cell, writer: Writer): string {
  if (cell.type === "raw" || (cell.source.trim() === "" && cell.outputs.length === 0)) return "";
  return named(cell, () => {
    if (cell.type === "markdown") {
      const html = renderMarkdown(cell.source, writer.state, cell.attachments);
      return wrap(
        cell,
        has(cell, "answer") && !/<details/i.test(html) ? fold("answer", "Answer", html) : html,
      );
    }
    const code = codeBlock(cell.source, writer.language);
    const outputs = outputsHtml(cell, writer);
    if (has(cell, "imports")) return wrap(cell, fold("setup", "What this lesson imports", code) + outputs);
    if (has(cell, "teaser")) return wrap(cell, outputs + fold("setup", "The code of this figure", code));
    return wrap(cell, code + outputs);
  });
}

function outputsHtml(cell: Cell, { state, counts }: Writer): string {
  const outputs = cell.outputs
    .map((output) => outputHtml(output, state, counts))
    .filter((html) => html !== "");
  return outputs.length === 0 ? "" : `<div class="outputs">\n${outputs.join("\n")}\n</div>\n`;
}

/** One cell; the class `sheet` marks what a page prints when it prints as a sheet. */
function wrap(cell: Cell, html: string): string {
  const kind = has(cell, "sheet") ? `${cell.type} sheet` : cell.type;
  return `<div class="cell ${kind}" id="cell-${escapeHtml(cell.id)}">\n${html.trim()}\n</div>`;
}

/** Runs `write` so that an error says in which cell it happened. */
function named(cell: Cell, write: () => string): string {
  try {
    return write();
  } catch (error) {
    throw new Error(`cell ${cell.id}: ${(error as Error).message}`);
  }
}
