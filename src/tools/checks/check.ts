/** One check of `npm test` and its outcome, and the parts that checks come in. */

import { stripVTControlCharacters } from "node:util";
import { unlessStill } from "../watchdog.js";

/** What was checked, and how it ended; `details` says why a check failed or was skipped. */
export interface Check {
  title: string;
  outcome: "passed" | "failed" | "skipped";
  details?: string;
}

/** A named group of checks. `notes` are shown but count for nothing. */
export interface Part {
  name: string;
  title: string;
  run(note: (line: string) => void): Promise<Check[]>;
}

/** Whether this run must be complete: a missing program is a failure then. */
export const complete = (): boolean => process.env.CI !== undefined && process.env.CI !== "false";

/** A check that passed if there are no faults. */
export const checked = (title: string, faults: readonly string[]): Check =>
  faults.length === 0
    ? { title, outcome: "passed" }
    : { title, outcome: "failed", details: faults.join("\n") };

/** A check whose program or file is missing: skipped, and failed if `CI` is set. */
export const missing = (title: string, what: string): Check => ({
  title,
  outcome: complete() ? "failed" : "skipped",
  details: what,
});

/** Runs a check; what it throws is its fault, and so is standing still. It may take as long as it goes on. */
export async function attempt(title: string, work: () => Promise<readonly string[]>): Promise<Check> {
  try {
    return checked(title, await unlessStill(() => title, work()));
  } catch (error) {
    return checked(title, [errorText(error)]);
  }
}

/** An error's message and the first three places it passed through. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const places = (error.stack ?? "").split("\n").filter((line) => /^ {4}at .*[\\/]src[\\/]dist/.test(line));
  return stripVTControlCharacters([error.message, ...places.slice(-3)].join("\n"));
}

/** The line that ends a report: `N passed, N failed`, and `N skipped` if any. */
export function totalLine(checks: readonly Check[]): string {
  const count = (outcome: Check["outcome"]): number => checks.filter((c) => c.outcome === outcome).length;
  const skipped = count("skipped");
  return `${count("passed")} passed, ${count("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
