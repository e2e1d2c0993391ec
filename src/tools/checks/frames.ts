/** Pages in other people's frames: without forms, storage or an address, and with a policy of the site around them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { lessonFiles } from "../paths.js";
import { sideBySide } from "../run-lessons.js";
import { type BrowserName, checksIn } from "./browsers.js";
import { builtPages } from "./built-pages.js";
import { attempt, type Check, missing, type Part } from "./check.js";
import { FRAME_KINDS, type FrameKind } from "./frames/kinds.js";
import { storageFaults } from "./frames/storage.js";
import { frameFaults } from "./frames/visitor.js";

/** A lesson with exercises of every kind, charts and an experiment; and a smaller one. */
const LESSONS = { large: "02", small: "00" };

/** The page of the lesson whose name begins with `number`. */
function pageOf(folder: string, number: string): string {
  const file = fs.readdirSync(folder).find((name) => name.startsWith(number)) ?? "";
  return fs.readFileSync(path.join(folder, file), "utf8");
}

const checksOf = (name: BrowserName, folder: string): Promise<Check[]> =>
  checksIn(name, async (browser) => {
    const [large, small] = [pageOf(folder, LESSONS.large), pageOf(folder, LESSONS.small)];
    const check = (kind: FrameKind): Promise<Check> =>
      attempt(`${kind.name}, in ${name}`, () => frameFaults(browser, kind, kind.small ? small : large));
    // in Firefox only one page at a time has the keyboard
    if (name === "Firefox")
      return sideBySide(
        FRAME_KINDS.filter(({ everywhere }) => everywhere),
        1,
        check,
      );
    const storage = attempt(`a storage that others have written to, in ${name}`, () =>
      storageFaults(browser, small),
    );
    return [...(await sideBySide([...FRAME_KINDS], 2, check)), await storage];
  });

/** One check per frame and browser. Outside CI, a browser that is not there is skipped. */
export const framesPart: Part = {
  name: "frames",
  title: "Pages in other people's frames, in Chromium and Firefox",
  run: async () => {
    if (lessonFiles().length === 0) return [missing("frames", "there are no lessons in notebooks/")];
    const folder = await builtPages();
    return [...(await checksOf("Chromium", folder)), ...(await checksOf("Firefox", folder))];
  },
};
