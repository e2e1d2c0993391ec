// Loads what every page carries inside itself: the style sheet, the page's own scripts, and plotly.js.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { guardScript } from "./html.js";

/** The texts that pages inline. */
export interface Assets {
  css: string;
  /** Runs in the head, before anything is drawn: the theme that the reader chose. */
  headScript: string;
  /** Runs right behind the table of contents: opens it where there is room. */
  contentsScript: string;
  /** Runs at the end of the page: everything else. */
  pageScript: string;
  plotly: string;
}

let loaded: Assets | undefined;

/** The assets, loaded once per process; they lie beside the sources, not in `dist`. */
export function pageAssets(): Assets {
  loaded ??= {
    css: readFileSync(source("style.css"), "utf8"),
    headScript: bundle("page/head.ts"),
    contentsScript: bundle("page/contents.ts"),
    pageScript: bundle("page/main.ts"),
    plotly: guardScript(readFileSync(resolve("plotly.js-cartesian-dist-min"), "utf8")),
  };
  return loaded;
}

const resolve = createRequire(import.meta.url).resolve;
const source = (path: string): string => fileURLToPath(new URL(`../../site/${path}`, import.meta.url));

function bundle(path: string): string {
  const result = buildSync({
    entryPoints: [source(path)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "ascii",
    logLevel: "silent",
  });
  return guardScript(result.outputFiles[0].text.trim());
}
