// The front of the booklet: its cover, how to use it, and its contents.
import type { Edition } from "./handout-writer.js";
import { escapeHtml } from "./html.js";
import type { Course } from "./index-page.js";
import { type Lesson, lessonNumber } from "./meta.js";

/** How an edition is called in its running head. */
export const EDITIONS: Readonly<Record<Edition, string>> = {
  student: "Student’s edition",
  leader: "Leader’s edition",
};

/** The name of a lesson's first page in links: `lesson-05`. */
export const anchorOf = (name: string): string => `lesson-${lessonNumber(name) ?? name}`;

/** The cover: title, edition, and how to use the booklet. */
export function cover({ title, promise }: Course, edition: Edition): string {
  return [
    '<section class="cover">',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="edition">${EDITIONS[edition]}</p>`,
    `<p class="promise">${escapeHtml(promise)}</p>`,
    `<ul>${HOW_TO[edition].map((line) => `<li>${line}</li>`).join("")}</ul>`,
    "</section>",
  ].join("\n");
}

const HOW_TO: Readonly<Record<Edition, readonly string[]>> = {
  student: [
    "<strong>Predict.</strong> Where you are asked what will happen, write it down before you look at the chart below. A wrong guess is worth more than none.",
    "<strong>Run.</strong> Each chapter is a notebook: its address stands at the foot of every page. The code is printed without its imports.",
    "<strong>Answer.</strong> Exercises have room for your working; hints stand at the end of a chapter. The answers are in the notebook, folded.",
    "<strong>Judge.</strong> Most chapters end with sentences that others have written. Give each a verdict, and the number that decides.",
    "The wide margin is yours.",
  ],
  leader: [
    "This is the student’s edition with the answers in it. Every chapter opens with its aim and a timetable, whose minutes add up to the lesson’s.",
    "Notes in the margin say what learners get wrong, what to ask, and where time goes.",
    "A line at the side marks the questions that ask for a prediction: collect a few aloud before anybody runs the cell.",
  ],
};

/** The contents; a dash stands for a page that is not known yet. */
export function contents(lessons: Lesson[], pages: ReadonlyMap<string, number>): string {
  const rows = lessons.map(({ name, titleHtml, minutes }) => {
    const time = minutes === undefined ? "" : `${minutes} min`;
    return `<li><a href="#${anchorOf(name)}"><span class="toc-number">${lessonNumber(name) ?? ""}</span> <span class="toc-title">${titleHtml}</span><span class="dots"></span><span class="toc-time">${time}</span> <span class="toc-page">${pages.get(name) ?? "–"}</span></a></li>`;
  });
  return `<section class="contents"><h1>Contents</h1><ol>${rows.join("\n")}</ol></section>`;
}
