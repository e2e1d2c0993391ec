/** Whether outputs are the same but for the last digits in which engines may differ. */
import { printedText } from "../../../site/printed.js";
import type { Json, Output } from "../../notebook.js";

/** Numbers in data may differ by this share: what a last bit of `Math.exp` grows to in a lesson. */
const SHARE = 1e-9;
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** One unit of the last digit that a text of a number shows. */
function lastDigit(text: string): number {
  const [digits = "", exponent = "0"] = text.split("e");
  return Number(`1e${Number(exponent) - (digits.split(".")[1]?.length ?? 0)}`);
}

/** Two numbers as they are written: equal, or next to each other in the last digit that either shows. */
function closeWritten(a: string, b: string): boolean {
  if (a === b) return true;
  // a printed integer counts something, and counts are exact
  if (!/[.e]/.test(a + b)) return false;
  return Math.abs(Number(a) - Number(b)) <= 1.001 * Math.max(lastDigit(a), lastDigit(b));
}

/** What Firefox says where V8 speaks of null, as V8 says it; as text or in HTML. */
const inV8 = (text: string): string =>
  text.replace(
    /can('|&#39;)t access property (?:"|&quot;)(\w+)(?:"|&quot;), [\w.]+ is null/g,
    "Cannot read properties of null (reading $1$2$1)",
  );

/** Two texts that differ at most in last digits. */
export function closeTexts(one: string, other: string): boolean {
  const [a, b] = [inV8(one), inV8(other)];
  if (a === b) return true;
  const [left, right] = [a.match(NUMBER) ?? [], b.match(NUMBER) ?? []];
  if (a.split(NUMBER).join("\0") !== b.split(NUMBER).join("\0")) return false;
  return left.every((text, i) => closeWritten(text, right[i] as string));
}

/** The place where two pieces of data differ by more than last digits, as a path; undefined if nowhere. */
function farApart(a: Json | undefined, b: Json | undefined, path = ""): string | undefined {
  if (typeof a === "number" && typeof b === "number")
    return Math.abs(a - b) <= SHARE * Math.max(Math.abs(a), Math.abs(b), SHARE)
      ? undefined
      : fault(path, a, b);
  if (typeof a === "string" && typeof b === "string") return closeTexts(a, b) ? undefined : fault(path, a, b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return a === b ? undefined : fault(path, a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return fault(path, a, b);
  const [left, right] = [a, b] as [Record<string, Json>, Record<string, Json>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = farApart(left[key], right[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fault(path: string, a: unknown, b: unknown): string {
  if (typeof a !== "string" || typeof b !== "string")
    return `${path}: ${brief(JSON.stringify(a))} in the notebook, ${brief(JSON.stringify(b))} here`;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - 40);
  return `${path}: …${brief(a.slice(from))} in the notebook, …${brief(b.slice(from))} here`;
}

const brief = (text: string | undefined): string => {
  const line = (text ?? "nothing").replaceAll("\n", "⏎");
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
};

/** An output with its printed text, if it is one, as it is seen. */
const seen = (output: Output): Json =>
  (output.output_type === "stream" ? { ...output, text: printedText(output.text) } : { ...output }) as Json;

/** What differs between a cell's outputs by more than last digits; empty if nothing does. */
export function outputFaults(expected: readonly Output[], actual: readonly Output[]): string[] {
  if (expected.length !== actual.length)
    return [`${expected.length} outputs in the notebook, ${actual.length} here`];
  const faults = expected.map((output, i) => {
    const other = actual[i] as Output;
    if (output.output_type === "stream" || other.output_type === "stream")
      return farApart(seen(output), seen(other), `output ${i + 1}`);
    return farApart(output.data, other.data, `output ${i + 1}`);
  });
  return faults.filter((text) => text !== undefined);
}
