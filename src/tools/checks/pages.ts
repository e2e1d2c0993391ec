/** The exported pages in Chromium, and the core's numbers there against Node's. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { checkPage } from "../../site/browser-check.js";
import { buildInto } from "../pages.js";
import { cacheDir, lessonFiles, notebooksDir } from "../paths.js";
import { findChromium } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { numbersInNode, numbersScript } from "./numbers.js";

async function sameNumbers(browser: Browser): Promise<readonly string[]> {
  const script = await numbersScript();
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const there = await page.evaluate("globalThis.numbersHash");
  await page.close();
  const here = await numbersInNode(script);
  return there === here ? [] : [`Node: ${here}\nChromium: ${String(there)}`];
}

async function checkOne(browser: Browser, folder: string, name: string): Promise<Check> {
  let drawn = 0;
  const check = await attempt(name, async () => {
    const { problems, charts } = await checkPage(browser, path.join(folder, name));
    drawn = charts;
    return problems;
  });
  return { ...check, title: `${name}, ${drawn} charts drawn` };
}

async function checkPages(browser: Browser): Promise<Check[]> {
  const numbers = attempt("the core's numbers are the same in Node and Chromium", () => sameNumbers(browser));
  if (lessonFiles().length === 0)
    return [await numbers, missing("pages", "there are no lessons in notebooks/")];
  const folder = path.join(cacheDir, "pages-checked");
  fs.rmSync(folder, { recursive: true, force: true });
  await buildInto(notebooksDir, folder);
  const pages = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  const checks = await sideBySide(pages.sort(), 2, (name) => checkOne(browser, folder, name));
  return [await numbers, ...checks];
}

/** One check per page, and one for the numbers. Skipped outside CI if there is no Chromium. */
export const pagesPart: Part = {
  name: "pages",
  title: "Pages in Chromium",
  run: async () => {
    const executablePath = findChromium();
    if (!executablePath) return [missing("Chromium", "not found: install Chromium or set CHROMIUM_PATH")];
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      return await checkPages(browser);
    } finally {
      await browser.close();
    }
  },
};
