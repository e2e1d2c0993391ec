/** The timetables of WORKSHOP.md: read, and brought in line with the minutes that the lessons ask for. */
import { type Lesson, lessonMinutes } from "../site/meta.js";

/** A row of a timetable: when it begins, how long it lasts (nothing at the end), and which lesson it is. */
export interface Row {
  /** Minutes since midnight, or since the beginning. */
  start: number;
  minutes: number | undefined;
  lesson: string | undefined;
  text: string;
}

const TABLE = /^\| time \|[^\n]*\n\|[-:| ]+\n((?:\|[^\n]*\n)+)/m;

/** The timetables of a page: tables whose first column is `time`, with the heading they stand under. */
export function timetables(markdown: string): { title: string; rows: Row[] }[] {
  return markdown.split(/^## /m).flatMap((section) => {
    const table = TABLE.exec(section)?.[1];
    if (table === undefined) return [];
    return [{ title: section.split("\n")[0] as string, rows: table.trim().split("\n").map(readRow) }];
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

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/**
 * The page with the lessons' own minutes in its timetables. Each begins and ends when it did: the last row
 * before the end takes what is left. @throws if nothing is left for it.
 */
export function retimed(markdown: string, lessons: readonly Lesson[]): string {
  return markdown
    .split(/^(?=## )/m)
    .map((section) => {
      const table = TABLE.exec(section)?.[1];
      return table === undefined ? section : section.replace(table, () => retimedRows(table, lessons));
    })
    .join("");
}

function retimedRows(table: string, lessons: readonly Lesson[]): string {
  const rows = table.trim().split("\n").map(readRow);
  const end = rows.at(-1)?.start ?? 0;
  let at = rows[0]?.start ?? 0;
  const lines = rows.map(({ minutes, lesson, text }, index) => {
    const found = lessons.find(({ name }) => name === lesson);
    const asked = found ? lessonMinutes(found) : minutes;
    const own = index === rows.length - 2 ? end - at : asked;
    if (own !== undefined && own <= 0) throw new Error(`retimed: no time is left for "${text}"`);
    const line = `| ${clock(at)} | ${own ?? ""}${own === undefined ? "" : " "}| ${text} |`;
    at += own ?? 0;
    return line;
  });
  return `${lines.join("\n")}\n`;
}
