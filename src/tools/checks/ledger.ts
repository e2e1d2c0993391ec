/** The ledgers of claims and of published numbers say what the lessons computed. */
import * as fs from "node:fs";
import type { Question } from "../../site/index-page.js";
import { ledgerFaults } from "../ledger.js";
import { readNotebook } from "../notebook.js";
import { inRoot } from "../paths.js";
import { checked, type Part } from "./check.js";

/** Questions whose lesson or cell is not there, or that the README does not list. */
function questionFaults(): string[] {
  const questions = JSON.parse(fs.readFileSync(inRoot("data", "questions.json"), "utf8")) as Question[];
  const readme = fs.readFileSync(inRoot("README.md"), "utf8");
  return questions.flatMap(({ question, lesson, cell }) => {
    const file = inRoot("notebooks", `${lesson}.ipynb`);
    if (!fs.existsSync(file)) return [`${question} there is no lesson ${lesson}`];
    const found = cell === null || readNotebook(file).cells.some(({ id }) => id === cell);
    return [
      ...(found ? [] : [`${question} ${lesson} has no cell ${cell}`]),
      ...(readme.includes(question) ? [] : [`${question} is not in the README`]),
    ];
  });
}

/** One check per ledger. */
export const ledgerPart: Part = {
  name: "ledger",
  title: "Ledgers: claims and published numbers are what the lessons computed",
  run: async () => [
    ...ledgerFaults().map(({ file, rows, faults }) => checked(`${file}, ${rows} rows`, faults)),
    checked("learners' questions lead to cells and stand in the README", questionFaults()),
  ],
};
