/** The browsers of the checks: found where they are installed, started without a window, and closed behind the work. */
import { type Browser, chromium } from "playwright-core";
import { findChromium, findFirefox } from "../programs.js";
import { unlessStill } from "../watchdog.js";
import { type Check, missing } from "./check.js";
import { launchFirefox } from "./firefox.js";

/** A browser that pages are checked in. */
export type BrowserName = "Chromium" | "Firefox";

interface Installed {
  find(): string | undefined;
  /** The variable that can name it. */
  variable: string;
  launch(executablePath: string): Promise<Browser>;
}

const browsers: Readonly<Record<BrowserName, Installed>> = {
  Chromium: {
    find: findChromium,
    variable: "CHROMIUM_PATH",
    launch: (executablePath) => chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 0 }),
  },
  Firefox: { find: findFirefox, variable: "FIREFOX_PATH", launch: launchFirefox },
};

/** The checks that `work` does in a browser. If it is not installed, they are missing under the name `title`. */
export async function checksIn(
  name: BrowserName,
  work: (browser: Browser) => Promise<Check[]>,
  title: string = name,
): Promise<Check[]> {
  const { find, variable, launch } = browsers[name];
  const executablePath = find();
  if (!executablePath) return [missing(title, `not found: install ${name} or set ${variable}`)];
  const browser = await unlessStill(() => `${name} starts`, launch(executablePath));
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
