/** The rules of lessons: the kernel's traps, and what makes a lesson readable. */
import * as fs from "node:fs";
import * as path from "node:path";
import { readNotebook } from "../notebook.js";
import { lessonFiles } from "../paths.js";
import { checked, missing, type Part } from "./check.js";
import { codeFaults } from "./code-rules.js";
import { lessonFindings } from "./lesson-rules.js";

/** Two checks per lesson: its code, its text. */
export const rulesPart: Part = {
  name: "rules",
  title: "Rules of lessons",
  run: async (note) => {
    const files = lessonFiles();
    if (files.length === 0) return [missing("lessons", "there are none in notebooks/")];
    return files.flatMap((file) => {
      const name = path.basename(file, ".ipynb");
      const notebook = readNotebook(file);
      const { faults, notes } = lessonFindings(notebook, fs.statSync(file).size);
      for (const line of notes) note(`${name}, ${line}`);
      return [
        checked(`${name}: code without the kernel's traps`, codeFaults(notebook.cells)),
        checked(`${name}: text, sizes, names and figures`, faults),
      ];
    });
  },
};
