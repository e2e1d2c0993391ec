/** A reader who wants no motion: a running experiment changes twice a second at most, however much is changed meanwhile. */
import type { Browser } from "playwright-core";
import { patientContext } from "../../site/check-patience.js";
import { LiveOnPage } from "./live-on-page.js";

/** How many pictures are waited for, and the least milliseconds that they take: without haste it is half a second each. */
const PICTURES = 8;
const LEAST = 1500;

/** What goes wrong when the symmetry explorer runs for such a reader, who moves a slider while it runs. */
export async function calmFaults(browser: Browser, address: string): Promise<string[]> {
  const context = await patientContext(browser, { reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const here = new LiveOnPage(page, "symmetry");
    await here.come();
    await here.input("run").press("Enter");
    for (let press = 0; press < 8; press++) {
      await here.input("weight").press(press % 2 ? "ArrowLeft" : "ArrowRight");
      await here.pictures(1);
    }
    const taken = await here.pictures(PICTURES);
    if (taken >= LEAST) return [];
    return [`${PICTURES} pictures in ${Math.round(taken)} ms, where motion is not wanted`];
  } finally {
    await context.close();
  }
}
