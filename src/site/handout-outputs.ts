// Writes the outputs of a code cell for paper: still charts, exercises with room or answers, tables with blanks.
import { PLOTLY_MIME } from "./chart.js";
import { EXERCISE_MIME } from "./exercise.js";
import { paperChart } from "./handout-chart.js";
import { leaderExercise, studentExercise } from "./handout-exercise.js";
import { paperLive } from "./handout-live.js";
import {
  blankTable,
  readTable,
  verdictForm,
  withCaption,
  withoutFigures,
  writeTable,
} from "./handout-tables.js";
import type { PaperWriter } from "./handout-writer.js";
import type { Exercise } from "./judge.js";
import { LIVE_MIME } from "./live.js";
import { type Cell, joinText, type Output } from "./notebook.js";
import { outputHtml } from "./outputs.js";

/** The MIME type under which a lesson's verdicts lie in a notebook. */
const CLAIMS_MIME = "application/vnd.initlab.claims+json";

/** The exercises that a cell shows. */
export const exercisesOf = (cell: Cell): Exercise[] =>
  cell.outputs.flatMap((output) =>
    output.kind === "display" && EXERCISE_MIME in output.data ? [output.data[EXERCISE_MIME] as Exercise] : [],
  );

/** Whether a cell shows a table of verdicts. */
export const settles = (cell: Cell | undefined): boolean =>
  cell?.outputs.some((output) => output.kind === "display" && CLAIMS_MIME in output.data) ?? false;

/** One output as HTML. */
export function paperOutput(output: Output, cell: Cell, writer: PaperWriter): string {
  if (output.kind === "display" && EXERCISE_MIME in output.data) {
    const derive = /derive/i.test(writer.state.headings.at(-1)?.html ?? "");
    return question(output.data[EXERCISE_MIME] as Exercise, derive, writer);
  }
  if (output.kind === "display" && PLOTLY_MIME in output.data) return paperChart(output.data);
  if (output.kind === "display" && LIVE_MIME in output.data) return paperLive(output.data);
  if (output.kind === "display" && isProgress(output.data)) return "";
  const html = outputHtml(output, writer.state, { charts: 0, exercises: [], lives: [] });
  if (output.kind !== "display" || !html.includes("<table")) return html;
  if (writer.edition === "student") {
    const table = joinText(output.data["text/html"]);
    if (CLAIMS_MIME in output.data) return verdictForm(table);
    if (writer.notes.blank?.includes(cell.id)) return blankTable(table);
    return withoutFigures(withCaption(html));
  }
  return CLAIMS_MIME in output.data
    ? writeTable(readTable(joinText(output.data["text/html"])), "ledger")
    : withCaption(html);
}

/** The line that is left when long work has ended. */
const isProgress = (data: Record<string, unknown>): boolean =>
  /^<div>[^<]*: \d+(?: of \d+)? steps<\/div>$/.test(joinText(data["text/html"]).trim());

function question(exercise: Exercise, derive: boolean, { edition }: PaperWriter): string {
  const form = edition === "student" ? studentExercise(exercise, derive) : leaderExercise(exercise);
  return `<div class="question">${form}</div>`;
}

/** Whether `html` is the question of an exercise. */
export const isQuestion = (html: string): boolean => html.startsWith('<div class="question">');
