/** `npm run lessons`: runs every lesson, writes its outputs back, and builds the pages. */
import * as path from "node:path";
import { parseArgs } from "node:util";
import { writeNotebook } from "./notebook.js";
import { updatePages } from "./pages.js";
import { lessonFiles, notebooksDir, pagesDir } from "./paths.js";
import { runLessons } from "./run-lessons.js";
import { failureText } from "./run-notebook.js";

const options = {
  only: { type: "string" },
  notebooks: { type: "string" },
  pages: { type: "string" },
} as const;

/** `lessons [--only 01] [--notebooks folder] [--pages folder]`; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const notebooks = path.resolve(values.notebooks ?? notebooksDir);
  const pages = path.resolve(values.pages ?? pagesDir);
  const files = lessonFiles(notebooks, values.only);
  if (files.length === 0) {
    console.error(`No lesson ${values.only ? `starts with ${values.only}` : "was found"} in ${notebooks}`);
    return 1;
  }
  const { runs, failures } = await runLessons(files, { cache: true, log: console.log });
  if (failures.length > 0) {
    for (const failure of failures) console.error(`\n${failureText(failure)}`);
    console.error("\nNothing was written: the notebooks and pages are as they were.");
    return 1;
  }
  for (const { file, name, after } of runs) if (writeNotebook(file, after)) console.log(`${name}: written`);
  try {
    await updatePages(notebooks, pages);
  } catch (error) {
    console.error(`The pages could not be built; the last good ones are as they were.\n${String(error)}`);
    return 1;
  }
  console.log(`${runs.length} lesson${runs.length === 1 ? "" : "s"} up to date; pages: ${pages}`);
  return 0;
}
