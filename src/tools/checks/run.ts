/** The code of the lessons in their pages: every cell run in Chromium, and a reader who changes, fails and stops. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { readNotebook } from "../notebook.js";
import { buildInto } from "../pages.js";
import { cacheDir, lessonFiles, notebooksDir } from "../paths.js";
import { findChromium } from "../programs.js";
import { sideBySide } from "../run-lessons.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { lessonFaults } from "./run/lesson.js";
import { readerFaults } from "./run/reader.js";

/** The lesson in which the reader plays. */
const PLAYGROUND = "00";

async function checkRuns(browser: Browser): Promise<Check[]> {
  const files = lessonFiles();
  const folder = path.join(cacheDir, "pages-run");
  fs.rmSync(folder, { recursive: true, force: true });
  await buildInto(notebooksDir, folder);
  const works = files.map((file) => {
    const name = path.basename(file, ".ipynb");
    const page = path.join(folder, `${name}.html`);
    const all = () =>
      attempt(`${name}: every cell gives in Chromium what it gave in Node`, () =>
        lessonFaults(browser, page, readNotebook(file)),
      );
    const reader = () =>
      attempt("a reader changes cells, makes mistakes and stops endless loops", () =>
        readerFaults(browser, page),
      );
    return name.startsWith(PLAYGROUND) ? [reader, all] : [all];
  });
  return sideBySide(works.flat(), 2, (work) => work());
}

/** One check per lesson, and one for what a reader does. Skipped outside CI if there is no Chromium. */
export const runPagesPart: Part = {
  name: "run",
  title: "Code run in the pages, in Chromium",
  run: async () => {
    const executablePath = findChromium();
    if (!executablePath) return [missing("Chromium", "not found: install Chromium or set CHROMIUM_PATH")];
    if (lessonFiles().length === 0) return [missing("lessons", "there are none in notebooks/")];
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      return await checkRuns(browser);
    } finally {
      await browser.close();
    }
  },
};
