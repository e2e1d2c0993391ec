/** Does in a page what a reader does, one thing after the other. */
import type { Browser, Page } from "playwright-core";
import { axeProblems } from "../../../site/browser-check.js";
import { errorText } from "../check.js";
import { Hand, type Hands, WITH_OUTPUTS } from "./hand.js";
import { keyboard } from "./keyboard.js";
import { openPage } from "./lesson.js";
import { faultsElsewhere, mistakes } from "./mistakes.js";
import { inTwoWindows, stays, translated } from "./steady.js";
import { loops, teams } from "./stopping.js";

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
    await translated(hands[0]);
    await inTwoWindows(browser, page.url(), [number, number + 1], problems);
  } catch (error) {
    // what was found before it is told too
    problems.push(errorText(error));
  } finally {
    await page.context().close();
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
