// Exports a folder of notebooks to a folder of pages; either every page is replaced or none.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ExportInput, exportLessons } from "./export.js";
import { loadRuntime } from "./runtime.js";

/** What the pages are made of besides the notebooks. */
export interface BuildOptions extends Pick<ExportInput, "course" | "questions"> {
  /** The folder of the data files that lessons read; with it, the code of the pages can be run in them. */
  dataDir?: string;
}

/**
 * Writes the pages of all `*.ipynb` in `notebooksDir` to `pagesDir` and returns their file names.
 * All pages are made first, then written beside their places, then renamed into them; pages of lessons that are gone are removed last.
 * @throws before any page in `pagesDir` has changed if a notebook cannot be read or exported.
 */
export async function buildPages(
  notebooksDir: string,
  pagesDir: string,
  options: BuildOptions = {},
): Promise<string[]> {
  const files = (await readdir(notebooksDir)).filter((file) => file.endsWith(".ipynb"));
  const notebooks = await Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -".ipynb".length),
      json: await readFile(join(notebooksDir, file), "utf8"),
    })),
  );
  const { dataDir, ...input } = options;
  const runtime = dataDir === undefined ? undefined : await loadRuntime(dataDir);
  const pages = exportLessons({ ...input, notebooks, runtime });
  await mkdir(pagesDir, { recursive: true });
  await writeTogether(pages.map(({ file, html }) => ({ path: join(pagesDir, file), text: html })));
  const current = pages.map(({ file }) => file);
  const gone = (await readdir(pagesDir)).filter((file) => file.endsWith(".html") && !current.includes(file));
  await Promise.all(gone.map((file) => rm(join(pagesDir, file))));
  return current;
}

/** Writes every text to a temporary file first, then renames them all; the temporary files go if one cannot be written. */
async function writeTogether(files: { path: string; text: string }[]): Promise<void> {
  try {
    for (const { path, text } of files) await writeFile(`${path}.tmp`, text);
  } catch (error) {
    await Promise.all(files.map(({ path }) => rm(`${path}.tmp`, { force: true })));
    throw error;
  }
  for (const { path } of files) await rename(`${path}.tmp`, path);
}
