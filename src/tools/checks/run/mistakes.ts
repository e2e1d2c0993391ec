/** The mistakes a reader makes in a cell, and what the page says of them. */
import type { Hands } from "./hand.js";

/** A mistake is named with its line. */
export async function mistakes([own]: Hands, code: string): Promise<void> {
  const last = code.split("\n").length;
  const cases: [what: string, code: string, says: RegExp][] = [
    [
      "an error",
      `${code}\nconst nothing = undefined as unknown as { there: number };\n\nnothing.there;`,
      new RegExp(`TypeError: .*there.*in line ${last + 3}: nothing.there`),
    ],
    ["a mistake in the syntax", `\n\nconst half = (1 +;\n${code}`, /SyntaxError: .*in line 3: const half/],
    [
      "a promise that nobody awaits",
      "void Promise.reject(new Error('unheard'));",
      /Error: unheard.*in line 1/,
    ],
    [
      "a failure after the end",
      "setTimeout(() => {\n  throw new Error('later');\n}, 500);",
      /Error: later.*in line 2/,
    ],
    ["a value thrown", "throw { code: 7 };", /Thrown: \{ code: 7 \}/],
    ["an import that is not there", 'import { nothing } from "initlab";', /initlab has no nothing/],
    ["a module that is not there", 'import fs from "node:fs";', /not "node:fs"/],
  ];
  for (const [what, changed, says] of cases) {
    await own.run(changed);
    await own.expect(own.fault, says, what);
  }
}

/** What goes wrong in another cell is said with that cell's number. */
export async function faultsElsewhere([own, below]: Hands, code: string): Promise<void> {
  await own.run(`const half = (1 +;\n${code}`);
  await own.expect(own.fault, /SyntaxError/, "a mistake in the syntax");
  await below.button("Run").click();
  const place = `code cell ${own.number} above, line`;
  await below.expect(below.fault, new RegExp(`SyntaxError.*${place} 1`), "a mistake in a cell above");
  await own.run("function fails(): never {\n  throw new RangeError('on purpose');\n}");
  await own.expect(own.status, /Done in/, "a function that fails only when it is called");
  await below.run("1;\nfails();");
  const says = new RegExp(`RangeError: on purpose.*${place} 2.*called from line 2 of this cell`);
  await below.expect(below.fault, says, "an error in a function of a cell above");
}
