// What a leader is told about a lesson: its aim, and notes that stand beside the cells they belong to.

/** A note beside a cell: what learners get wrong, what to ask, where time goes, what to do. */
export interface LeaderNote {
  /** The id of the cell that the note stands before. */
  cell: string;
  kind: "misconception" | "ask" | "time" | "do";
  /** Markdown of one paragraph. */
  text: string;
}

/** What a leader is told about one lesson, and what of it is left blank in the student's edition. */
export interface LessonNotes {
  /** What everybody should take along, in a sentence. */
  aim: string;
  notes: LeaderNote[];
  /** Cells whose tables are printed empty for students, to be filled in. */
  blank?: string[];
}

/** The notes of a course, by the lessons' names. */
export type CourseNotes = Readonly<Record<string, LessonNotes>>;

/** How each kind of note is called. */
export const NOTE_LABELS: Readonly<Record<LeaderNote["kind"], string>> = {
  misconception: "Watch for",
  ask: "Ask",
  time: "Time",
  do: "Do",
};

/** The notes of `name`, none if there are none. @throws if a note names a cell that the lesson does not have. */
export function notesOf(name: string, notes: CourseNotes, cells: readonly { id: string }[]): LessonNotes {
  const found = notes[name] ?? { aim: "", notes: [] };
  const wanted = [...found.notes.map(({ cell }) => cell), ...(found.blank ?? [])];
  const missing = wanted.find((id) => !cells.some((cell) => cell.id === id));
  if (missing !== undefined)
    throw new Error(`notesOf: a note of ${name} must name a cell of it, got ${missing}`);
  return found;
}
