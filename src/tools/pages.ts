/** Builds the lessons' pages through `src/site`, only if something they are made of changed. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { Question } from "../site/index-page.js";
import { filesHash } from "./lesson-cache.js";
import { cacheDir, inRoot, writeAtomically } from "./paths.js";

const { syncFolder } = createRequire(import.meta.url)("../../bin/prepare.cjs") as {
  syncFolder: (from: string, to: string) => void;
};

const questionsFile = inRoot("data", "questions.json");

function pagesKey(notebooks: string, pages: string): string {
  const skip = /^(dist|node_modules|test|tools|bin)\//;
  return createHash("sha256")
    .update(filesHash(notebooks, (name) => name.endsWith(".ipynb") && !name.includes("/")))
    .update(filesHash(inRoot("src"), (name) => !skip.test(name)))
    .update(filesHash(inRoot("data")))
    .update(fs.readFileSync(inRoot("package-lock.json")))
    .update(filesHash(pages))
    .digest("hex");
}

/** Builds pages of `notebooks` into `pages` in one go: a failed build leaves the last good pages in place. */
export async function buildInto(notebooks: string, pages: string): Promise<void> {
  // loaded only here: the exporter's libraries take longer to start than all else
  const { buildPages } = await import("../site/build.js");
  fs.mkdirSync(cacheDir, { recursive: true });
  const next = fs.mkdtempSync(path.join(cacheDir, "pages-"));
  try {
    const questions = JSON.parse(fs.readFileSync(questionsFile, "utf8")) as Question[];
    await buildPages(notebooks, next, { questions, dataDir: inRoot("data") });
    syncFolder(next, pages);
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
}

/** Brings `pages` up to date with `notebooks`; returns whether there was anything to do. */
export async function updatePages(notebooks: string, pages: string): Promise<boolean> {
  const keyFile = path.join(cacheDir, "pages", createHash("sha256").update(pages).digest("hex").slice(0, 16));
  if (fs.existsSync(keyFile) && fs.readFileSync(keyFile, "utf8") === pagesKey(notebooks, pages)) return false;
  await buildInto(notebooks, pages);
  writeAtomically(keyFile, pagesKey(notebooks, pages));
  return true;
}
