/** The handouts: what is printed, page by page in both editions, and the notebooks and timetables that go with it. */
import type { Browser } from "playwright-core";
import { lessonHandout } from "../../site/handout.js";
import type { Paper } from "../../site/handout-page.js";
import type { Edition } from "../../site/handout-writer.js";
import type { Lesson } from "../../site/meta.js";
import { leaderNotes, readLessons } from "../handouts.js";
import { bookletHtml, chapterPages, checkVersion, pdfOf, withPrintPage } from "../handouts-pdf.js";
import { sideBySide } from "../run-lessons.js";
import { answerPieces, bare, reasonPieces } from "./answers.js";
import { checksIn } from "./browsers.js";
import { attempt, type Check, type Part } from "./check.js";
import { editionChecks } from "./editions.js";
import { layoutFaults } from "./handouts-layout.js";
import { bodyText, fontFaults, type Pdf, pageFaults, readPdf } from "./pdf.js";
import { workshopChecks } from "./workshop.js";

/** What a handout says of answers and must not, or must and does not. */
function answerFaults(pdf: Pdf, lessons: readonly Lesson[], edition: Edition): string[] {
  const text = bare(bodyText(pdf));
  const pieces = lessons.flatMap((lesson) => [...answerPieces(lesson), ...reasonPieces(lesson)]);
  if (edition === "student")
    return pieces.filter((piece) => text.includes(piece)).map((piece) => `a student reads "${piece}"`);
  return pieces.filter((piece) => !text.includes(piece)).map((piece) => `the leader misses "${piece}"`);
}

interface Printed {
  bytes: Uint8Array;
  pdf: Pdf;
  /** What is wrong with its pages, its fonts and its layout. */
  faults: string[];
}

/** Prints a handout; the first `front` pages have no running heads. */
async function printed(browser: Browser, html: string, paper: Paper, front: number): Promise<Printed> {
  const [bytes, layout] = await withPrintPage(browser, html, async (page) => [
    await pdfOf(page),
    await layoutFaults(page, paper),
  ]);
  const pdf = await readPdf(bytes);
  return { bytes, pdf, faults: [...layout, ...pageFaults(pdf, paper, front), ...fontFaults(bytes)] };
}

/** One lesson. */
async function lessonFaults(
  browser: Browser,
  lesson: Lesson,
  edition: Edition,
  paper: Paper,
): Promise<string[]> {
  const html = lessonHandout(lesson, { edition, paper, notes: leaderNotes() });
  const { pdf, faults } = await printed(browser, html, paper, 0);
  return [...faults, ...answerFaults(pdf, [lesson], edition)];
}

/** The booklet: its pages, and whether its contents name the page on which each title stands. */
async function bookletFaults(browser: Browser, lessons: Lesson[], edition: Edition): Promise<string[]> {
  const html = await bookletHtml(browser, lessons, { edition, paper: "a4", notes: leaderNotes() });
  const { bytes, pdf, faults } = await printed(browser, html, "a4", 2);
  const starts = await chapterPages(bytes, lessons);
  const listed = bare(pdf.pages[1]?.body.map(({ text }) => text).join(" ") ?? "");
  const lost = lessons.filter(({ name, title, minutes }) => {
    const page = starts.get(name) ?? 0;
    const titled = pdf.headings.some((found) => found.page === page - 1 && bare(found.title) === bare(title));
    return (
      !titled || !listed.includes(bare(`${title} ${minutes === undefined ? "" : `${minutes} min`} ${page}`))
    );
  });
  return [
    ...lost.map(({ name }) => `the contents do not lead to ${name}`),
    ...faults,
    ...answerFaults(pdf, lessons, edition),
  ];
}

async function pdfChecks(browser: Browser, lessons: Lesson[]): Promise<Check[]> {
  checkVersion(browser);
  const one = (lesson: Lesson, edition: Edition, paper: Paper) => ({
    title: `${edition}, ${paper}, ${lesson.name}`,
    work: () => lessonFaults(browser, lesson, edition, paper),
  });
  const longest = lessons.find(({ name }) => name.startsWith("04")) as Lesson;
  const jobs = [
    { title: "leader, a4, booklet", work: () => bookletFaults(browser, lessons, "leader") },
    one(longest, "student", "letter"),
    one(longest, "leader", "letter"),
    ...lessons.map((lesson) => one(lesson, "student", "a4")),
  ];
  return sideBySide(jobs, 2, ({ title, work }) => attempt(title, work));
}

/** One check per handout, and those that need no browser. Skipped outside CI if there is no Chromium. */
export const handoutsPart: Part = {
  name: "handouts",
  title: "Handouts: PDFs page by page, editions, timetable",
  run: async () => {
    const lessons = readLessons();
    const plain = [...(await editionChecks(lessons)), ...(await workshopChecks(lessons))];
    return [...plain, ...(await checksIn("Chromium", (browser) => pdfChecks(browser, lessons), "PDFs"))];
  },
};
