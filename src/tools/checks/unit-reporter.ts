/** A reporter for Node's test runner: one line of JSON per finished test, suites left out. */
import type { TestEvent } from "node:test/reporters";

/** What a line holds. */
export interface UnitLine {
  name: string;
  file: string;
  outcome: "passed" | "failed" | "skipped";
  error: string;
}

function line(event: TestEvent): UnitLine | undefined {
  if (event.type !== "test:pass" && event.type !== "test:fail") return undefined;
  const { name, file = "", details, skip, todo } = event.data;
  if (details.type === "suite") return undefined;
  const set = (flag: string | boolean | undefined): boolean => flag !== undefined && flag !== false;
  const failed = event.type === "test:fail" && !set(todo);
  const cause = event.type === "test:fail" ? event.data.details.error : undefined;
  const inner = (cause?.cause ?? cause) as { stack?: string; message?: string } | undefined;
  const error = failed ? String(inner?.stack ?? inner?.message ?? inner) : "";
  return { name, file, outcome: failed ? "failed" : set(skip) || set(todo) ? "skipped" : "passed", error };
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const finished = line(event);
    if (finished) yield `${JSON.stringify(finished)}\n`;
  }
}
