/** Does in a page what a reader does: changes a cell, runs it, makes mistakes, stops a loop, goes back to the original. */
import type { Browser, Locator, Page } from "playwright-core";
import { openPage } from "./lesson.js";

/** Milliseconds that a run may take here. */
const PATIENCE = 30_000;

/** The buttons, field and outputs of code cell `number`. */
function cellOf(page: Page, number: number) {
  const button = (name: string): Locator =>
    page.getByRole("button", { name: `${name} code cell ${number}`, exact: true });
  const field = page.getByRole("textbox", { name: `Code of cell ${number}`, exact: true });
  const frame = page.locator(".cell.code", { has: page.locator(".runnable") }).nth(number - 1);
  return { button, field, frame, status: frame.locator(".run-status"), outputs: frame.locator(".outputs") };
}

type Cells = [
  before: ReturnType<typeof cellOf>,
  own: ReturnType<typeof cellOf>,
  next: ReturnType<typeof cellOf>,
];

/** Waits for a text in an element and says what is there instead if it does not come. */
async function expectText(at: Locator, wanted: RegExp, what: string, problems: string[]): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  let text = "";
  while (Date.now() < deadline) {
    text = (await at.count()) > 0 ? ((await at.first().textContent()) ?? "") : "(nothing)";
    if (wanted.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  problems.push(`${what}: ${wanted} is not in «${text.slice(0, 200)}»`);
}

/** In the page: the number of the first code cell with outputs, counted from 1. */
const WITH_OUTPUTS = `1 + [...document.querySelectorAll(".runnable")]
  .findIndex((frame) => frame.closest(".cell").querySelector(".outputs"))`;

/** What goes wrong for a reader of the page at `file`. */
export async function readerFaults(browser: Browser, file: string): Promise<string[]> {
  const problems: string[] = [];
  const page = await openPage(browser, file, problems);
  const expectIn = (at: Locator, wanted: RegExp, what: string) => expectText(at, wanted, what, problems);
  try {
    const number = Number(await page.evaluate(WITH_OUTPUTS));
    const [first, second, third] = [number - 1, number, number + 1].map((n) => cellOf(page, n)) as Cells;
    await page.evaluate('for (const fold of document.querySelectorAll("main details")) fold.open = true');
    const printed = await second.outputs.first().innerHTML();

    await second.button("Edit").click();
    const code = await second.field.inputValue();
    const change = async (text: string, keys = "Control+Enter"): Promise<void> => {
      await second.field.fill(text);
      await second.field.press(keys);
    };
    await change(
      "const fromCell2: number = 6 * 7;\nconsole.log({ fromCell2 });\nawait Promise.resolve('last')",
    );
    await expectIn(second.status, /Done in/, "a changed cell");
    await expectIn(second.outputs, /\{ fromCell2: 42 \}\s*last/, "its output");

    await third.button("Edit").click();
    await third.field.fill("enum Side { left = 1, right }\nfromCell2 + Side.right");
    await third.button("Run").click();
    await expectIn(third.outputs, /^\s*44\s*$/, "a cell that uses the changed one above it");

    await change(
      `${code}\nconst nothing = undefined as unknown as { there: number };\n\nnothing.there;`,
      "Shift+Enter",
    );
    const line = code.split("\n").length + 3;
    await expectIn(
      second.outputs.locator(".run-fault"),
      new RegExp(`TypeError: .*there.*in line ${line}: nothing.there`),
      "an error",
    );
    await change(`\n\nconst half = (1 +;\n${code}`);
    await expectIn(
      second.outputs.locator(".run-fault"),
      /SyntaxError: .*in line 3: const half/,
      "a mistake in the syntax",
    );
    await third.button("Run").click();
    await expectIn(
      third.outputs.locator(".run-fault"),
      new RegExp(`SyntaxError.*code cell ${number} above, line 3`),
      "a mistake in a cell above",
    );
    await change("function fails(): never {\n  throw new RangeError('on purpose');\n}");
    await third.field.fill("1;\nfails();");
    await third.button("Run").click();
    await expectIn(
      third.outputs.locator(".run-fault"),
      new RegExp(
        `RangeError: on purpose.*code cell ${number} above, line 2.*called from line 2 of this cell`,
      ),
      "an error in a function of a cell above",
    );
    await change("void Promise.reject(new Error('unheard'));");
    await expectIn(
      second.outputs.locator(".run-fault"),
      /Error: unheard.*in line 1/,
      "a promise that nobody awaits",
    );
    await change('import { nothing } from "initlab";');
    await expectIn(
      second.outputs.locator(".run-fault"),
      /initlab has no nothing/,
      "an import that is not there",
    );

    await change("console.log('before the loop');\nfor (;;) {}");
    await expectIn(second.outputs, /before the loop/, "output before an endless loop");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await second.button("Stop").click();
    await expectIn(second.status, /Stopped/, "an endless loop");
    await change("for (;;) console.log('again and again');");
    await expectIn(second.outputs, /too much text/, "a loop that prints");
    await second.button("Stop").click();
    await expectIn(second.status, /Stopped/, "the loop that prints");

    await second.button("Reset").click();
    await third.button("Reset").click();
    if ((await second.outputs.first().innerHTML()) !== printed)
      problems.push("Reset does not bring back the printed outputs");
    if ((await second.field.count()) > 0) problems.push("Reset leaves the field open");
    await second.button("Run").click();
    await expectIn(second.status, /Done in/, "the original again");
    if ((await first.status.textContent()) !== "") problems.push("a cell that was not run says something");
    await keyboardFaults(page, second, problems);
  } finally {
    await page.close();
  }
  return problems;
}

/** Tab indents, Escape and Tab leave, and a change outlives a reload. */
async function keyboardFaults(page: Page, cell: Cells[1], problems: string[]): Promise<void> {
  const { button, field, status } = cell;
  await button("Edit").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Tab");
  if (!(await field.inputValue()).startsWith("  ")) problems.push("Tab does not indent");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("// mine");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  const left = await page.evaluate("document.activeElement?.textContent");
  if (left !== "Run") problems.push(`Escape and Tab lead to ${JSON.stringify(left)}, not to Run`);
  await page.reload();
  await page.evaluate('for (const fold of document.querySelectorAll("main details")) fold.open = true');
  if ((await field.count()) === 0 || !(await field.inputValue()).startsWith("// mine\n"))
    problems.push("a change is gone after a reload");
  await expectText(status, /Your change/, "a change after a reload", problems);
  await button("Reset").click();
}
