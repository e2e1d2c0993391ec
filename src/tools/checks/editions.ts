/** The editions of the notebooks: what each holds, that the leader's minutes add up, and that a student's runs. */
import * as path from "node:path";
import { EXERCISE_MIME } from "../../site/exercise.js";
import { notesOf } from "../../site/handout-notes.js";
import { lessonPlan } from "../../site/handout-plan.js";
import { type Lesson, lessonMinutes } from "../../site/meta.js";
import { writeEditions } from "../editions.js";
import { leaderNotes } from "../handouts.js";
import { type Notebook, readNotebook, tagsOf } from "../notebook.js";
import { cacheDir } from "../paths.js";
import { failureText, runNotebook } from "../run-notebook.js";
import { answerPieces, bare } from "./answers.js";
import { attempt, type Check } from "./check.js";

/** The lesson that is run in its student's edition: it is short, and has an exercise of each step. */
const TRIED = "00-start-here";

const allText = ({ cells }: Notebook): string => bare(cells.map(({ source }) => source).join("\n"));

function editionFaults(student: Notebook, leader: Notebook, lesson: Lesson): string[] {
  const pieces = answerPieces(lesson);
  const [forStudents, forLeaders] = [student, leader].map(allText);
  const outputs = student.cells.filter((cell) => cell.outputs.length > 0 || cell.executionCount !== null);
  const check = (edition: Notebook) => edition.cells.filter((cell) => tagsOf(cell).includes("check")).length;
  const faults = [
    ...pieces.filter((piece) => forStudents?.includes(piece)).map((piece) => `a student reads "${piece}"`),
    ...pieces.filter((piece) => !forLeaders?.includes(piece)).map((piece) => `the leader misses "${piece}"`),
    ...outputs.map(({ id }) => `the student's cell ${id} has outputs`),
    ...(student.cells.some((cell) => tagsOf(cell).includes("answer"))
      ? ["a student's cell is an answer"]
      : []),
  ];
  const exercises = lesson.notebook.cells.filter(({ tags }) => tags.includes("check")).length;
  if (check(student) !== exercises || check(leader) !== exercises)
    faults.push(`${exercises} exercises, ${check(student)} for students, ${check(leader)} for leaders`);
  return faults;
}

function noteFaults(lesson: Lesson): string[] {
  const { aim, notes } = notesOf(lesson.name, leaderNotes(), lesson.notebook.cells);
  const plan = lessonPlan(lesson);
  const sum = plan.reduce((total, { minutes }) => total + minutes, 0);
  return [
    ...(aim === "" ? ["it has no aim"] : []),
    ...(notes.length < 3 || notes.length > 5 ? [`${notes.length} notes for leaders, 3 to 5 are wanted`] : []),
    ...(sum === (lessonMinutes(lesson) ?? 0)
      ? []
      : [`its sections take ${sum} minutes, not ${lesson.minutes}`]),
  ];
}

/** Runs a student's notebook where it lies: every cell ends, every exercise waits for an answer. */
async function runFaults(folder: string): Promise<string[]> {
  const student = readNotebook(path.join(folder, "student", `${TRIED}.ipynb`));
  const run = await runNotebook(student, { folder: path.join(folder, "student"), lesson: TRIED });
  if (!run.ok) return [failureText(run.failure)];
  const exercises = run.notebook.cells
    .flatMap(({ outputs }) => outputs)
    .flatMap((output) => (output.output_type === "display_data" ? [output.data[EXERCISE_MIME]] : []))
    .filter((exercise) => exercise !== undefined) as { answered?: boolean }[];
  if (exercises.length === 0) return ["no exercise was shown"];
  return exercises.some(({ answered }) => answered !== false) ? ["an exercise is answered already"] : [];
}

/** One check per lesson, and one run. */
export async function editionChecks(lessons: readonly Lesson[]): Promise<Check[]> {
  const folder = path.join(cacheDir, "handouts", "notebooks");
  writeEditions(folder, lessons, leaderNotes());
  const each = lessons.map((lesson) =>
    attempt(`editions of ${lesson.name}`, async () => {
      const [student, leader] = ["student", "leader"].map((edition) =>
        readNotebook(path.join(folder, edition, `${lesson.name}.ipynb`)),
      );
      return [...editionFaults(student as Notebook, leader as Notebook, lesson), ...noteFaults(lesson)];
    }),
  );
  const run = attempt(`the student's edition of ${TRIED} runs where it lies`, () => runFaults(folder));
  return Promise.all([...each, run]);
}
