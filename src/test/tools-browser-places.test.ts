/** Where the tools look for browsers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserPlaces, chromium, firefox } from "../tools/browser-places.js";

test("Windows: the programs of both widths and of the user, whatever the case of the variables", () => {
  const env = {
    Path: "C:\\tools;D:\\bin",
    ProgramFiles: "C:\\Program Files",
    "ProgramFiles(x86)": "C:\\Program Files (x86)",
    LOCALAPPDATA: "C:\\Users\\a b\\AppData\\Local",
  };
  const places = browserPlaces(chromium, "CHROMIUM_PATH", env, "win32");
  assert.equal(places[0], "C:\\tools\\chromium.exe");
  for (const wanted of [
    "D:\\bin\\google-chrome.exe",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Users\\a b\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ])
    assert.ok(places.includes(wanted), wanted);
  assert.deepEqual(browserPlaces(firefox, "FIREFOX_PATH", { FIREFOX_PATH: "E:\\f\\firefox.exe" }, "win32"), [
    "E:\\f\\firefox.exe",
  ]);
});

test("macOS and Linux: Chrome, Chromium and Edge at their usual places", () => {
  const mac = browserPlaces(chromium, "CHROMIUM_PATH", {}, "darwin");
  assert.ok(mac.includes("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"));
  const linux = browserPlaces(chromium, "CHROMIUM_PATH", { PATH: "/usr/bin:relative::/opt/x y" }, "linux");
  assert.ok(linux.includes("/usr/bin/microsoft-edge") && linux.includes("/opt/x y/chromium"));
  assert.ok(linux.includes("/opt/microsoft/msedge/msedge") && linux.every((place) => place.startsWith("/")));
});

test("a browser that a variable names comes first, and only with its whole path", () => {
  const places = (CHROMIUM_PATH: string) =>
    browserPlaces(chromium, "CHROMIUM_PATH", { CHROMIUM_PATH, PATH: "/bin" }, "linux");
  assert.equal(places("/a b/chrome")[0], "/a b/chrome");
  assert.equal(places("chrome")[0], "/bin/chromium");
  assert.equal(places("")[0], "/bin/chromium");
});
