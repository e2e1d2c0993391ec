/** The live experiments in a browser: every control moved by keyboard, pictures and sliders by pointer, numbers against Node's. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { lives } from "../../live/index.js";
import type { Live } from "../../live/live.js";
import { listen } from "../../site/browser-check.js";
import { patientContext } from "../../site/check-patience.js";
import { cacheDir } from "../paths.js";
import { sideBySide } from "../run-lessons.js";
import { type BrowserName, checksIn } from "./browsers.js";
import { attempt, type Check, errorText, type Part } from "./check.js";
import { calmFaults } from "./live-calm.js";
import { LiveHand } from "./live-hand.js";

/** The page of experiments, written to a folder of its own. */
async function experimentsPage(): Promise<string> {
  // loaded only here: the exporter's libraries take long to start
  const { exportLessons } = await import("../../site/export.js");
  const page = exportLessons({ notebooks: [] }).find(({ file }) => file === "experiments.html");
  const file = path.join(cacheDir, "live", "experiments.html");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, page?.html ?? "");
  return pathToFileURL(file).href;
}

/** In the page: how far it is wider than the window, and which words of a picture stick out of it. */
const CUT = `(() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push("the page is " + root.scrollWidth + " pixels wide");
  for (const svg of document.querySelectorAll(".live-picture > div > svg")) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 2) problems.push(svg.closest("figure").id + ": the words «" + text.textContent + "» are cut by " + Math.round(out) + " pixels");
    }
  }
  return problems;
})()`;

async function cutWords(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const found = (await page.evaluate(CUT)) as string[];
    problems.push(...found.map((problem) => `at ${width} pixels: ${problem}`));
  }
  return problems;
}

/** Everything that is done to one experiment. */
async function checkLive(browser: Browser, address: string, live: Live): Promise<string[]> {
  const context = await patientContext(browser, { viewport: { width: 1280, height: 900 } });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    listen(page, address, problems);
    await page.goto(address);
    const hand = new LiveHand(page, live, problems);
    await hand.come();
    await hand.byKeyboard();
    problems.push(...(await cutWords(page)));
    await hand.byPointer();
    await hand.byButtons();
    await hand.byLink(address);
    problems.push(...(await cutWords(page)));
    await hand.reset();
  } catch (error) {
    // what was found before it is told too
    problems.push(errorText(error));
  } finally {
    await context.close();
  }
  return problems;
}

/** One check per experiment in a browser that is there; in Chromium, one more for a reader who wants no motion. */
const checkAll = (name: BrowserName, address: string): Promise<Check[]> =>
  checksIn(name, async (browser) => {
    // In Firefox only one page at a time has the keyboard.
    const moved = await sideBySide([...lives], name === "Firefox" ? 1 : 2, (live) =>
      attempt(`${live.id} in ${name}`, () => checkLive(browser, address, live)),
    );
    // Firefox cannot be told here that motion is not wanted.
    if (name === "Firefox") return moved;
    return [...moved, await attempt(`little motion in ${name}`, () => calmFaults(browser, address))];
  });

/** Outside CI, a browser that is not there is skipped. */
export const livePart: Part = {
  name: "live",
  title: "Live experiments, moved in Chromium and Firefox",
  run: async () => {
    const address = await experimentsPage();
    return [...(await checkAll("Chromium", address)), ...(await checkAll("Firefox", address))];
  },
};
