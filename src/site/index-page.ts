// Writes the course's front page: what it promises, its lessons, and how to use them.
import type { Assets } from "./assets.js";
import { escapeHtml } from "./html.js";
import { htmlPage } from "./html-page.js";
import { topBar } from "./lesson.js";
import { pageAddress } from "./links.js";
import { GALLERY } from "./live-table.js";
import { type Lesson, lessonMinutes, lessonNumber } from "./meta.js";

/** The words of the front page. */
export interface Course {
  title: string;
  promise: string;
}

/** The course as it calls itself unless told otherwise. */
export const COURSE: Course = {
  title: "Weight initialization by experiment",
  promise:
    "Before a network learns anything, its weights must be something. These lessons show what that first choice decides: each claim is computed, each figure drawn from a run, each formula laid over the experiment it explains.",
};

const HOW_TO_USE = [
  "Read from top to bottom: each lesson answers a question that the one before leaves open.",
  "Stop where you are asked to predict. Say what you expect before you look; a wrong guess is worth more than none.",
  "Do the exercises. An answer is checked at once, a hint is one click away, and your progress stays in this browser only.",
  "Every lesson is one file that needs no network: keep it, mail it, print it.",
  "Change a number in the code of a page and press Run. The TypeScript notebook of the same name does the same in JupyterLab.",
];

/** A learner's question, and the lesson's cell that answers it (the lesson's start if there is none). */
export interface Question {
  question: string;
  lesson: string;
  cell: string | null;
  answer: string;
}

/** The page `index.html`. Questions of lessons that are not there are left out. */
export function indexPage(
  course: Course,
  lessons: Lesson[],
  assets: Assets,
  questions: readonly Question[] = [],
): string {
  const answered = questions.filter(({ lesson }) => lessons.some(({ name }) => name === lesson));
  const body = [
    topBar('<span class="home"></span>'),
    '<main id="content" tabindex="-1" class="front">',
    `<h1>${escapeHtml(course.title)}</h1>`,
    `<p class="promise">${escapeHtml(course.promise)}</p>`,
    extent(lessons),
    "<h2>Lessons</h2>",
    `<ol class="lessons"${startOf(lessons)}>\n${lessons.map(entry).join("\n")}\n</ol>`,
    "<h2>Experiments</h2>",
    `<p><a href="${GALLERY}">The live experiments by themselves</a>: move a slider and watch what the first weights do to a net.</p>`,
    "<h2>How to use them</h2>",
    `<ul>\n${HOW_TO_USE.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n")}\n</ul>`,
    ...(answered.length > 0
      ? ["<h2>What learners ask</h2>", `<ul class="questions">\n${answered.map(asked).join("\n")}\n</ul>`]
      : []),
    "</main>",
  ].join("\n");
  return htmlPage(
    {
      title: course.title,
      description: course.promise,
      body,
      skipLabel: "Skip to the lessons",
      charts: false,
    },
    assets,
  );
}

/** How many lessons there are, how long they take together, and where to begin. */
function extent(lessons: Lesson[]): string {
  const [first] = lessons;
  const worked = lessons.filter(({ exercises }) => exercises > 0);
  if (!first || worked.length < 2) return "";
  const minutes = worked.reduce((sum, lesson) => sum + (lessonMinutes(lesson) ?? lesson.readingMinutes), 0);
  const hours = Math.round(minutes / 60);
  const time = hours > 1 ? `about ${hours} hours` : `about ${minutes} minutes`;
  return `<p>${worked.length} lessons, ${time} with the exercises. <a href="${escapeHtml(pageAddress(first.name))}">Begin with the first</a>.</p>`;
}

/** Numbers the list as the names do, if they run on without a gap. */
function startOf(lessons: Lesson[]): string {
  const numbers = lessons.map(({ name }) => Number(lessonNumber(name)));
  const first = numbers[0];
  return first !== undefined && numbers.every((n, i) => n === first + i) ? ` start="${first}"` : "";
}

function asked({ question, lesson, cell, answer }: Question): string {
  const place = cell === null ? "" : `#cell-${encodeURIComponent(cell)}`;
  return `<li><a href="${escapeHtml(pageAddress(lesson) + place)}">${escapeHtml(question)}</a><p>${escapeHtml(answer)}</p></li>`;
}

function entry(lesson: Lesson): string {
  const minutes = `${lesson.minutes ?? lesson.readingMinutes} min`;
  const asksItself = lesson.questionHtml === "" || lesson.questionHtml === lesson.titleHtml;
  const question = asksItself ? "" : `<p>${lesson.questionHtml}</p>`;
  const exercises = lesson.exercises === 1 ? "1 exercise" : `${lesson.exercises} exercises`;
  const facts = lesson.exercises > 0 ? `${minutes} · ${exercises}` : "to look things up";
  return [
    `<li><a href="${escapeHtml(pageAddress(lesson.name))}">${lesson.titleHtml}</a>`,
    question,
    `<p class="facts">${facts}<span class="lesson-progress" data-lesson="${escapeHtml(lesson.name)}" data-total="${lesson.exercises}"></span></p></li>`,
  ].join("");
}
