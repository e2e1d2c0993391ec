/** The exported pages in Chromium and Firefox, and the core's numbers there against Node's. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { checkPage, type PageChecks } from "../../site/browser-check.js";
import { patientContext } from "../../site/check-patience.js";
import { lessonFiles } from "../paths.js";
import { sideBySide } from "../run-lessons.js";
import { checksIn } from "./browsers.js";
import { builtPages } from "./built-pages.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { numbersInNode, numbersScript } from "./numbers.js";

async function sameNumbers(browser: Browser): Promise<readonly string[]> {
  const script = await numbersScript();
  const context = await patientContext(browser);
  const page = await context.newPage();
  await page.addScriptTag({ content: script });
  const there = await page.evaluate("globalThis.numbersHash");
  await context.close();
  const here = await numbersInNode(script);
  return there === here ? [] : [`Node: ${here}\nChromium: ${String(there)}`];
}

async function checkOne(browser: Browser, folder: string, name: string, checks: PageChecks): Promise<Check> {
  let drawn = 0;
  const check = await attempt(name, async () => {
    const { problems, charts } = await checkPage(browser, path.join(folder, name), checks);
    drawn = charts;
    return problems;
  });
  return { ...check, title: `${name}, ${drawn} charts drawn` };
}

/** The pages of the lessons in a browser, two at a time. */
async function checkPages(browser: Browser, folder: string, checks: PageChecks): Promise<Check[]> {
  const pages = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  return sideBySide(pages.sort(), 2, (name) => checkOne(browser, folder, name, checks));
}

const inChromium = (folder: string): Promise<Check[]> =>
  checksIn("Chromium", async (browser) => [
    await attempt("the core's numbers are the same in Node and Chromium", () => sameNumbers(browser)),
    ...(await checkPages(browser, folder, {})),
  ]);

const inFirefox = (folder: string): Promise<Check[]> =>
  checksIn("Firefox", async (browser) => {
    // axe has seen the same pages in Chromium
    const checks = await checkPages(browser, folder, { axe: false, plain: false });
    return checks.map((check) => ({ ...check, title: `in Firefox: ${check.title}` }));
  });

/** One check per page and browser, and one for the numbers. Outside CI, a browser that is not there is skipped. */
export const pagesPart: Part = {
  name: "pages",
  title: "Pages in Chromium and Firefox",
  run: async () => {
    if (lessonFiles().length === 0) return [missing("pages", "there are no lessons in notebooks/")];
    const folder = await builtPages();
    return [...(await inChromium(folder)), ...(await inFirefox(folder))];
  },
};
