/** Where the parts of the project lie on disk, and the one way files are written. */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = path.resolve(fileURLToPath(import.meta.url), "../../../..");

/** A path inside the project. */
export const inRoot = (...parts: string[]): string => path.join(root, ...parts);

/** The lessons. */
export const notebooksDir = inRoot("notebooks");
/** The exported pages. */
export const pagesDir = inRoot("pages");
/** What `src` is built to. */
export const distDir = inRoot("src", "dist");
/** Whatever can be made again: earlier runs, generated files. */
export const cacheDir = inRoot(".cache");
/** The virtual environment that holds JupyterLab. */
export const venvDir = inRoot(".venv");

/** Writes a file in one step: a reader sees the old content or the new, never half of it. */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** All files under a folder as sorted paths relative to it, with forward slashes; none if there is no folder. */
export function listFiles(folder: string, keep: (relative: string) => boolean = () => true): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter(keep)
    .sort();
}

/** The lessons' files in `folder`, sorted by name. `only` keeps those whose name starts with it. */
export function lessonFiles(folder: string = notebooksDir, only = ""): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb") && name.startsWith(only))
    .sort()
    .map((name) => path.join(folder, name));
}
