// Opens a finished page in a browser, as a reader would, and reports whatever is wrong with it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { exerciseProblems } from "./check-exercises.js";
import {
  CHART_COUNTS,
  DRAW_ALL,
  FILTER_PROBLEMS,
  LAYOUT_PROBLEMS,
  MATH_PROBLEMS,
  SETTLED,
} from "./check-layout.js";
import { patientContext } from "./check-patience.js";
import { plainProblems } from "./check-plain.js";
import { TRANSLATION_PROBLEMS } from "./check-translation.js";
import { weightProblems } from "./weight.js";

/** What was found: sentences about problems (none on a good page), and how many charts were drawn. */
export interface PageReport {
  problems: string[];
  charts: number;
}

/** Phones, a tablet that lies, and a laptop. */
const WIDTHS = [320, 390, 1180, 1280];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What else is looked at; everything unless said otherwise. */
export interface PageChecks {
  /** Whether axe looks for violations, which takes the longest. */
  axe?: boolean;
  /** Whether the page is read without scripts too, for which a browser must be able to switch them off. */
  plain?: boolean;
}

/**
 * Opens the page at `filePath` from the file system under its own policy and checks: nothing on the console, no request,
 * weight, no horizontal scrolling and no cut chart text at the widths of phones, tablets and laptops, every chart drawn in
 * the place of its still picture, every table filtered, every exercise answered wrongly and rightly, the page read without
 * scripts, axe without a violation in light and dark, and the page translated.
 */
export async function checkPage(
  browser: Browser,
  filePath: string,
  { axe = true, plain = true }: PageChecks = {},
): Promise<PageReport> {
  const problems = weightProblems(readFileSync(filePath, "utf8"));
  if (plain) problems.push(...(await plainProblems(browser, filePath)));
  const context = await patientContext(browser, { colorScheme: "light" });
  try {
    const page = await context.newPage();
    const address = pathToFileURL(filePath).href;
    listen(page, address, problems);
    await page.goto(address);
    for (const script of [MATH_PROBLEMS, DRAW_ALL])
      problems.push(...((await page.evaluate(script)) as string[]));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await settle(page);
      const found = (await page.evaluate(LAYOUT_PROBLEMS)) as string[];
      problems.push(...found.map((problem) => `at ${width} pixels: ${problem}`));
    }
    const [figures, charts] = (await page.evaluate(CHART_COUNTS)) as [number, number];
    if (figures !== charts) problems.push(`${charts} of ${figures} charts are drawn`);
    problems.push(...((await page.evaluate(FILTER_PROBLEMS)) as string[]));
    problems.push(...(await exerciseProblems(page)));
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
    for (const scheme of axe ? (["light", "dark"] as const) : []) {
      await page.emulateMedia({ colorScheme: scheme });
      await settle(page);
      problems.push(...(await axeProblems(page)).map((problem) => `${scheme}: ${problem}`));
    }
    problems.push(...(await translatedProblems(page)));
    return { problems, charts };
  } finally {
    await context.close();
  }
}

/** What a translation changes and must not, and which exercises do not answer in the translated page. */
async function translatedProblems(page: Page): Promise<string[]> {
  const changed = (await page.evaluate(TRANSLATION_PROBLEMS)) as string[];
  return [...changed, ...(await exerciseProblems(page)).map((problem) => `translated: ${problem}`)];
}

/** Waits until observers have run and charts are redrawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(SETTLED);
}

/** What Firefox says of a fraction that it lays out before it has read all of it; `MATH_PROBLEMS` looks at the whole. */
const HALF_READ = /^Incorrect number of children for <m\w+\/> tag/;

/** Adds to `problems` whatever the page at `address` says on the console, every error, and every request that leaves it. */
export function listen(page: Page, address: string, problems: string[]): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", ({ message }) => {
    if (!HALF_READ.test(message)) problems.push(`error: ${message}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !/^(data|blob):/.test(url)) problems.push(`request: ${url}`);
  });
}

/** What axe finds on the page as it stands, in the colours that it has. */
export async function axeProblems(page: Page): Promise<string[]> {
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
