/** The student's and the leader's edition of a notebook, made from the lesson by its cells' tags. */
import * as path from "node:path";
import { inIt } from "../site/handout.js";
import { type CourseNotes, type LessonNotes, NOTE_LABELS, notesOf } from "../site/handout-notes.js";
import { lessonPlan } from "../site/handout-plan.js";
import { isPrediction } from "../site/handout-predictions.js";
import { type Lesson, lessonMinutes } from "../site/meta.js";
import { type Cell, type Notebook, readNotebook, tagsOf, writeNotebook } from "./notebook.js";
import { notebooksDir } from "./paths.js";

const text = (id: string, tag: string, source: string): Cell => ({
  id: id.slice(0, 64),
  type: "markdown",
  source,
  metadata: { tags: [tag] },
  outputs: [],
  executionCount: null,
});

const PREDICTION = "✎ **My prediction:** *(double-click here and write)*";

/** The lesson without answers and outputs; behind every question that asks to predict there is a cell to write in. */
export function studentEdition({ cells, metadata }: Notebook): Notebook {
  const kept = cells.filter((cell) => !tagsOf(cell).includes("answer"));
  const written = kept.flatMap((cell) => {
    const own = { ...cell, outputs: [], executionCount: null };
    const asks = cell.type === "markdown" && cell.source.split(/\n\s*\n/).some(isPrediction);
    return asks ? [own, text(`${cell.id}-prediction`, "prediction", PREDICTION)] : [own];
  });
  return { cells: written, metadata };
}

/** The lesson with its answers open, its timetable behind the title, and the leader's notes before their cells. */
export function leaderEdition({ cells, metadata }: Notebook, lesson: Lesson, notes: LessonNotes): Notebook {
  const written = cells.flatMap((cell, index) => {
    const before = notes.notes
      .filter((note) => note.cell === cell.id)
      .map((note, k) =>
        text(`${cell.id}-note-${k + 1}`, "leader", `> **${NOTE_LABELS[note.kind]}.** ${note.text}`),
      );
    const answer = tagsOf(cell).includes("answer");
    const own = answer ? { ...cell, source: cell.source.replace("<details>", "<details open>") } : cell;
    return index === 0
      ? [...before, own, text("timetable", "leader", timetable(lesson, notes))]
      : [...before, own];
  });
  return { cells: written, metadata };
}

function timetable(lesson: Lesson, { aim }: LessonNotes): string {
  const rows = lessonPlan(lesson).map(
    ({ heading, minutes, start, predictions, exercises }) =>
      `| ${start}–${start + minutes} | ${heading.replaceAll("|", "\\|")} | ${inIt(predictions, exercises)} | ${minutes} |`,
  );
  const total = `| | **Together** | | **${lessonMinutes(lesson)}** |`;
  const head = ["| minute | section | in it | min |", "|---|---|---|---:|"];
  return [`> **For leaders.** ${aim}`, ...(rows.length > 0 ? ["", ...head, ...rows, total] : [])].join("\n");
}

/** Writes both editions of the lessons below `folder`; returns how many notebooks there are. */
export function writeEditions(folder: string, lessons: readonly Lesson[], notes: CourseNotes): number {
  for (const lesson of lessons) {
    const notebook = readNotebook(path.join(notebooksDir, `${lesson.name}.ipynb`));
    const own = notesOf(lesson.name, notes, notebook.cells);
    const file = (edition: string) => path.join(folder, edition, `${lesson.name}.ipynb`);
    writeNotebook(file("student"), studentEdition(notebook));
    writeNotebook(file("leader"), leaderEdition(notebook, lesson, own));
  }
  return 2 * lessons.length;
}
