// Writes the cells of a lesson for paper, in the student's or the leader's edition.
import { exerciseAt, has } from "./cells.js";
import { paperCode } from "./handout-code.js";
import { contextCode } from "./handout-exercise.js";
import { NOTE_LABELS } from "./handout-notes.js";
import { exercisesOf, isQuestion, paperOutput, settles } from "./handout-outputs.js";
import { withPredictions } from "./handout-predictions.js";
import { ruledLines } from "./handout-room.js";
import type { PaperWriter } from "./handout-writer.js";
import { renderInline, renderMarkdown } from "./markdown.js";
import type { Cell } from "./notebook.js";

/** The HTML of all cells but the imports. @throws with the cell's id if one of them cannot be written. */
export function paperCells(cells: Cell[], writer: PaperWriter): string {
  const parts: string[] = [];
  for (let at = 0; at < cells.length; ) {
    const group = exerciseAt(cells, at);
    if (group.length === 0) parts.push(paperCell(cells[at], writer, isBookkeeping(cells, at)));
    else parts.push(...paperExercise(group, writer));
    at += Math.max(group.length, 1);
  }
  return parts.filter((part) => part !== "").join("\n");
}

/** Code that only puts verdicts together: of a cell that shows them, and of those on the way to it that show nothing. */
function isBookkeeping(cells: Cell[], at: number): boolean {
  const passes = (cell: Cell) =>
    cell.type === "code" ? cell.outputs.length === 0 : cell.tags.length === 0 && !/^## /m.test(cell.source);
  if (cells[at].type !== "code") return false;
  let end = at;
  while (end < cells.length && passes(cells[end])) end += 1;
  return settles(cells[end]);
}

/** One exercise; a heading of level 2 above its own goes before it. */
function paperExercise(group: Cell[], writer: PaperWriter): string[] {
  const first = writer.state.headings.length;
  const html = group.map((cell) => paperCell(cell, writer)).join("\n");
  const own = writer.state.headings.slice(first);
  const title = own.at(-1)?.html.replace(/:.*$/, "") ?? "Exercise";
  for (const hint of group.flatMap(hintsOf))
    writer.hints.push(`<strong>${title}.</strong> ${renderInline(hint)}`);
  const section = `<section class="exercise">\n${html}\n</section>`;
  const outer = /<h2[\s\S]*?<\/h2>\s*/.exec(section)?.[0];
  return outer && own.length > 1 ? [outer, section.replace(outer, "")] : [section];
}

const hintsOf = (cell: Cell): string[] => exercisesOf(cell).flatMap(({ hint }) => (hint ? [hint] : []));

function paperCell(cell: Cell, writer: PaperWriter, withoutCode = false): string {
  try {
    return notesBefore(cell, writer) + cellHtml(cell, writer, withoutCode);
  } catch (error) {
    throw new Error(`cell ${cell.id}: ${(error as Error).message}`);
  }
}

function notesBefore(cell: Cell, { edition, notes }: PaperWriter): string {
  if (edition === "student") return "";
  return notes.notes
    .filter((note) => note.cell === cell.id)
    .map(
      ({ kind, text }) =>
        `<aside class="note ${kind}"><strong>${NOTE_LABELS[kind]}</strong> ${renderInline(text)}</aside>\n`,
    )
    .join("");
}

function cellHtml(cell: Cell, writer: PaperWriter, withoutCode: boolean): string {
  if (cell.type === "raw" || has(cell, "imports")) return "";
  if (has(cell, "answer")) return writer.edition === "leader" ? answerHtml(cell, writer) : "";
  if (cell.type === "markdown") return textHtml(cell, writer);
  const outputs = cell.outputs.map((output) => paperOutput(output, cell, writer));
  // what a check cell prints belongs to the question, so it stands before it
  const sorted = [...outputs.filter((html) => !isQuestion(html)), ...outputs.filter(isQuestion)];
  const source = has(cell, "check") ? contextCode(cell.source, exercisesOf(cell)[0]) : cell.source;
  const code = withoutCode || source.trim() === "" ? "" : paperCode(source);
  return [code, ...sorted].filter((html) => html !== "").join("\n");
}

function textHtml(cell: Cell, { edition, state, plan }: PaperWriter): string {
  const html = renderMarkdown(cell.source, state, cell.attachments);
  if (edition === "student") return withPredictions(html, ruledLines("my prediction", 2));
  const timed = html.replace(/<h2\b[^>]*>[\s\S]*?<\/h2>/g, (heading) => {
    const words = heading.replace(/^<h2[^>]*>|<\/h2>$/g, "");
    const section = plan.find(({ title }) => title === words);
    return section
      ? `<div class="timed">${heading}<p class="minutes">${section.minutes} min</p></div>`
      : heading;
  });
  return withPredictions(timed, "");
}

function answerHtml(cell: Cell, { state }: PaperWriter): string {
  const html = renderMarkdown(cell.source, state, cell.attachments);
  const open = html.replace(/<\/?details[^>]*>/g, "").replace(/<summary>[\s\S]*?<\/summary>/, "");
  return `<div class="answer"><p class="answer-label">Answer</p>${open}</div>`;
}
