// Reads a page with scripts switched off: text, formulas, charts and answers must be there all the same.
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { LAYOUT_PROBLEMS } from "./check-layout.js";
import { patientContext } from "./check-patience.js";
import { TRANSLATION_PROBLEMS } from "./check-translation.js";

/** What a reader without scripts cannot see; folds are opened as a click on them would. */
const UNREADABLE = `(() => {
  const problems = [];
  const shows = (element) => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const nameOf = (element) => element.closest("[id]")?.id ?? "the page";
  for (const figure of document.querySelectorAll("figure.chart")) {
    const still = [...figure.querySelectorAll(".chart-still svg, .chart-picture, .chart-alt")].filter(shows);
    if (still.length === 0) problems.push(figure.id + " shows nothing");
    for (const svg of figure.querySelectorAll(".chart-still svg"))
      if (shows(svg) && !svg.querySelector("path")) problems.push(figure.id + " is an empty picture");
  }
  for (const math of document.querySelectorAll("main .katex-html"))
    if (!shows(math)) problems.push("a formula in " + nameOf(math) + " is not shown");
  for (const text of document.querySelectorAll("main :is(h1, h2, h3, p, li, pre, .prompt)"))
    if (!shows(text) && text.textContent.trim() !== "" && !text.hidden && !text.closest("[hidden]") && !text.closest("figure.chart"))
      problems.push("«" + text.textContent.trim().slice(0, 60) + "» is not shown");
  for (const answer of document.querySelectorAll("details.answer"))
    if (answer.getBoundingClientRect().height < 40) problems.push("the answer in " + nameOf(answer) + " stays folded");
  for (const button of document.querySelectorAll("main :is(.check .button, .chart-control input)"))
    if (shows(button)) problems.push("a control in " + nameOf(button) + " that needs a script is shown");
  scrollTo({ top: 600, behavior: "instant" });
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  if (!middle?.closest("main")) problems.push("something lies over the middle of the page");
  return problems;
})()`;

/** What is wrong with the page at `filePath` in a browser without scripts, on a phone and on a laptop. */
export async function plainProblems(browser: Browser, filePath: string): Promise<string[]> {
  const context = await patientContext(browser, { javaScriptEnabled: false, colorScheme: "light" });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(filePath).href);
    const problems: string[] = [];
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const found = [
        ...((await page.evaluate(UNREADABLE)) as string[]),
        ...((await page.evaluate(LAYOUT_PROBLEMS)) as string[]),
      ];
      problems.push(...found.map((problem) => `without scripts, at ${width} pixels: ${problem}`));
    }
    const changed = (await page.evaluate(TRANSLATION_PROBLEMS)) as string[];
    return [...problems, ...changed.map((problem) => `without scripts: ${problem}`)];
  } finally {
    await context.close();
  }
}
