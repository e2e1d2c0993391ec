/** Checks answers to exercises, and says at once whether they hold; never the answer itself. */

import { callable, finite, type Known, knownOptions, list, notNegative, text } from "../core/guard.js";
import {
  type ExerciseOptions,
  exerciseOptions,
  requireExercise,
  right,
  showVerdict,
  unanswered,
  type Verdict,
  wrong,
} from "./verdict.js";

/** How far a number may be from the expected one: by so much, or by that share of it. */
export type Tolerance = number | { relative: number };

/** What `checkNumber` takes besides the answer. */
export interface NumberExercise extends ExerciseOptions {
  expected: number;
  /** One percent of the expected value by default. */
  tolerance?: Tolerance | undefined;
  unit?: string | undefined;
}

/** What `checkChoice` takes besides the answer. */
export interface ChoiceExercise extends ExerciseOptions {
  /** The choices; their letters are a, b, c, … */
  choices: readonly string[];
  /** The letter of the right choice. */
  expected: string;
}

/** What `checkTrue` takes. */
export interface CodeExercise extends ExerciseOptions {
  /** Tries the reader's code: true if it is right, false or what is wrong with it if not, undefined if it is missing. */
  test: () => boolean | string | undefined;
}

const numberOptions: Known<NumberExercise> = {
  ...exerciseOptions,
  expected: true,
  tolerance: true,
  unit: true,
};
const choiceOptions: Known<ChoiceExercise> = { ...exerciseOptions, choices: true, expected: true };
const codeOptions: Known<CodeExercise> = { ...exerciseOptions, test: true };

/** Requires a tolerance: a number not below 0, or one in `{ relative }`. */
function requireTolerance(tolerance: Tolerance): void {
  if (typeof tolerance === "number") notNegative("checkNumber", "tolerance", tolerance);
  else {
    const { relative } = knownOptions("checkNumber", tolerance, { relative: true }, "tolerance");
    notNegative("checkNumber", "relative tolerance", relative);
  }
}

/** Whether a number is within the tolerance of the expected one. */
export function isClose(answer: number, expected: number, tolerance: Tolerance): boolean {
  const allowed = typeof tolerance === "number" ? tolerance : Math.abs(expected) * tolerance.relative;
  return Math.abs(answer - expected) <= allowed;
}

/** The verdict on a number. */
export function judgeNumber(answer: unknown, options: NumberExercise): Verdict {
  const { expected, tolerance = { relative: 0.01 }, unit } = options;
  finite("checkNumber", "expected", expected);
  if (answer === undefined || answer === null) return unanswered("Write a number in place of `undefined`");
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return wrong(`the answer must be a number, and ${JSON.stringify(answer) ?? String(answer)} is none.`);
  }
  if (isClose(answer, expected, tolerance)) return right;
  return wrong(`${answer}${unit === undefined ? "" : ` ${unit}`} is not right yet.`);
}

/** The place of a choice, given by its letter or its text; -1 if there is none. */
function placeOf(choice: unknown, choices: readonly string[]): number {
  const text = String(choice).trim();
  const place = choices.indexOf(text);
  if (place >= 0 || text.length !== 1) return place;
  const letter = text.toLowerCase().charCodeAt(0) - 97;
  return letter >= 0 && letter < choices.length ? letter : -1;
}

const letterOf = (place: number) => String.fromCharCode(97 + place);

/** The verdict on a choice. */
export function judgeChoice(answer: unknown, options: ChoiceExercise): Verdict {
  const { choices, expected } = options;
  const place = placeOf(expected, choices);
  const letters = choices.map((_, i) => letterOf(i)).join(", ");
  if (place < 0) throw new RangeError(`checkChoice: expected must be one of ${letters}, got ${expected}`);
  if (answer === undefined || answer === null) {
    return unanswered(
      `Write the letter of your choice (${letters}) between quotes in place of \`undefined\``,
    );
  }
  const chosen = placeOf(answer, choices);
  if (chosen < 0)
    return wrong(`the answer must be one of ${letters}, and ${JSON.stringify(answer)} is none.`);
  if (chosen === place) return right;
  return wrong(`${letterOf(chosen)} (${choices[chosen]}) is not right.`);
}

/** The verdict on code. */
export function judgeCode(options: CodeExercise): Verdict {
  let outcome: boolean | string | undefined;
  try {
    outcome = options.test();
  } catch (error) {
    return wrong(`your code stopped with "${error instanceof Error ? error.message : String(error)}".`);
  }
  if (outcome === undefined) return unanswered("Write your code in place of `undefined`");
  if (outcome === true) return right;
  return wrong(outcome === false ? "not right yet." : outcome);
}

/** Says whether a number is right: within `tolerance` (absolute, or `{ relative }`; 1 % by default) of `expected`. */
export function checkNumber(id: string | number, answer: number | undefined, options: NumberExercise): void {
  const own = knownOptions("checkNumber", options, numberOptions);
  const { expected, tolerance = { relative: 0.01 }, unit } = own;
  requireExercise("checkNumber", id, own);
  requireTolerance(tolerance);
  if (unit !== undefined) text("checkNumber", "unit", unit);
  showVerdict(id, judgeNumber(answer, own), own, { kind: "number", expected, tolerance, unit });
}

/** Says whether the right choice was made. The answer is the letter of a choice, or its text. */
export function checkChoice(id: string | number, answer: string | undefined, options: ChoiceExercise): void {
  const own = knownOptions("checkChoice", options, choiceOptions);
  const { choices } = own;
  requireExercise("checkChoice", id, own);
  list("checkChoice", "choices", choices);
  for (const choice of choices) text("checkChoice", "every choice", choice);
  const verdict = judgeChoice(answer, own);
  const expected = letterOf(placeOf(own.expected, choices));
  showVerdict(id, verdict, own, { kind: "choice", choices, expected });
}

/** Says whether code that the reader wrote does what was asked. An error in it is a wrong answer. */
export function checkTrue(id: string | number, options: CodeExercise): void {
  const own = knownOptions("checkTrue", options, codeOptions);
  requireExercise("checkTrue", id, own);
  callable("checkTrue", "test", own.test);
  showVerdict(id, judgeCode(own), own, { kind: "code" });
}
