/** The code of the lessons in their pages: every cell run in two browsers, and a reader who changes, fails and stops. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { readNotebook } from "../notebook.js";
import { buildInto } from "../pages.js";
import { cacheDir, lessonFiles, notebooksDir } from "../paths.js";
import { findChromium, findFirefox } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { launchFirefox } from "./firefox.js";
import { lessonFaults } from "./run/lesson.js";
import { readerFaults } from "./run/reader.js";

/** The lesson in which the reader plays. */
const PLAYGROUND = "00";

/** What is to be checked in one browser: a title and the work, the longest work first. */
function worksIn(browser: Browser, name: string, folder: string): (() => Promise<Check>)[] {
  const pageOf = (file: string): string => path.join(folder, `${path.basename(file, ".ipynb")}.html`);
  const files = lessonFiles();
  const lessons = files.map((file) => () => {
    const title = `${path.basename(file, ".ipynb")}: every cell gives in ${name} what it gave in Node`;
    return attempt(title, () => lessonFaults(browser, pageOf(file), readNotebook(file)));
  });
  const playground = files.find((file) => path.basename(file).startsWith(PLAYGROUND)) ?? (files[0] as string);
  const reader = () =>
    attempt(`a reader in ${name} changes cells, makes mistakes and stops endless loops`, () =>
      // Firefox cannot be told which colours to show, and axe has seen the same page in Chromium
      readerFaults(browser, pageOf(playground), { axe: name === "Chromium" }),
    );
  return [...lessons.reverse(), reader];
}

async function checkIn(name: string, start: Promise<Browser>, folder: string): Promise<Check[]> {
  const browser = await start;
  try {
    return (await sideBySide(worksIn(browser, name, folder), 2, (work) => work())).reverse();
  } finally {
    await browser.close();
  }
}

/** One check per lesson and browser, and one for what a reader does. Outside CI, a browser that is not there is skipped. */
export const runPagesPart: Part = {
  name: "run",
  title: "Code run in the pages, in Chromium and Firefox",
  run: async () => {
    if (lessonFiles().length === 0) return [missing("lessons", "there are none in notebooks/")];
    const folder = path.join(cacheDir, "pages-run");
    fs.rmSync(folder, { recursive: true, force: true });
    await buildInto(notebooksDir, folder);
    const [executablePath, firefoxPath] = [findChromium(), findFirefox()];
    const launch = () => chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    return [
      ...(executablePath
        ? await checkIn("Chromium", launch(), folder)
        : [missing("Chromium", "not found: install Chromium or set CHROMIUM_PATH")]),
      ...(firefoxPath
        ? await checkIn("Firefox", launchFirefox(firefoxPath), folder)
        : [missing("Firefox", "not found: install Firefox or set FIREFOX_PATH")]),
    ];
  },
};
