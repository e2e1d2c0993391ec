/** The handwritten digits, read from their file's text. */
import { refuse, text as textOf } from "./guard.js";
import { type Matrix, zeroMatrix } from "./matrix.js";
import { mean, std } from "./statistics.js";

const [PIXELS, CLASSES, DARKEST] = [64, 10, 16];

/**
 * The handwritten digits from the text of `data/digits.csv`: a header, then the digit and its 64 pixels (0 to 16) in
 * every line. Inputs are the pixels less their overall mean, over their overall standard deviation, so that their mean
 * square is 1; targets are one-hot. Lines may end as on any system.
 * @throws RangeError with the line that holds anything else.
 */
export function digitsFrom(text: string): { inputs: Matrix; targets: Matrix } {
  const lines = textOf("digitsFrom", "text", text)
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r\n|\r|\n/);
  if (lines.length < 2) refuse("digitsFrom", "text must hold a header and at least one line", text);
  if (!/^digit/.test(lines[0] as string))
    refuse("digitsFrom", 'line 1 must be a header that begins with "digit"', lines[0]);
  const inputs = zeroMatrix(lines.length - 1, PIXELS);
  const targets = zeroMatrix(lines.length - 1, CLASSES);
  for (const [i, line] of lines.slice(1).entries()) {
    const [digit, ...pixels] = numbersOf(line, i + 2);
    targets.data[i * CLASSES + digit] = 1;
    inputs.data.set(pixels, i * PIXELS);
  }
  const [centre, width] = [mean(inputs.data), std(inputs.data)];
  if (width === 0) refuse("digitsFrom", "the pixels must not all be alike", centre);
  for (let i = 0; i < inputs.data.length; i++) inputs.data[i] = ((inputs.data[i] as number) - centre) / width;
  return { inputs, targets };
}

/** The digit of a line and its pixels. */
function numbersOf(line: string, number: number): [number, ...number[]] {
  if (!/^\d(,\d+){64}\s*$/.test(line))
    refuse("digitsFrom", `line ${number} must hold a digit and 64 pixels`, line);
  const numbers = line.split(",").map(Number) as [number, ...number[]];
  const wrong = numbers.slice(1).find((pixel) => pixel > DARKEST);
  if (wrong !== undefined)
    refuse("digitsFrom", `pixels of line ${number} must be whole numbers from 0 to ${DARKEST}`, wrong);
  return numbers;
}
