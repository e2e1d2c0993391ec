/** What a reader counts on: the page stays where it is, and nothing written in one window is lost through another. */
import type { Browser, Page } from "playwright-core";
import { listen, settle } from "../../../site/browser-check.js";
import { patientContext } from "../../../site/check-patience.js";
import { TRANSLATION_PROBLEMS } from "../../../site/check-translation.js";
import { Hand, WITH_OUTPUTS } from "./hand.js";

/** In the page: the number of the first code cell whose chart stands above its code, counted from 1. */
const BELOW_CHART = `(() => {
  const frames = [...document.querySelectorAll(".runnable")];
  const below = (frame, chart) => chart && chart.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING;
  return 1 + frames.findIndex((frame) => below(frame, frame.closest(".cell").querySelector("figure.chart")));
})()`;

/** A cell below its chart stays in its place while the chart is drawn again. */
export async function stays(page: Page, problems: string[]): Promise<void> {
  const hand = new Hand(page, Number(await page.evaluate(BELOW_CHART)), problems);
  await hand.button("Run").scrollIntoViewIfNeeded();
  await settle(page);
  const before = await hand.top();
  await hand.button("Run").click();
  await hand.expect(hand.status, /Done in/, "a cell below its chart");
  await settle(page);
  const moved = Math.round((await hand.top()) - before);
  if (Math.abs(moved) > 20) problems.push(`a cell moves by ${moved} pixels when its chart is drawn again`);
}

/** What a run has written stays as it is when the page is translated, and the cell runs in the translated page. */
export async function translated(own: Hand): Promise<void> {
  await own.run(
    `console.log("\\x1b[31mten\\rX\\x1b[0m");\nconsole.error("words");\nthrow new Error("on purpose");`,
  );
  await own.expect(own.fault, /Error: on purpose/, "a cell that prints and fails");
  await own.expect(own.outputs, /^\s*Xen\s*Error output\s*words/, "what it printed until then");
  const changed = (await own.page.evaluate(TRANSLATION_PROBLEMS)) as string[];
  own.problems.push(...changed.map((problem) => `after a run: ${problem}`));
  await own.run("6 * 7;");
  await own.expect(own.outputs, /^\s*42\s*$/, "a cell of the translated page");
}

/** Changes two cells of a lesson, each in a window of its own; after a reload both are there. */
export async function inTwoWindows(
  browser: Browser,
  address: string,
  cells: readonly number[],
  problems: string[],
): Promise<void> {
  const context = await patientContext(browser);
  try {
    const pages = await Promise.all(cells.map(() => context.newPage()));
    for (const page of pages) {
      listen(page, address, problems);
      await page.goto(address);
      await page.evaluate(WITH_OUTPUTS);
    }
    const hands = cells.map((cell, window) => new Hand(pages[window] as Page, cell, problems));
    for (const hand of hands) await hand.write("'changed here'");
    const [page] = pages as [Page];
    await page.reload();
    for (const cell of cells) {
      const { status } = new Hand(page, cell, problems);
      await hands[0]?.expect(
        status,
        /Your change/,
        `cell ${cell}, changed in one of two windows, after a reload`,
      );
    }
  } finally {
    await context.close();
  }
}
