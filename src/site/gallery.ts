// Writes the page of experiments: every live experiment of the course, each by itself.
import { lives } from "../live/index.js";
import type { Assets } from "./assets.js";
import { escapeHtml } from "./html.js";
import { htmlPage } from "./html-page.js";
import { topBar } from "./lesson.js";
import { liveFigure } from "./live.js";

const promise =
  "Every experiment of the course that answers while you move it. Nothing leaves this page and nothing is fetched: the same code as in the lessons computes in your browser.";

/** The page `experiments.html`. */
export function galleryPage(courseTitle: string, assets: Assets): string {
  const placed: string[] = [];
  const body = [
    topBar(`<a class="home" href="index.html">${escapeHtml(courseTitle)}</a>`),
    '<main id="content" tabindex="-1" class="front gallery">',
    "<h1>Experiments</h1>",
    `<p class="promise">${escapeHtml(promise)}</p>`,
    "<p>Move a slider with the mouse, a finger or the arrow keys. The address at the top of the window follows, so that a setting can be kept and sent; <b>Reset</b> brings the first one back.</p>",
    ...lives.map((live) => liveFigure(live, {}, placed, 2)),
    "</main>",
  ].join("\n");
  return htmlPage(
    {
      title: `Experiments · ${courseTitle}`,
      description: promise,
      body,
      skipLabel: "Skip to the experiments",
      charts: false,
      lives: true,
    },
    assets,
  );
}
