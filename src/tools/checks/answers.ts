/** The words of a lesson's answers, to be looked for in what is handed out. */
import { EXERCISE_MIME } from "../../site/exercise.js";
import type { Exercise } from "../../site/judge.js";
import { extractMath } from "../../site/math.js";
import type { Lesson } from "../../site/meta.js";

/** Letters and digits only, so that line breaks, quotes and ligatures make no difference. */
export const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Letters that a piece must have to be found only where it was meant. */
const LEAST = 24;

/** The runs of plain words in Markdown, without formulas, code and markup. */
export function plainPieces(markdown: string): string[] {
  return extractMath(markdown.replace(/<summary>[\s\S]*?<\/summary>/g, " "))
    .text.replace(/^```[\s\S]*?^```/gm, "\uE000")
    .replace(/`[^`]*`/g, "\uE000")
    .replace(/<[^>]*>/g, "\uE000")
    .replace(/\]\([^)]*\)/g, "]")
    .split(/[\uE000\uE001\n]+\d*|\d*\uE001/)
    .map(bare)
    .filter((piece) => piece.length >= LEAST);
}

const answerCells = ({ notebook }: Lesson) => notebook.cells.filter(({ tags }) => tags.includes("answer"));

/** The pieces of a lesson's answer cells. */
export const answerPieces = (lesson: Lesson): string[] =>
  answerCells(lesson).flatMap(({ source }) => plainPieces(source));

/** The pieces of the reasons that a right answer brings up. */
export const reasonPieces = ({ notebook }: Lesson): string[] =>
  notebook.cells
    .flatMap(({ outputs }) => outputs)
    .flatMap((output) =>
      output.kind === "display" ? [output.data[EXERCISE_MIME] as Exercise | undefined] : [],
    )
    .flatMap((exercise) => plainPieces(exercise?.because ?? ""));
