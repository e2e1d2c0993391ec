// What the writing of a lesson for paper needs: the edition, the notes and the timetable.
import type { LessonNotes } from "./handout-notes.js";
import type { Section } from "./handout-plan.js";
import type { PageState } from "./markdown.js";

/** Who the paper is for. */
export type Edition = "student" | "leader";

/** What the writing of a lesson's cells needs and fills. */
export interface PaperWriter {
  edition: Edition;
  state: PageState;
  notes: LessonNotes;
  plan: Section[];
  /** The hints of the exercises written so far, each with its exercise's heading. */
  hints: string[];
}
