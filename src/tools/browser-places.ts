/** Where browsers are installed, on each system; Chrome's and Edge's places are those that Playwright knows. */
import * as path from "node:path";

/** A browser's names on the search path, and its files: below the folders of programs on Windows, whole elsewhere. */
interface Browser {
  names: readonly string[];
  windows: readonly string[];
  others: readonly string[];
}

/** Chromium and what is made of it. */
export const chromium: Browser = {
  names: [
    ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    ...["microsoft-edge", "microsoft-edge-stable"],
  ],
  windows: [
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ],
  others: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
  ],
};

/** Firefox. */
export const firefox: Browser = {
  names: ["firefox-esr", "firefox"],
  windows: ["Mozilla Firefox\\firefox.exe"],
  others: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
};

/** The value of a variable; on Windows its name may be written in capitals or not. */
function valueIn(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const key = Object.keys(env).find((each) => each.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

/**
 * The absolute paths at which a browser may be, the likeliest first: the one that the variable `named` holds, those on
 * the search path, the usual places.
 */
export function browserPlaces(
  { names, windows, others }: Browser,
  named: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const isWindows = platform === "win32";
  const { join, delimiter, isAbsolute } = isWindows ? path.win32 : path.posix;
  const value = (name: string): string => valueIn(env, name) ?? "";
  const onPath = value("PATH")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, isWindows ? `${name}.exe` : name)));
  const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "LOCALAPPDATA"].map(value);
  const below = folders.filter(Boolean).flatMap((folder) => windows.map((file) => join(folder, file)));
  return [value(named), ...onPath, ...(isWindows ? below : others)].filter((place) => isAbsolute(place));
}
