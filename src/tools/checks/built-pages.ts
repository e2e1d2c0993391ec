/** The lessons' pages as the checks see them: built anew, once for all checks of a run. */
import * as fs from "node:fs";
import * as path from "node:path";
import { buildInto } from "../pages.js";
import { cacheDir, notebooksDir } from "../paths.js";

let built: Promise<string> | undefined;

/** The folder of the pages. */
export function builtPages(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = path.join(cacheDir, "pages-checked");
  fs.rmSync(folder, { recursive: true, force: true });
  await buildInto(notebooksDir, folder);
  return folder;
}
