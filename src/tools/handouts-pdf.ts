/** Prints handouts to PDF with an installed Chromium, and reads back on which page each chapter begins. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { getDocumentProxy } from "unpdf";
import { bookletHandout, type HandoutOptions, lessonHandout } from "../site/handout.js";
import { anchorOf } from "../site/handout-front.js";
import type { Lesson } from "../site/meta.js";
import { cacheDir, writeAtomically } from "./paths.js";

/** Which Chromium can print running heads of its own for each chapter. */
const OLDEST = 131;

/** @throws if the browser is too old to print page numbers. */
export function checkVersion(browser: Browser): void {
  const major = Number.parseInt(browser.version(), 10);
  if (major < OLDEST)
    throw new Error(
      `Chromium ${browser.version()} is too old to print handouts: ${OLDEST} or newer is needed`,
    );
}

/** Opens a document as it will be printed, and gives the page to `work`. */
export async function withPrintPage<T>(
  browser: Browser,
  html: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const file = path.join(cacheDir, "handouts", `${process.pid}-${counter++}.html`);
  writeAtomically(file, html);
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  try {
    await page.emulateMedia({ media: "print" });
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.fonts.ready.then(() => true)");
    return await work(page);
  } finally {
    await page.close();
    fs.rmSync(file, { force: true });
  }
}

let counter = 0;

/** The document as PDF, with bookmarks and with tags for screen readers. */
const printPdf = (browser: Browser, html: string): Promise<Uint8Array> => withPrintPage(browser, html, pdfOf);

/** What an open document prints as. */
export const pdfOf = (page: Page): Promise<Uint8Array> =>
  page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true, tagged: true });

/** One lesson as PDF. */
export const lessonPdf = (browser: Browser, lesson: Lesson, options: HandoutOptions): Promise<Uint8Array> =>
  printPdf(browser, lessonHandout(lesson, options));

/**
 * The booklet as a document whose contents name the pages: it is printed once, without tags, which is quicker,
 * to learn where its chapters begin.
 */
export async function bookletHtml(
  browser: Browser,
  lessons: Lesson[],
  options: HandoutOptions,
): Promise<string> {
  const draft = await withPrintPage(browser, bookletHandout(lessons, options), (page) =>
    page.pdf({ preferCSSPageSize: true, printBackground: true }),
  );
  return bookletHandout(lessons, options, await chapterPages(draft, lessons));
}

/** The booklet as PDF. */
export const bookletPdf = async (
  browser: Browser,
  lessons: Lesson[],
  options: HandoutOptions,
): Promise<Uint8Array> => printPdf(browser, await bookletHtml(browser, lessons, options));

/** The page on which each lesson's chapter begins, counted from 1, by the links of the contents. */
export async function chapterPages(pdf: Uint8Array, lessons: Lesson[]): Promise<Map<string, number>> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages = new Map<string, number>();
  for (const { name } of lessons) {
    const destination = await document.getDestination(anchorOf(name));
    const target = destination?.[0] as Parameters<typeof document.getPageIndex>[0] | undefined;
    if (target !== undefined) pages.set(name, (await document.getPageIndex(target)) + 1);
  }
  await document.destroy();
  const lost = lessons.find(({ name }) => !pages.has(name));
  if (lost) throw new Error(`the booklet has no place for ${lost.name}`);
  return pages;
}
