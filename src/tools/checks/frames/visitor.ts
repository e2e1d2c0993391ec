/** What a reader does on a page that stands in somebody else's frame, and what does not answer there. */
import type { Browser, Frame, Page } from "playwright-core";
import { exerciseProblems } from "../../../site/check-exercises.js";
import { CHART_COUNTS, DRAW_ALL } from "../../../site/check-layout.js";
import { patientContext } from "../../../site/check-patience.js";
import { PAGE, unlessStill } from "../../watchdog.js";
import { LiveOnPage } from "../live-on-page.js";
import { Hand, WITH_OUTPUTS } from "../run/hand.js";
import type { FrameKind } from "./kinds.js";
import { serve } from "./server.js";

/** What browsers say of a frame or a policy as such. */
const MEANT =
  /can escape its sandboxing|violates the following Content Security Policy|Content-Security-Policy/;

/** What is wrong with `page` in a frame of this kind. */
export async function frameFaults(browser: Browser, kind: FrameKind, page: string): Promise<string[]> {
  const served = await serve({ page, host: kind.host?.(page) ?? "", policy: kind.policy });
  const context = await patientContext(browser, { viewport: { width: 1280, height: 1000 } });
  const problems: string[] = [];
  try {
    const window = await context.newPage();
    listen(window, problems);
    if (kind.before) await window.addInitScript(kind.before);
    await window.goto(served.address + (kind.host ? "/" : "/page"));
    const frame = await frameIn(window, kind);
    await visit(frame, kind, problems);
  } finally {
    await context.close();
    served.close();
  }
  return problems;
}

/** In the host: gives its frame a size. */
const SHOW = 'Object.assign(document.querySelector("iframe").style, { width: "1200px", height: "900px" })';

/** Adds every error to `problems`. */
export function listen(window: Page, problems: string[]): void {
  const tell = (text: string): unknown => MEANT.test(text) || problems.push(text);
  window.on("pageerror", ({ message }) => tell(`error: ${message}`));
  window.on("console", (message) => message.type() === "error" && tell(`console: ${message.text()}`));
}

/** The page in the window, once its scripts have run, and it has a size. */
async function frameIn(window: Page, kind: FrameKind): Promise<Frame> {
  if (!kind.host) return window.mainFrame();
  const element = window.locator("iframe");
  const frame = await (await element.elementHandle())?.contentFrame();
  if (!frame) throw new Error("the host has no frame");
  if (kind.late) {
    await frame.locator("html[data-scripted]").waitFor({ state: "attached" });
    await window.evaluate(SHOW);
  }
  return frame;
}

async function visit(frame: Frame, kind: FrameKind, problems: string[]): Promise<void> {
  await theme(frame, problems);
  await place(frame);
  problems.push(...((await frame.evaluate(DRAW_ALL)) as string[]));
  const [figures, charts] = (await frame.evaluate(CHART_COUNTS)) as [number, number];
  if (figures !== charts) problems.push(`${charts} of ${figures} charts are drawn`);
  problems.push(...(await exerciseProblems(frame)));
  await live(frame, kind, problems);
  await run(frame, kind, problems);
}

/** The button for the theme changes it. */
export async function theme(frame: Frame, problems: string[]): Promise<void> {
  const button = frame.locator(".theme");
  const before = await button.getAttribute("aria-pressed");
  await button.click();
  const after = await button.getAttribute("aria-pressed");
  if (before === after) problems.push("the button for the theme does nothing");
}

/** In the page: presses the last link of the contents, and settles once the place can be seen to which it leads. */
const FOLLOW = `new Promise((done) => {
  const link = [...document.querySelectorAll(".toc a")].at(-1);
  const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const look = () => {
    const { top } = place.getBoundingClientRect();
    if (top > -2 && top < innerHeight) done(true);
  };
  addEventListener("scroll", look);
  link.click();
  look();
})`;

/** A link to a place on the page leads there. */
async function place(frame: Frame): Promise<void> {
  await unlessStill(() => "a link to a place leads nowhere", frame.evaluate(FOLLOW), PAGE);
}

/** The first experiment follows a slider. */
async function live(frame: Frame, { noWorkers }: FrameKind, problems: string[]): Promise<void> {
  const id = (await frame.evaluate('document.querySelector("figure.live").id')) as string;
  const here = new LiveOnPage(frame, id.replace("live-", ""));
  await here.come();
  const slider = here.figure.locator("input[type=range]:enabled").first();
  const press = (): Promise<void> => slider.press("ArrowRight");
  if (noWorkers) {
    const before = await here.sentence();
    await press();
    await here.saysOtherThan(before);
    if (!/cannot run here: no Worker/.test(await here.sentence()))
      problems.push(`without Workers an experiment says «${await here.sentence()}»`);
    return;
  }
  const before = await here.cells();
  await here.after("a slider", press);
  if (JSON.stringify(await here.cells()) === JSON.stringify(before))
    problems.push("an experiment does not follow its slider");
}

/** A changed cell runs, and the field takes what is written. */
async function run(frame: Frame, { noWorkers }: FrameKind, problems: string[]): Promise<void> {
  const hand = new Hand(frame, Number(await frame.evaluate(WITH_OUTPUTS)), problems);
  await hand.run('console.log("10 of 100\\r20");\n6 * 7');
  if (noWorkers) await hand.expect(hand.fault, /no Worker may be started here/, "without Workers a cell");
  else await hand.expect(hand.outputs, /^\s*20 of 100\s*42\s*$/, "a cell");
}
