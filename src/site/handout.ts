// Handouts: lessons as HTML for paper, one lesson or the whole course, for students or for leaders.

import { paperCells } from "./handout-cells.js";
import { anchorOf, contents, cover, EDITIONS } from "./handout-front.js";
import { type CourseNotes, type LessonNotes, notesOf } from "./handout-notes.js";
import { type Chapter, type Paper, paperPage } from "./handout-page.js";
import { lessonPlan, type Section } from "./handout-plan.js";
import { BLANK } from "./handout-room.js";
import type { Edition, PaperWriter } from "./handout-writer.js";
import { COURSE, type Course } from "./index-page.js";
import { pageState, renderInline } from "./markdown.js";
import { type Lesson, lessonMinutes, lessonNumber } from "./meta.js";

/** What a handout is made for. */
export interface HandoutOptions {
  edition: Edition;
  paper: Paper;
  notes: CourseNotes;
  course?: Course;
}

/** The handout of one lesson, as an HTML document to be printed. @throws with the lesson's name if a cell cannot be written. */
export function lessonHandout(lesson: Lesson, options: HandoutOptions): string {
  const html = chapter(lesson, options, new Set());
  const { course = COURSE, edition } = options;
  return paperPage({
    title: `${lesson.title} · ${course.title}, ${EDITIONS[edition].toLowerCase()}`,
    body: withoutLinks(html),
    chapters: [runningHeads(lesson)],
    edition,
    paper: options.paper,
  });
}

/**
 * The booklet of all lessons: cover, contents, one chapter for each lesson.
 * `pages` gives the page on which a lesson begins; without it the contents show a dash instead.
 */
export function bookletHandout(
  lessons: Lesson[],
  options: HandoutOptions,
  pages: ReadonlyMap<string, number> = new Map(),
): string {
  const { course = COURSE, edition } = options;
  const ids = new Set<string>();
  const chapters = lessons.map((lesson) => chapter(lesson, options, ids)).join("\n");
  const names = new Set(lessons.map(({ name }) => name));
  return paperPage({
    title: `${course.title}, ${EDITIONS[edition].toLowerCase()}`,
    body: [cover(course, edition), contents(lessons, pages), linked(chapters, names)].join("\n"),
    chapters: lessons.map(runningHeads),
    edition,
    paper: options.paper,
  });
}

/** What stands above and below on the pages of a lesson. */
const runningHeads = ({ name, title }: Lesson): Chapter => ({
  name: anchorOf(name),
  head: `${lessonNumber(name) ?? ""} ${title}`.trim(),
  foot: `notebooks/${name}.ipynb`,
});

function chapter(lesson: Lesson, options: HandoutOptions, ids: Set<string>): string {
  const { edition } = options;
  const { cells } = lesson.notebook;
  try {
    const notes = notesOf(lesson.name, options.notes, cells);
    const plan = lessonPlan(lesson);
    const writer: PaperWriter = { edition, state: { ...pageState(), ids }, notes, plan, hints: [] };
    const html = paperCells(cells, writer);
    const opening = /^[\s\S]*?<\/h1>/.exec(html)?.[0] ?? `<h1>${lesson.titleHtml}</h1>`;
    const rest = html.startsWith(opening) ? html.slice(opening.length) : html;
    const front = edition === "leader" ? leaderFront(plan, notes, lesson) : studentFront(html);
    const key = html.includes("<figure") ? KEY : "";
    const body = [
      eyebrow(lesson),
      opening,
      key,
      front,
      rest,
      edition === "student" ? hints(writer.hints) : "",
    ];
    return `<article class="chapter ${anchorOf(lesson.name)}" id="${anchorOf(lesson.name)}">\n${body.join("\n")}\n</article>`;
  } catch (error) {
    throw new Error(`handout: ${lesson.name}, ${(error as Error).message}`);
  }
}

function eyebrow(lesson: Lesson): string {
  const number = lessonNumber(lesson.name);
  const minutes = lesson.minutes === undefined ? "" : ` · ${lesson.minutes} minutes`;
  return `<p class="eyebrow">${number === undefined ? "" : `Lesson ${number}`}${minutes}</p>`;
}

/** How to read charts whose colours the text names. */
const KEY =
  '<aside class="key-lines"><strong>On paper</strong> blue, the forward pass, is a full line with full dots; orange, the backward pass, is dashed with open marks; theory is thin and gray, dashed or dotted.</aside>';

/** A line for the name, where there is something to write at all. */
const studentFront = (html: string): string =>
  html.includes('class="room') ? `<p class="name-line">Name ${BLANK}</p>` : "";

function leaderFront(plan: Section[], notes: LessonNotes, lesson: Lesson): string {
  const aim = notes.aim === "" ? "" : `<p class="aim"><strong>Aim:</strong> ${renderInline(notes.aim)}</p>`;
  if (plan.length === 0) return aim;
  const rows = plan.map(
    ({ title, minutes, start, predictions, exercises }) =>
      `<tr><td>${start}–${start + minutes}</td><td>${title}</td><td>${inIt(predictions, exercises)}</td><td class="number">${minutes}</td></tr>`,
  );
  const total = `<tr class="total"><td></td><td>Together</td><td></td><td class="number">${lessonMinutes(lesson)}</td></tr>`;
  return `${aim}<table class="plan"><thead><tr><th>minute</th><th>section</th><th>in it</th><th class="number">min</th></tr></thead><tbody>${rows.join("")}${total}</tbody></table>`;
}

/** What a section asks of learners, in words. */
export function inIt(predictions: number, exercises: string[]): string {
  const guesses =
    predictions === 0 ? [] : [predictions === 1 ? "1 prediction" : `${predictions} predictions`];
  const tasks = exercises.map((id) => `exercise\u00a0${id.split("-").at(-1)}`);
  return [...guesses, ...tasks].join(", ");
}

function hints(found: string[]): string {
  if (found.length === 0) return "";
  const items = found.map((hint) => `<li>${hint}</li>`).join("\n");
  return `<section class="hints"><h2>If you are stuck</h2><ul>${items}</ul></section>`;
}

/** Links to lessons of the booklet lead to their chapters; all other links become words. */
function linked(html: string, names: ReadonlySet<string>): string {
  return html.replace(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, href: string, words: string) => {
    const name = /^(?:\.\/)?([\w.-]+?)\.(?:ipynb|html)/.exec(href)?.[1];
    return name !== undefined && names.has(name) ? `<a href="#${anchorOf(name)}">${words}</a>` : words;
  });
}

const withoutLinks = (html: string): string => linked(html, new Set());
