/** Does in a page what a reader does: changes a cell, runs it, makes mistakes, stops a loop, goes back to the original. */
import type { Browser, Page } from "playwright-core";
import { axeProblems } from "../../../site/browser-check.js";
import { errorText } from "../check.js";
import { Hand, WITH_OUTPUTS } from "./hand.js";
import { openPage } from "./lesson.js";
import { inTwoWindows, stays } from "./steady.js";

/** A cell with printed outputs, and the one below it. */
type Hands = [own: Hand, below: Hand];

/** What goes wrong for a reader of the page at `file`; axe looks at it too unless it is told not to. */
export async function readerFaults(
  browser: Browser,
  file: string,
  { axe = true }: { axe?: boolean } = {},
): Promise<string[]> {
  const problems: string[] = [];
  const page = await openPage(browser, file, problems);
  try {
    const number = Number(await page.evaluate(WITH_OUTPUTS));
    const hands: Hands = [new Hand(page, number, problems), new Hand(page, number + 1, problems)];
    const printed = await outline(hands[0]);
    await hands[0].button("Edit").click();
    const code = await hands[0].field.inputValue();
    await changes(hands);
    await mistakes(hands, code);
    await faultsElsewhere(hands, code);
    await looks(page, axe, problems);
    await loops(hands);
    await teams(hands);
    await back(hands, printed);
    await keyboard(hands[0]);
    await stays(page, problems);
    await inTwoWindows(browser, page.url(), [number, number + 1], problems);
  } catch (error) {
    // what was found before it is told too
    problems.push(errorText(error));
  } finally {
    await page.close();
  }
  // The rejection is meant; Firefox tells of it although the worker has dealt with it.
  return problems.filter((problem) => problem !== "error: unheard");
}

/** The outputs of a cell as their elements and names: how a chart is drawn at the moment does not matter. */
async function outline({ page, number }: Hand): Promise<string> {
  const cell = `document.querySelectorAll(".runnable")[${number - 1}].closest(".cell")`;
  const parts = `${cell}.querySelectorAll(":is(figure, table, tr, p, pre):not(.chart-plot *)")`;
  return page.evaluate<string>(`[...${parts}].map((part) => part.tagName + part.id + part.className).join()`);
}

/** A changed cell shows what it gives now, and the cells below work with it. */
async function changes([own, below]: Hands): Promise<void> {
  await own.run("const fromHere: number = 6 * 7;\nconsole.log({ fromHere });\nawait Promise.resolve('last')");
  await own.expect(own.status, /Done in/, "a changed cell");
  await own.expect(own.outputs, /\{ fromHere: 42 \}\s*last/, "its output");
  await below.run("enum Side { left = 1, right }\nfromHere + Side.right", "Shift+Enter");
  await below.expect(below.outputs, /^\s*44\s*$/, "a cell that uses the changed one above it");
  await own.expect(own.outputs, /\{ fromHere: 42 \}/, "the changed cell, when one below it has run");
  await below.run("fromHere / 2");
  await below.expect(below.outputs, /^\s*21\s*$/, "the same cell with other code");
  await own.expect(own.outputs, /\{ fromHere: 42 \}/, "the changed cell, run again for one below it");
}

/** A mistake is named with its line. */
async function mistakes([own]: Hands, code: string): Promise<void> {
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
async function faultsElsewhere([own, below]: Hands, code: string): Promise<void> {
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

/** With fields open and faults shown, the page is as accessible and as narrow as before. */
async function looks(page: Page, axe: boolean, problems: string[]): Promise<void> {
  await page.setViewportSize({ width: 320, height: 700 });
  const [wide, shown] = (await page.evaluate(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  )) as [number, number];
  if (wide > shown) problems.push(`with a field open the page is ${wide} pixels wide, the window ${shown}`);
  if (axe) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      problems.push(...(await axeProblems(page)).map((problem) => `${colorScheme}: ${problem}`));
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** An endless loop is stopped, whether it is silent or prints. */
async function loops([own]: Hands): Promise<void> {
  const cases: [what: string, code: string, shows: RegExp][] = [
    ["a silent endless loop", "console.log('before');\nfor (;;) {}", /before/],
    ["an endless loop that prints", "for (;;) console.log('again');", /too much text/],
  ];
  for (const [what, code, shows] of cases) {
    await own.run(code);
    await own.expect(own.outputs, shows, `what ${what} shows`);
    await stop(own, what);
  }
}

async function stop(own: Hand, what: string): Promise<void> {
  // a click right behind the start could belong to a double click, and is not heard
  await new Promise((resolve) => setTimeout(resolve, 500));
  await own.button("Stop").click();
  await own.expect(own.status, /Stopped/, what);
}

/** In the page: keeps the workers that are started from now on, and have not been ended, in `atWork`. */
const COUNT_WORKERS = `(() => {
  const atWork = (window.atWork = new Set());
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      atWork.add(this);
    }
    terminate() {
      atWork.delete(this);
      super.terminate();
    }
  };
})()`;

/** Experiments come out of several workers as out of one, their errors arrive, and Stop ends every worker. */
async function teams([own]: Hands): Promise<void> {
  await own.page.evaluate(COUNT_WORKERS);
  const code = `import { runExperiments } from "initlab";
const spec = { depth: 3, width: 20, samples: 10, activation: "tanh", scheme: "xavierNormal", seed: "a" } as const;
const specs = ["a", "b", "c"].map((seed) => ({ ...spec, seed }));
const [one, two] = [1, 2].map((workers) => runExperiments("signals", specs, { workers }));
console.log(JSON.stringify(await one) === JSON.stringify(await two));
const run = (width: number) => runExperiments("signals", [spec, { ...spec, width }], { workers: 2 });
`;
  await own.run(`${code}await run(0);`);
  await own.expect(own.outputs, /^\s*true\b/, "experiments in one worker and in two");
  await own.expect(own.fault, /width must be a positive integer, got 0/, "an error in a worker");
  await own.run(`${code}await run(200);\nconsole.log("kept");\nfor (;;) await run(200);`);
  await own.expect(own.outputs, /kept/, "experiments that never end");
  const atWork = async (): Promise<number> => Number(await own.page.evaluate("atWork.size"));
  // the lesson's own worker, and two that are kept between the calls
  if ((await atWork()) !== 3)
    own.problems.push(`${await atWork()} workers run two experiments at a time, not 3`);
  await stop(own, "experiments that never end");
  if ((await atWork()) > 0) own.problems.push(`Stop leaves ${await atWork()} workers behind`);
}

/** Reset brings back code and outputs, and the original runs. */
async function back([own, below]: Hands, printed: string): Promise<void> {
  const written = await own.field.inputValue();
  await own.button("Reset").click();
  await own.page.getByRole("button", { name: `Bring back my code of cell ${own.number}` }).click();
  if ((await own.field.inputValue()) !== written) own.problems.push("code is lost by a reset");
  for (const hand of [own, below]) await hand.button("Reset").click();
  if ((await outline(own)) !== printed) own.problems.push("Reset does not bring back the printed outputs");
  if ((await own.field.count()) > 0) own.problems.push("Reset leaves the field open");
  await own.button("Run").click();
  await own.expect(own.status, /Done in/, "the original again");
}

/** Tab indents, Escape and Tab leave, and a change outlives a reload. */
async function keyboard(hand: Hand): Promise<void> {
  const { page, problems, field } = hand;
  await hand.button("Edit").focus();
  for (const key of ["Enter", "Control+Home", "Tab"]) await page.keyboard.press(key);
  if (!(await field.inputValue()).startsWith("  ")) problems.push("Tab does not indent");
  await page.keyboard.press("Shift+Tab");
  const code = await field.inputValue();
  const all = code.replace(/^(?=.)/gm, "  ");
  for (const [select, wanted] of [
    ["Control+A", all],
    ["Shift+ArrowDown", `  ${code}`],
  ] as const) {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press(select);
    // More than once: the lines stay selected.
    for (const key of ["Tab", "Tab", "Shift+Tab"]) await page.keyboard.press(key);
    if ((await field.inputValue()) !== wanted) problems.push(`Tab does not move lines selected by ${select}`);
    await page.keyboard.press("Shift+Tab");
    if ((await field.inputValue()) !== code) problems.push(`Shift+Tab does not bring back ${select}`);
  }
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("// mine");
  for (const key of ["Enter", "Escape", "Tab"]) await page.keyboard.press(key);
  const left = await page.evaluate("document.activeElement?.textContent");
  if (left !== "Run") problems.push(`Escape and Tab lead to ${JSON.stringify(left)}, not to Run`);
  await page.reload();
  await page.evaluate(WITH_OUTPUTS);
  if ((await field.count()) === 0 || !(await field.inputValue()).startsWith("// mine\n"))
    problems.push("a change is gone after a reload");
  await hand.expect(hand.status, /Your change/, "a change after a reload");
  await hand.button("Reset").click();
}
