// Writes one lesson: its cells in a column, the table of contents beside them, the neighbouring lessons below.
import type { Assets } from "./assets.js";
import { cellsHtml, type Writer } from "./cells.js";
import { escapeHtml } from "./html.js";
import { CONTENTS_SCRIPT, htmlPage } from "./html-page.js";
import { type Lessons, pageAddress } from "./links.js";
import { GALLERY } from "./live-table.js";
import { type Heading, pageState } from "./markdown.js";
import { type Lesson, lessonMinutes, lessonNumber } from "./meta.js";
import type { Runtime } from "./runtime.js";

/** What a lesson's page knows of the course around it. */
export interface Surroundings {
  courseTitle: string;
  lessons: Lesson[];
  runtime?: Runtime | undefined;
}

/** The page of `lesson`. @throws with the lesson's name if one of its cells cannot be written. */
export function lessonPage(lesson: Lesson, course: Surroundings, assets: Assets): string {
  const writer: Writer = {
    state: pageState(cellsOf(course.lessons)),
    counts: { charts: 0, exercises: [], lives: [] },
    language: "typescript",
  };
  const content = lessonContent(lesson, writer);
  const runtime = course.runtime?.elements(lesson.notebook.cells) ?? "";
  const body = [
    topBar(`<a class="home" href="index.html">${escapeHtml(course.courseTitle)}</a>`),
    '<div class="layout">',
    contents(writer.state.headings, writer.counts.exercises.length),
    `<main id="content" tabindex="-1" data-lesson="${escapeHtml(lesson.name)}">`,
    '<article class="lesson">',
    `<p class="eyebrow">${eyebrow(lesson, course.lessons)}</p>`,
    content,
    "</article>",
    neighbours(lesson, course.lessons),
    "</main>",
    "</div>",
    `<footer class="foot"><p>Made from the notebook <code>${escapeHtml(lesson.name)}.ipynb</code>, where every line can be run and changed${runtime === "" ? "" : ", as it can here"}. The course's <a href="${GALLERY}">live experiments</a> stand on a page of their own.</p></footer>`,
    runtime,
  ].join("\n");
  return htmlPage(
    {
      title: `${lesson.title} · ${course.courseTitle}`,
      description: lesson.question,
      body,
      skipLabel: "Skip to the lesson",
      charts: writer.counts.charts > 0,
      lives: writer.counts.lives.length > 0,
      runs: runtime !== "",
    },
    assets,
  );
}

/** The lessons by name, with the ids of their cells. */
const cellsOf = (lessons: Lesson[]): Lessons =>
  new Map(lessons.map(({ name, notebook }) => [name, new Set(notebook.cells.map(({ id }) => id))]));

function lessonContent(lesson: Lesson, writer: Writer): string {
  try {
    const html = cellsHtml(lesson.notebook.cells, writer);
    return html.includes("<h1") ? html : `<h1>${lesson.titleHtml}</h1>\n${html}`;
  } catch (error) {
    throw new Error(`exportLessons: ${lesson.name}, ${(error as Error).message}`);
  }
}

/** The bar on top of every page; its button appears once the script can serve it. */
export function topBar(start: string): string {
  return `<header class="bar">${start}<button type="button" class="button theme" aria-pressed="false" hidden>Dark theme</button></header>`;
}

function eyebrow(lesson: Lesson, lessons: Lesson[]): string {
  // Lessons carry their number in their name: the first is 00.
  const number = lessonNumber(lesson.name) ?? String(lessons.indexOf(lesson) + 1);
  const place = `Lesson ${number}`;
  const reading = `${lesson.readingMinutes} min to read`;
  const longer = (lessonMinutes(lesson) ?? 0) > lesson.readingMinutes;
  return `${place} · ${reading}${longer ? `, ${lesson.minutes} min with the exercises` : ""}`;
}

function contents(headings: Heading[], exercises: number): string {
  const entries = headings
    .filter(({ level }) => level === 2 || level === 3)
    .map(({ level, id, html }) => `<li class="level-${level}"><a href="#${id}">${html}</a></li>`);
  if (entries.length === 0) return "<div></div>";
  const progress =
    exercises > 0 ? `<p class="progress" data-total="${exercises}" aria-live="polite" hidden></p>` : "";
  return [
    '<nav class="toc" aria-label="Contents of this lesson"><details>',
    '<summary><span class="toc-title">Contents</span> <span class="toc-here" aria-hidden="true"></span></summary>',
    `<div class="toc-list"><ol>\n${entries.join("\n")}\n</ol>`,
    progress,
    `</div></details>${CONTENTS_SCRIPT}</nav>`,
  ].join("\n");
}

function neighbours(lesson: Lesson, lessons: Lesson[]): string {
  const at = lessons.indexOf(lesson);
  const link = (other: Lesson | undefined, way: string, label: string) =>
    other
      ? `<a class="${way}" rel="${way}" href="${escapeHtml(pageAddress(other.name))}"><span>${label}</span> ${other.titleHtml}</a>`
      : "";
  const links = [
    link(lessons[at - 1], "prev", "Previous lesson"),
    link(lessons[at + 1], "next", "Next lesson"),
  ].filter((html) => html !== "");
  const all = '<a class="all" href="index.html"><span>All lessons</span></a>';
  return `<nav class="neighbours" aria-label="Lessons">${links.length > 0 ? links.join("\n") : all}</nav>`;
}
