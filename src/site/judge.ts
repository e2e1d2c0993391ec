// Decides whether a reader's answer to an exercise holds; used by the page and by its tests, so free of Node and of the DOM.

/** What an exercise cell leaves in the notebook as `application/vnd.initlab.exercise+json`. */
export interface Exercise {
  id: string;
  kind: "number" | "choice" | "text" | "code";
  prompt: string;
  /** A number; the text, the letter (a, b, …) or the index of a choice; a text or several accepted texts. */
  expected?: unknown;
  /** The largest accepted |answer − expected|, or its share of |expected|. */
  tolerance?: number | { relative: number };
  unit?: string;
  choices?: string[];
  hint?: string;
  /** Why the answer is right. */
  because?: string;
}

/** The verdict on one answer, with a sentence for the reader. */
export interface Verdict {
  outcome: "right" | "wrong" | "unreadable";
  message: string;
}

const RIGHT: Verdict = { outcome: "right", message: "Yes, that holds." };
const WRONG: Verdict = { outcome: "wrong", message: "Not yet. Try again." };

/** Judges `answer`, the reader's text or the index of the chosen option. */
export function judge(exercise: Exercise, answer: string): Verdict {
  if (exercise.kind === "number") return judgeNumber(exercise, answer);
  if (answer.trim() === "") {
    return {
      outcome: "unreadable",
      message: exercise.kind === "choice" ? "Choose one first." : "Write an answer first.",
    };
  }
  if (exercise.kind === "choice") return Number(answer) === rightChoice(exercise) ? RIGHT : WRONG;
  const accepted = Array.isArray(exercise.expected) ? exercise.expected : [exercise.expected];
  return accepted.some((text) => normal(String(text)) === normal(answer)) ? RIGHT : WRONG;
}

/** The index of the right choice; -1 if the exercise names none. */
export function rightChoice({ expected, choices = [] }: Exercise): number {
  if (typeof expected === "number") return expected;
  const place = choices.indexOf(String(expected));
  const letter = /^[a-z]$/i.test(String(expected)) ? String(expected).toLowerCase().charCodeAt(0) - 97 : -1;
  return place >= 0 || letter >= choices.length ? place : letter;
}

/** The largest accepted |answer − expected| of a number. */
export function allowance({ expected, tolerance }: Exercise): number {
  const size = Math.abs(Number(expected));
  if (typeof tolerance === "object") return size * tolerance.relative;
  return tolerance ?? 1e-6 * Math.max(1, size);
}

function judgeNumber(exercise: Exercise, answer: string): Verdict {
  const value = readNumber(answer);
  if (Number.isNaN(value))
    return { outcome: "unreadable", message: "Give a number, such as 0.25, 1/4 or 2.5e-3." };
  const target = Number(exercise.expected);
  const allowed = allowance(exercise);
  if (value === target || Math.abs(value - target) <= allowed * (1 + 1e-12)) return RIGHT;
  if (target !== 0 && Math.abs(value + target) <= allowed)
    return { outcome: "wrong", message: "The size is right, the sign is not." };
  return WRONG;
}

/** The number that `text` writes: a decimal (point or comma, any minus sign), a power of ten, or a fraction; NaN for anything else. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/\s+/g, "");
  const [top, bottom, more] = plain.split("/");
  if (more !== undefined) return Number.NaN;
  return bottom === undefined ? readDecimal(top) : readDecimal(top) / readDecimal(bottom);
}

/** Superscripts as a power: `10⁻³` is `10^-3`. */
function plainPowers(text: string): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return text.replace(/[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => {
    const plain = [...run].map((sign) => (sign === "⁻" ? "-" : sign === "⁺" ? "+" : digits.indexOf(sign)));
    return `^${plain.join("")}`;
  });
}

function readDecimal(text: string): number {
  // A power of ten needs its ^: without it, 1024 would be 10 to the 24th.
  const power = /^(?:(.+?)[×x*·])?10\^\(?([+-]?\d+)\)?$/.exec(plainPowers(text));
  const plain = power ? `${power[1] ?? "1"}e${power[2]}` : text;
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(plain)
    ? Number(plain.replace(",", "."))
    : Number.NaN;
}

/** Spelling that should not decide: case, spaces, quotes, a full stop at the end. */
function normal(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/["'`“”‘’]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[.!]$/, "");
}
