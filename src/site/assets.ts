// Loads what every page carries inside itself: the style sheet, the page's own scripts, and plotly.js.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { inkRules } from "../live/svg.js";
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
  live: LiveAssets;
}

/** What a page with live experiments carries besides. */
export interface LiveAssets {
  css: string;
  /** Mounts the experiments. */
  script: string;
  /** Runs in a Worker: the experiments themselves. */
  worker: string;
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
    live: {
      css: readFileSync(source("live.css"), "utf8") + inkRules((name) => `var(--live-${name})`),
      script: bundle("page/live.ts"),
      worker: bundle("page/live-worker.ts"),
    },
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
    // seedrandom asks for it only when no seed is given, and manages without
    external: ["crypto"],
    logLevel: "silent",
  });
  return guardScript(result.outputFiles[0].text.trim());
}
