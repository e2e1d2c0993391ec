// Opens a finished page in a browser, as a reader would, and reports whatever is wrong with it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { allowance, type Exercise, rightChoice } from "./judge.js";

/** What was found: sentences about problems (none on a good page), and how many charts were drawn. */
export interface PageReport {
  problems: string[];
  charts: number;
}

/** The most that a page may weigh in bytes, as it is and compressed. */
export const MAX_BYTES = 3_200_000;
export const MAX_GZIP_BYTES = 1_100_000;

const WIDTHS = [320, 390, 1280];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** In the page: prints and comes back, which draws every chart. */
const DRAW_ALL = 'dispatchEvent(new Event("beforeprint")); dispatchEvent(new Event("afterprint"))';

/** In the page: how far its content goes beyond its width, and which chart texts are cut off. */
const LAYOUT_PROBLEMS = `(() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push("the page is " + root.scrollWidth + " pixels wide");
  for (const figure of document.querySelectorAll("figure.chart")) {
    const frame = figure.querySelector(".chart-frame").getBoundingClientRect();
    for (const text of figure.querySelectorAll(".main-svg text")) {
      const box = text.getBoundingClientRect();
      if (box.width === 0 || frame.width === 0) continue;
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 2) problems.push(figure.id + ": the text «" + text.textContent + "» is cut by " + Math.round(out) + " pixels");
    }
  }
  return problems;
})()`;

/** In the page: the number of charts, and of those in whose plot area a mark is drawn. */
const CHART_COUNTS = `[
  document.querySelectorAll("figure.chart").length,
  [...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.querySelector(".cartesianlayer .mlayer :is(path, image)")).length,
]`;

/**
 * Opens the page at `filePath` from the file system under its own policy and checks: nothing on the console, no request,
 * weight, no horizontal scrolling and no cut chart text at phone and laptop widths, every chart drawn,
 * every exercise answered wrongly and rightly, and axe without a violation in light and dark.
 */
export async function checkPage(browser: Browser, filePath: string): Promise<PageReport> {
  const context = await browser.newContext({ colorScheme: "light" });
  try {
    const page = await context.newPage();
    const problems = weightProblems(filePath);
    const address = pathToFileURL(filePath).href;
    listen(page, address, problems);
    await page.goto(address);
    await page.evaluate(DRAW_ALL);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await settle(page);
      const found = (await page.evaluate(LAYOUT_PROBLEMS)) as string[];
      problems.push(...found.map((problem) => `at ${width} pixels: ${problem}`));
    }
    const [figures, charts] = (await page.evaluate(CHART_COUNTS)) as [number, number];
    if (figures !== charts) problems.push(`${charts} of ${figures} charts are drawn`);
    problems.push(...(await exerciseProblems(page)));
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await settle(page);
      problems.push(...(await axeProblems(page)).map((problem) => `${scheme}: ${problem}`));
    }
    return { problems, charts };
  } finally {
    await context.close();
  }
}

/** Two frames and a moment, so that observers have run and charts are redrawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))");
}

function weightProblems(filePath: string): string[] {
  const bytes = readFileSync(filePath);
  const gzip = gzipSync(bytes).length;
  return [
    ...(bytes.length > MAX_BYTES
      ? [`the page weighs ${bytes.length} bytes, at most ${MAX_BYTES} allowed`]
      : []),
    ...(gzip > MAX_GZIP_BYTES
      ? [`compressed, the page weighs ${gzip} bytes, at most ${MAX_GZIP_BYTES} allowed`]
      : []),
  ];
}

function listen(page: Page, address: string, problems: string[]): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !/^(data|blob):/.test(url)) problems.push(`request: ${url}`);
  });
}

async function axeProblems(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(`${source}; undefined`);
  const options = JSON.stringify({ runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] });
  const result = (await page.evaluate(`axe.run(document, ${options})`)) as {
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
}

/** Answers every exercise, first wrongly, then rightly, and reads the verdicts. */
async function exerciseProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  const forms = page.locator("form[data-exercise]");
  for (let index = 0; index < (await forms.count()); index += 1) {
    const form = forms.nth(index);
    const exercise = JSON.parse((await form.getAttribute("data-exercise")) ?? "{}") as Exercise;
    if (exercise.kind === "code") {
      await form.locator("input").check();
      if ((await form.getAttribute("data-outcome")) !== "right")
        problems.push(`exercise ${exercise.id}: cannot be marked as done`);
      continue;
    }
    const right = answers(exercise);
    for (const [expected, answer] of [
      ["wrong", right.wrong],
      ["right", right.right],
    ]) {
      if (exercise.kind === "choice") await form.locator(`input[value="${answer}"]`).check();
      else await form.locator("input").fill(answer);
      await form.getByRole("button", { name: "Check" }).click();
      const outcome = await form.getAttribute("data-outcome");
      const verdict = (await form.locator(".verdict").textContent()) ?? "";
      if (outcome !== expected || verdict === "")
        problems.push(`exercise ${exercise.id}: the ${expected} answer ${answer} is judged ${outcome}`);
    }
  }
  return problems;
}

function answers(exercise: Exercise): { right: string; wrong: string } {
  const { kind, expected, choices = [] } = exercise;
  if (kind === "number") {
    const away = 1 + 3 * allowance(exercise) + Math.abs(Number(expected));
    return { right: String(expected), wrong: String(Number(expected) + away) };
  }
  if (kind === "choice") {
    const right = rightChoice(exercise);
    return { right: String(right), wrong: String((right + 1) % Math.max(choices.length, 1)) };
  }
  return { right: String(Array.isArray(expected) ? expected[0] : expected), wrong: "surely not this" };
}
