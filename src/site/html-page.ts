// The frame of every page: head, policy, styles and scripts around a body, all in one file that fetches nothing.
import { createHash } from "node:crypto";
import type { Assets } from "./assets.js";
import { escapeHtml } from "./html.js";
import { inertElement } from "./inert.js";
import { katexCss } from "./katex-style.js";
import { markAsIs } from "./translation.js";

/** What differs from page to page; `body` holds everything between the skip link and the scripts. */
export interface PageParts {
  title: string;
  description: string;
  body: string;
  skipLabel: string;
  /** Whether plotly.js comes with the page. */
  charts: boolean;
  /** Whether live experiments are on the page: their script comes with it, and the Worker's, unread until it is needed. */
  lives?: boolean;
  /** Whether the code on the page can be run there, in a Worker of its own. */
  runs?: boolean;
}

const ICON =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><path d='M2 27c9 0 8-22 14-22s5 22 14 22' fill='none' stroke='#0072B2' stroke-width='3.5' stroke-linecap='round'/></svg>";

/** The place in a body where the script that opens the table of contents goes. */
export const CONTENTS_SCRIPT = "<!--contents-script-->";

/** The whole page. Its policy allows the scripts and the style sheet below, by hash, and no request at all. */
export function htmlPage(parts: PageParts, assets: Assets): string {
  const { title, description, body, skipLabel, charts, lives = false, runs = false } = parts;
  const scripts = [
    assets.headScript,
    assets.contentsScript,
    assets.pageScript,
    ...(lives ? [assets.live.script] : []),
  ];
  const [head, contents, ...end] = scripts.map((script) => `<script>${script}</script>`);
  // Plotly waits, compressed, until a chart comes near the window, and the Worker's script until an experiment does;
  // where code can be run, its runtime serves the experiments too.
  const later = charts ? { plotly: assets.plotly } : {};
  const inert = { ...later, ...(lives && !runs ? { "live-worker": assets.live.worker } : {}) };
  const waiting = Object.entries(inert).map(([id, text]) => inertElement(id, text));
  const math = katexCss(body);
  const css = [assets.css, math, ...(lives ? [assets.live.css] : [])].join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy([...scripts, ...Object.values(later)], [css], lives || runs)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
${notices(parts, math !== "")}
<style id="plotly.js-style-global" class="no-inline-styles">${css}</style>
${head}
</head>
<body>
<a class="skip-link" href="#content">${escapeHtml(skipLabel)}</a>
${markAsIs(body).replace(CONTENTS_SCRIPT, () => contents)}
${[...waiting, ...end].join("\n")}
</body>
</html>
`;
}

/** The Content-Security-Policy: style attributes are free, since they can reach nothing; pictures and fonts only out of the page itself. */
export function policy(scripts: string[], styles: string[], workers = false): string {
  return [
    "default-src 'none'",
    // a Worker takes the policy of its page; what is computed there is WebAssembly
    `script-src ${scripts.map(hash).join(" ")}${workers ? " 'wasm-unsafe-eval'" : ""}`,
    ...(workers ? ["worker-src blob:"] : []),
    "style-src 'unsafe-inline'",
    `style-src-elem ${styles.map(hash).join(" ")}`,
    "style-src-attr 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const hash = (text: string): string =>
  `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** The copyright lines that the licences of inlined works ask for. */
function notices({ body, charts, lives = false, runs = false }: PageParts, math: boolean): string {
  const works: [carried: boolean, notice: string][] = [
    [math, "KaTeX, Copyright (c) 2013-2020 Khan Academy and other contributors, MIT licence"],
    [charts, "plotly.js, Copyright Plotly, Inc., MIT licence"],
    [lives || runs, "seedrandom, Copyright 2019 David Bau, MIT licence"],
    [lives || runs, "leven, Copyright Sindre Sorhus, MIT licence"],
    [runs, "sucrase, Copyright (c) 2012-2018 various contributors, MIT licence"],
    [runs, "acorn, Copyright (C) 2012-2022 by various contributors, MIT licence"],
    [runs, "node-inspect-extracted, Copyright Node.js contributors, MIT licence"],
    [
      body.includes('id="runtime-mathjs"'),
      "mathjs, Copyright (C) 2013-2026 Jos de Jong, Apache License 2.0, and in it typed-function, Copyright (c) 2014-2024 Jos de Jong, complex.js and fraction.js, Copyright (c) 2025 Robert Eisele, MIT licence",
    ],
  ];
  const carried = works.filter(([there]) => there).map(([, notice]) => notice);
  return carried.length === 0 ? "" : `<!-- Contains: ${carried.join("; ")}. -->`;
}
