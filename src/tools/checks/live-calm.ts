/** A reader who wants no motion: a running experiment changes twice a second at most, however much is changed meanwhile. */
import type { Browser } from "playwright-core";
import { LiveOnPage } from "./live-on-page.js";

/** How many pictures are waited for, and the least milliseconds that they take: without haste it is half a second each. */
const PICTURES = 8;
const LEAST = 1500;

/** In the page: the milliseconds until `#live-symmetry` has shown so many pictures more. A busy machine only makes them more. */
const WATCH = `new Promise((resolve, reject) => {
  const begun = performance.now();
  let pictures = 0;
  const watch = () => {
    pictures += 1;
    if (pictures === ${PICTURES}) resolve(performance.now() - begun);
  };
  new MutationObserver(watch).observe(document.querySelector("#live-symmetry .live-wide"), { childList: true });
  setTimeout(() => reject(new Error("the experiment stands still")), 60000);
})`;

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
    const taken = Number(await page.evaluate(WATCH));
    if (taken >= LEAST) return [];
    return [`${PICTURES} pictures in ${Math.round(taken)} ms, where motion is not wanted`];
  } finally {
    await context.close();
  }
}
