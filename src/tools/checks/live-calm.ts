/** A reader who wants no motion: a running experiment changes twice a second at most, however much is changed meanwhile. */
import type { Browser } from "playwright-core";
import { LiveOnPage } from "./live-on-page.js";

/** How long the pictures are counted, in milliseconds, and how many there may be. */
const WATCHED = 3000;
const MOST = 9;

/** In the page: counts the pictures that `#live-symmetry` shows from now on. */
const COUNT = `(() => {
  window.pictures = 0;
  const picture = document.querySelector("#live-symmetry .live-wide");
  new MutationObserver(() => { window.pictures += 1; }).observe(picture, { childList: true });
})()`;

/** What goes wrong when the symmetry explorer runs for such a reader, who moves a slider while it runs. */
export async function calmFaults(browser: Browser, address: string): Promise<string[]> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const here = new LiveOnPage(page, "symmetry");
    await here.come();
    await here.input("run").press("Enter");
    for (let press = 0; press < 8; press++) {
      await here.input("weight").press(press % 2 ? "ArrowLeft" : "ArrowRight");
      await page.waitForTimeout(170);
    }
    await page.evaluate(COUNT);
    await page.waitForTimeout(WATCHED);
    const pictures = Number(await page.evaluate("window.pictures"));
    if (pictures > 1 && pictures <= MOST) return [];
    return [`${pictures} pictures in ${WATCHED / 1000} seconds, where motion is not wanted`];
  } finally {
    await context.close();
  }
}
