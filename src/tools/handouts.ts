/** `npm run handouts`: lessons and the whole course as PDF for students and leaders, and both editions of the notebooks. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { EDITIONS } from "../site/handout-front.js";
import type { CourseNotes } from "../site/handout-notes.js";
import type { Paper } from "../site/handout-page.js";
import type { Edition } from "../site/handout-writer.js";
import { type Lesson, lessonsOf } from "../site/meta.js";
import { readNotebook } from "../site/notebook.js";
import { writeEditions } from "./editions.js";
import { bookletPdf, checkVersion, lessonPdf } from "./handouts-pdf.js";
import { inRoot, lessonFiles, writeAtomically } from "./paths.js";
import { findChromium } from "./programs.js";
import { sideBySide } from "./run-lessons.js";
import { retimed } from "./workshop-times.js";

/** Where handouts go. */
const handoutsDir = inRoot("handouts");

/** The editions. */
const editions = Object.keys(EDITIONS) as Edition[];

/** What leaders are told, from `data/leader-notes.json`. */
export const leaderNotes = (): CourseNotes =>
  JSON.parse(fs.readFileSync(inRoot("data", "leader-notes.json"), "utf8")) as CourseNotes;

/** All lessons, as the exporter reads them. */
export function readLessons(): Lesson[] {
  const read = (file: string) => readNotebook(path.basename(file, ".ipynb"), fs.readFileSync(file, "utf8"));
  return lessonsOf(lessonFiles().map(read));
}

const options = {
  only: { type: "string" },
  paper: { type: "string" },
  out: { type: "string" },
  notebooks: { type: "boolean" },
  timetable: { type: "boolean" },
} as const;

interface Job {
  file: string;
  make: () => Promise<Uint8Array>;
}

function jobs(browser: Browser, lessons: Lesson[], chosen: Lesson[], papers: Paper[]): Job[] {
  const notes = leaderNotes();
  return papers.flatMap((paper) =>
    editions.flatMap((edition) => {
      const how = { edition, paper, notes };
      const folder = `${edition}-${paper}`;
      const single = chosen.map((lesson) => ({
        file: path.join(folder, `${lesson.name}.pdf`),
        make: () => lessonPdf(browser, lesson, how),
      }));
      const booklet = {
        file: path.join(folder, "booklet.pdf"),
        make: () => bookletPdf(browser, lessons, how),
      };
      return chosen.length === lessons.length ? [booklet, ...single] : single;
    }),
  );
}

async function writePdfs(
  executablePath: string,
  out: string,
  lessons: Lesson[],
  chosen: Lesson[],
  papers: Paper[],
): Promise<number> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    checkVersion(browser);
    const all = jobs(browser, lessons, chosen, papers);
    await sideBySide(all, 2, async ({ file, make }) => writeAtomically(path.join(out, file), await make()));
    return all.length;
  } finally {
    await browser.close();
  }
}

/** Brings the timetables of WORKSHOP.md in line with the lessons. */
function setTimes(lessons: Lesson[]): number {
  const file = inRoot("WORKSHOP.md");
  writeAtomically(file, retimed(fs.readFileSync(file, "utf8"), lessons));
  console.log(`${file}: its timetables give each lesson its minutes`);
  return 0;
}

/** `handouts [--only 05] [--paper a4|letter] [--notebooks] [--timetable] [--out folder]`; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { only = "", paper } = values;
  const out = path.resolve(values.out ?? handoutsDir);
  if (paper !== undefined && paper !== "a4" && paper !== "letter") {
    console.error(`--paper must be a4 or letter, got ${paper}`);
    return 1;
  }
  const lessons = readLessons();
  const chosen = lessons.filter(({ name }) => name.startsWith(only));
  if (chosen.length === 0) {
    console.error(`No lesson starts with ${only}`);
    return 1;
  }
  if (values.timetable) return setTimes(lessons);
  const notebooks = writeEditions(path.join(out, "notebooks"), chosen, leaderNotes());
  console.log(`${notebooks} notebooks written: ${path.join(out, "notebooks")}`);
  if (values.notebooks) return 0;
  const executablePath = findChromium();
  if (!executablePath) {
    console.error("No PDF was written: install Chromium or Chrome, or name one in CHROMIUM_PATH.");
    return 1;
  }
  try {
    const count = await writePdfs(executablePath, out, lessons, chosen, paper ? [paper] : ["a4", "letter"]);
    console.log(`${count} PDFs written: ${out}`);
    return 0;
  } catch (error) {
    console.error(`The PDFs could not be made: ${(error as Error).message}`);
    return 1;
  }
}
