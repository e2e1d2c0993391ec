// The timetable of a lesson: its sections, and how its minutes fall on them.
import { EXERCISE_MIME } from "./exercise.js";
import { isPrediction } from "./handout-predictions.js";
import { plainText } from "./html.js";
import type { Exercise } from "./judge.js";
import { renderInline } from "./markdown.js";
import { type Lesson, lessonMinutes } from "./meta.js";
import type { Cell } from "./notebook.js";

/** One section of a lesson: from a heading of level 2 to the next, or the lesson's opening. */
export interface Section {
  /** The heading as HTML; `Opening` before the first one. */
  title: string;
  /** The heading as Markdown. */
  heading: string;
  /** Whole minutes; all sections of a lesson add up to the lesson's minutes. */
  minutes: number;
  /** Minutes since the lesson began. */
  start: number;
  /** Predictions that are asked for. */
  predictions: number;
  /** The exercises' ids. */
  exercises: string[];
}

interface Weighed extends Section {
  weight: number;
}

/** Minutes that a reader spends, before they are scaled to the lesson's own estimate. */
const COST = { word: 1 / 160, line: 0.06, chart: 0.75, table: 0.4, prediction: 1, exercise: 2.5 };

/** The sections of a lesson with their minutes; none if the lesson gives no time. */
export function lessonPlan(lesson: Lesson): Section[] {
  const total = lessonMinutes(lesson);
  if (total === undefined) return [];
  const sections = weigh(lesson.notebook.cells);
  const shares = shareOut(
    total,
    sections.map(({ weight }) => weight),
  );
  let start = 0;
  return sections.map(({ weight: _, ...section }, index) => {
    const minutes = shares[index];
    start += minutes;
    return { ...section, minutes, start: start - minutes };
  });
}

function weigh(cells: Cell[]): Weighed[] {
  const sections: Weighed[] = [];
  const open = (heading: string) => {
    const title = renderInline(heading);
    sections.push({ title, heading, minutes: 0, start: 0, predictions: 0, exercises: [], weight: 0 });
  };
  open("Opening");
  for (const cell of cells) {
    if (cell.tags.includes("imports") || cell.tags.includes("answer")) continue;
    for (const piece of cell.type === "markdown" ? cell.source.split(/^(?=## )/m) : [""]) {
      const heading = /^## +(.+)/.exec(piece);
      if (heading) open(heading[1]);
      const section = sections[sections.length - 1];
      const predictions = piece.split(/\n\s*\n/).filter(isPrediction).length;
      section.predictions += predictions;
      section.weight +=
        COST.word * plainText(piece).split(/\s+/).filter(Boolean).length + COST.prediction * predictions;
    }
    if (cell.type === "code") addCode(sections[sections.length - 1], cell);
  }
  return sections;
}

function addCode(section: Weighed, cell: Cell): void {
  const check = cell.tags.includes("check");
  if (!check) section.weight += COST.line * cell.source.split("\n").filter((line) => line.trim()).length;
  for (const output of cell.outputs) {
    if (output.kind !== "display") continue;
    const exercise = output.data[EXERCISE_MIME] as Exercise | undefined;
    if (exercise) section.exercises.push(exercise.id);
    section.weight += exercise ? COST.exercise : "text/html" in output.data ? COST.table : COST.chart;
  }
}

/**
 * `total` in whole shares that add up to it, in proportion to the weights, each at least 1 where there is enough:
 * every share is rounded down, and the largest remainders get what is left.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const least = total >= weights.length ? 1 : 0;
  const rest = total - least * weights.length;
  const sum = weights.reduce((a, b) => a + b, 0) || 1;
  const exact = weights.map((weight) => (rest * weight) / sum);
  const shares = exact.map((x) => least + Math.floor(x));
  const order = exact.map((x, i) => ({ i, left: x - Math.floor(x) })).sort((a, b) => b.left - a.left);
  const missing = total - shares.reduce((a, b) => a + b, 0);
  for (const { i } of order.slice(0, missing)) shares[i] += 1;
  return shares;
}
