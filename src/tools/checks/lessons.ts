/** Every lesson run afresh and compared with the outputs that are committed. */
import * as path from "node:path";
import { differences } from "../compare.js";
import { cleaned, notebookJson, readNotebook } from "../notebook.js";
import { lessonFiles } from "../paths.js";
import { runLessons } from "../run-lessons.js";
import { failureText } from "../run-notebook.js";
import { checked, missing, type Part } from "./check.js";

/** One check per lesson. */
export const lessonsPart: Part = {
  name: "lessons",
  title: "Lessons: a fresh run gives the committed outputs",
  run: async (note) => {
    const files = lessonFiles();
    if (files.length === 0) return [missing("lessons", "there are none in notebooks/")];
    const { runs, failures } = await runLessons(files, { cache: false, goOn: true, remind: note });
    return files.map((file) => {
      const name = path.basename(file, ".ipynb");
      const failure = failures.find(({ lesson }) => lesson === path.basename(file));
      if (failure) return checked(name, [failureText(failure)]);
      const run = runs.find((other) => other.file === file);
      if (!run) return checked(name, ["did not run"]);
      const faults = differences(run.before, run.after);
      const before = readNotebook(file);
      if (faults.length === 0 && notebookJson(before) !== notebookJson(cleaned(before)))
        faults.push("metadata that a lesson does not carry: npm run lessons");
      return checked(name, faults);
    });
  },
};
