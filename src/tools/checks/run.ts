/** The code of the lessons in their pages: every cell run in two browsers, and a reader who changes, fails and stops. */
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { readNotebook } from "../notebook.js";
import { lessonFiles } from "../paths.js";
import { sideBySide } from "../run-lessons.js";
import { type BrowserName, checksIn } from "./browsers.js";
import { builtPages } from "./built-pages.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { lessonFaults } from "./run/lesson.js";
import { readerFaults } from "./run/reader.js";

/** The lesson in which the reader plays. */
const PLAYGROUND = "00";

/** What is to be checked in one browser: a title and the work, the longest work first. */
function worksIn(browser: Browser, name: BrowserName, folder: string): (() => Promise<Check>)[] {
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

const checkIn = (name: BrowserName, folder: string): Promise<Check[]> =>
  checksIn(name, async (browser) =>
    (await sideBySide(worksIn(browser, name, folder), 2, (work) => work())).reverse(),
  );

/** One check per lesson and browser, and one for what a reader does. Outside CI, a browser that is not there is skipped. */
export const runPagesPart: Part = {
  name: "run",
  title: "Code run in the pages, in Chromium and Firefox",
  run: async () => {
    if (lessonFiles().length === 0) return [missing("lessons", "there are none in notebooks/")];
    const folder = await builtPages();
    return [...(await checkIn("Chromium", folder)), ...(await checkIn("Firefox", folder))];
  },
};
