/** The page for workshop leaders: its timetables run on without gaps, and give each lesson the minutes it asks for. */
import * as fs from "node:fs";
import { type Lesson, lessonMinutes } from "../../site/meta.js";
import { inRoot } from "../paths.js";
import { type Row, timetables } from "../workshop-times.js";
import { bare } from "./answers.js";
import { attempt, type Check } from "./check.js";

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
      faults.push(
        `${lesson} takes ${found.minutes} minutes, not ${minutes}: npm run handouts -- --timetable`,
      );
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
