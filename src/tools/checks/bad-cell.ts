/** A lesson with a failing cell stops the build with the details and changes nothing. */
import * as fs from "node:fs";
import * as path from "node:path";
import { notebookJson } from "../notebook.js";
import { textToNotebook } from "../notebook-text.js";
import { cacheDir, inRoot, writeAtomically } from "../paths.js";
import { runNode } from "../programs.js";
import { attempt, type Part } from "./check.js";

const good = "%%% markdown id=title\n# Good\n\n%%% code id=fine\n1 + 1";
const bad =
  '%%% code id=fine\n1 + 1\n\n%%% code id=breaks\nconst threeLayers = [1, 2, 3];\nthrow new Error("no " + threeLayers.length);';

/** Runs `lessons` on a good and a bad notebook in a folder of their own. */
export const badCellPart: Part = {
  name: "bad-cell",
  title: "A failing cell: reported, and nothing is overwritten",
  run: async () => {
    const folder = path.join(cacheDir, "bad-cell");
    const file = (...parts: string[]): string => path.join(folder, ...parts);
    fs.rmSync(folder, { recursive: true, force: true });
    writeAtomically(file("notebooks", "01-good.ipynb"), notebookJson(textToNotebook(good)));
    writeAtomically(file("notebooks", "02-bad.ipynb"), notebookJson(textToNotebook(bad)));
    writeAtomically(file("pages", "index.html"), "the last good pages\n");
    const state = (): string =>
      ["notebooks/01-good.ipynb", "notebooks/02-bad.ipynb", "pages/index.html"]
        .map((name) => fs.readFileSync(file(name), "utf8"))
        .join("\0") + fs.readdirSync(file("pages")).join();
    const before = state();
    const folders = ["--notebooks", file("notebooks"), "--pages", file("pages")];
    const ended = await runNode([inRoot("src", "bin", "run.cjs"), "lessons", ...folders]);
    const told = ["02-bad.ipynb", "[2]", "breaks", "const threeLayers = [1, 2, 3];", "Error: no 3"];
    return Promise.all([
      attempt("the exit code is 1", async () => (ended.status === 1 ? [] : [`it is ${ended.status}`])),
      attempt("the message names notebook, cell, source and error", async () =>
        told
          .filter((part) => !ended.stderr.includes(part))
          .map((part) => `${part} is not in:\n${ended.stderr}`),
      ),
      attempt("notebooks and pages are as they were", async () =>
        state() === before ? [] : ["they changed"],
      ),
    ]);
  },
};
