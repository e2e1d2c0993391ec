// The exporter: executed notebooks in, self-contained HTML pages out, as plain strings.
import { type Assets, pageAssets } from "./assets.js";
import { galleryPage } from "./gallery.js";
import { COURSE, type Course, indexPage, type Question } from "./index-page.js";
import { lessonPage } from "./lesson.js";
import { GALLERY } from "./live-table.js";
import { lessonsOf } from "./meta.js";
import { readNotebook } from "./notebook.js";
import type { Runtime } from "./runtime.js";

/** What is exported: each notebook's name (without `.ipynb`) and its JSON, parsed or as text. */
export interface ExportInput {
  notebooks: { name: string; json: unknown }[];
  course?: Course;
  assets?: Assets;
  /** Learners' questions for the front page. */
  questions?: readonly Question[];
  /** What lets the code of the lessons run in their pages; without it the code is only shown. */
  runtime?: Runtime | undefined;
}

/** One finished file. */
export interface Page {
  file: string;
  html: string;
}

/**
 * One page per notebook in the order of their names, then the page of experiments, and `index.html` last.
 * The same input gives the same pages, to the last byte.
 * @throws naming the lesson and the cell that cannot be written (TeX that KaTeX cannot read, a picture to fetch).
 */
export function exportLessons(input: ExportInput): Page[] {
  const { notebooks, course = COURSE, assets = pageAssets(), questions = [], runtime } = input;
  const lessons = lessonsOf(notebooks.map(({ name, json }) => readNotebook(name, json)));
  const around = { courseTitle: course.title, lessons, runtime };
  return [
    ...lessons.map((lesson) => ({ file: `${lesson.name}.html`, html: lessonPage(lesson, around, assets) })),
    { file: GALLERY, html: galleryPage(course.title, assets) },
    { file: "index.html", html: indexPage(course, lessons, assets, questions) },
  ];
}
