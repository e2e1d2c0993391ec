/** The page for workshop leaders: its timetables run on without gaps, and give each lesson the minutes it asks for. */
import * as fs from "node:fs";
import { lessonMinutes } from "../../site/handout-plan.js";
import type { Lesson } from "../../site/meta.js";
import { inRoot } from "../paths.js";
import { bare } from "./answers.js";
import { attempt, type Check } from "./check.js";

/** A row of a timetable: when it begins, how long it lasts (nothing at the end), and which lesson it is. */
interface Row {
  start: number;
  minutes: number | undefined;
  lesson: string | undefined;
  text: string;
}

/** The timetables of a page: tables whose first column is `time`, with the heading they stand under. */
export function timetables(markdown: string): { title: string; rows: Row[] }[] {
  return markdown.split(/^## /m).flatMap((section) => {
    const table = /^\| time \|[^\n]*\n\|[-:| ]+\n((?:\|[^\n]*\n)+)/m.exec(section)?.[1];
    if (table === undefined) return [];
    const rows = table.trim().split("\n").map(readRow);
    return [{ title: section.split("\n")[0] as string, rows }];
  });
}

function readRow(line: string): Row {
  const [time = "", minutes = "", text = ""] = line
    .split("|")
    .slice(1)
    .map((cell) => cell.trim());
  const [hours, rest] = time.split(":").map(Number);
  return {
    start: 60 * (hours ?? Number.NaN) + (rest ?? Number.NaN),
    minutes: minutes === "" ? undefined : Number(minutes),
    lesson: /\(notebooks\/([\w-]+)\.ipynb\)/.exec(text)?.[1],
    text,
  };
}

/** What is wrong with a timetable. */
export function timetableFaults(rows: readonly Row[], lessons: readonly Lesson[]): string[] {
  const faults: string[] = [];
  rows.forEach(({ start, minutes, lesson, text }, index) => {
    const next = rows[index + 1];
    if (minutes === undefined ? next !== undefined : next?.start !== start + minutes)
      faults.push(`"${text}" ends at another time than the next row begins`);
    if (lesson === undefined) return;
    const found = lessons.find(({ name }) => name === lesson);
    if (!found) faults.push(`there is no lesson ${lesson}`);
    else if (lessonMinutes(found) !== minutes)
      faults.push(`${lesson} takes ${found.minutes} minutes, not ${minutes}`);
    if (found && !bare(text).includes(bare(found.title))) faults.push(`${lesson} is called "${found.title}"`);
  });
  return faults;
}

/** One check per timetable. */
export async function workshopChecks(lessons: readonly Lesson[]): Promise<Check[]> {
  const tables = timetables(fs.readFileSync(inRoot("WORKSHOP.md"), "utf8"));
  const all = attempt(
    "WORKSHOP.md has a timetable for 90 minutes and one for a day with every lesson",
    async () => {
      const [short, day] = tables;
      const span = (rows: Row[] = []) => (rows.at(-1)?.start ?? 0) - (rows[0]?.start ?? 0);
      const timed = lessons.filter((lesson) => lessonMinutes(lesson) !== undefined);
      const left = timed.filter(({ name }) => !day?.rows.some(({ lesson }) => lesson === name));
      return [
        ...(tables.length === 2 ? [] : [`it has ${tables.length} timetables`]),
        ...(span(short?.rows) === 90 ? [] : [`the first one takes ${span(short?.rows)} minutes`]),
        ...left.map(({ name }) => `the day leaves out ${name}`),
      ];
    },
  );
  const each = tables.map(({ title, rows }) =>
    attempt(`WORKSHOP.md, ${title}: the minutes add up`, async () => timetableFaults(rows, lessons)),
  );
  return Promise.all([all, ...each]);
}
