// What the writing of a lesson for paper needs: the edition, the notes, the timetable, and a way to draw charts.
import type { LessonNotes } from "./handout-notes.js";
import type { Section } from "./handout-plan.js";
import type { PageState } from "./markdown.js";
import type { MimeBundle } from "./notebook.js";

/** Who the paper is for. */
export type Edition = "student" | "leader";

/** Draws the chart of an output as an SVG text. */
export type Draw = (bundle: MimeBundle) => string;

/** What the writing of a lesson's cells needs and fills. */
export interface PaperWriter {
  edition: Edition;
  state: PageState;
  notes: LessonNotes;
  plan: Section[];
  draw: Draw;
  /** The hints of the exercises written so far, each with its exercise's heading. */
  hints: string[];
}
