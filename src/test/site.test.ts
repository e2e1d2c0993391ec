// The exported page as text: what is escaped, typeset, allowed, ordered and weighed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { exportLessons } from "../site/export.js";
import { weightProblems } from "../site/weight.js";

const sample = readFileSync(new URL("../../test/fixtures/sample.ipynb", import.meta.url), "utf8");
const pages = exportLessons({
  notebooks: [
    { name: "02-why-not-a-constant", json: notebook([markdown("# Then why not some constant?")]) },
    { name: "01-sample", json: sample },
  ],
});
const page = pages[0].html;
const index = pages[3].html;

function notebook(cells: object[]): object {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

function markdown(source: string, tags: string[] = []): object {
  return { cell_type: "markdown", id: "text", metadata: { tags }, source };
}

function code(outputs: object[], source = "run();"): object {
  return { cell_type: "code", id: "code", metadata: {}, execution_count: 1, source, outputs };
}

function exported(...cells: object[]): string {
  return exportLessons({ notebooks: [{ name: "one", json: notebook(cells) }] })[0].html;
}

/** The article alone, without the scripts and styles around it. */
const article = (html: string): string => /<article[\s\S]*<\/article>/.exec(html)?.[0] ?? "";

test("exportLessons: one page per notebook in the order of their names, the experiments and the index last, the same bytes each time", () => {
  assert.deepEqual(
    pages.map(({ file }) => file),
    ["01-sample.html", "02-why-not-a-constant.html", "experiments.html", "index.html"],
  );
  assert.equal(exportLessons({ notebooks: [{ name: "01-sample", json: sample }] })[0].html.length > 0, true);
  const again = exportLessons({ notebooks: [{ name: "01-sample", json: JSON.parse(sample) }] });
  assert.equal(again[0].html, exportLessons({ notebooks: [{ name: "01-sample", json: sample }] })[0].html);
});

test("printed text is never read as HTML", () => {
  assert.ok(page.includes("&lt;b&gt;not bold&lt;/b&gt; &amp; $x$"));
  const html = exported(
    code([{ output_type: "stream", name: "stdout", text: "</pre><script>alert(1)</script>" }]),
    code([{ output_type: "display_data", metadata: {}, data: { "text/plain": "<img src=x>" } }]),
  );
  assert.ok(!article(html).includes("<script>alert"));
  assert.ok(!article(html).includes("<img src=x>"));
});

test("a cell tagged sheet is marked for the printer, and no other is", () => {
  const html = article(exported(markdown("# Rules", ["sheet"]), markdown("More."), code([])));
  const kinds = [...html.matchAll(/<div class="(cell[^"]*)"/g)].map(([, kind]) => kind);
  assert.deepEqual(kinds, ["cell markdown sheet", "cell markdown", "cell code"]);
});

test("a table of the notebook module passes through as it is", () => {
  const table = "<table><tr><th scope='col'>W</th></tr><tr><td>0</td></tr></table>";
  const html = exported(
    code([{ output_type: "display_data", metadata: {}, data: { "text/html": table, "text/plain": "W" } }]),
  );
  assert.ok(html.includes(table));
});

test("dollars of code and of prices stay dollars; dollars of mathematics are typeset", () => {
  const html = article(
    exported(
      markdown(
        "Pay $5 or $6, see `const a = $x$;` and \\$z\\$, but $y^2$.\n\n```bash\necho $HOME $PATH\n```\n\n| a | b |\n|---|---|\n| $|x|$ | `$1` |",
      ),
      code([], "const price = `$" + "{cost}$`;"),
    ),
  );
  const text = html.replace(/<[^>]*>/g, "");
  assert.ok(text.includes("Pay $5 or $6"));
  assert.ok(text.includes("const a = $x$;"));
  assert.ok(text.includes("$z$"));
  assert.ok(text.includes("echo $HOME $PATH"));
  assert.ok(text.includes("const price = `$" + "{cost}$`;"));
  assert.equal(html.match(/class="katex"/g)?.length, 2);
  assert.ok(html.includes("<td><code>$1</code></td>"));
});

test("mathematics in a fold's HTML and over several lines is typeset, with MathML beside it", () => {
  const html = article(
    exported(markdown("# T\n\n<details><summary>What is $w$?</summary>\n\n$$\na\n= b\n$$\n\n</details>")),
  );
  assert.equal(html.match(/<math /g)?.length, 2);
  assert.equal(html.match(/class="katex-display"/g)?.length, 1);
});

test("TeX that cannot be read stops the export, with the lesson and the cell named", () => {
  assert.throws(
    () => exported(markdown("# T\n\n$\\frac{1$")),
    /exportLessons: one, cell text: KaTeX parse error/,
  );
});

test("a picture that the page would have to fetch stops the export; an attachment is inlined", () => {
  assert.throws(() => exported(markdown("![a](https://example.org/a.png)")), /must be an attachment/);
  const cell = {
    ...markdown("![a net](attachment:a.png)"),
    attachments: { "a.png": { "image/png": "QUJD" } },
  };
  assert.ok(exported(cell).includes('<img src="data:image/png;base64,QUJD" alt="a net">'));
});

test("headings: one h1, no level skipped, each with an id of its own", () => {
  const html = exported(
    markdown("# Title\n\n#### Deep\n\n# Second title\n\n## Same\n\n## Same"),
    markdown("```ts\n# not a heading\n```"),
  );
  const headings = [...html.matchAll(/<h([1-6]) id="([^"]*)"/g)].map(([, level, id]) => [Number(level), id]);
  assert.deepEqual(headings, [
    [1, "title"],
    [2, "deep"],
    [2, "second-title"],
    [2, "same"],
    [2, "same-2"],
  ]);
  const levels = [...page.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
  assert.equal(levels.filter((level) => level === 1).length, 1);
  for (let at = 1; at < levels.length; at += 1) assert.ok(levels[at] <= levels[at - 1] + 1);
});

test("a lesson without a heading gets its name as one", () => {
  assert.match(
    exportLessons({ notebooks: [{ name: "03-chain-rule", json: notebook([markdown("Text.")]) }] })[0].html,
    /<h1>chain rule<\/h1>/,
  );
});

test("the policy forbids every request and allows exactly the scripts and styles of the page", () => {
  for (const { html } of pages) {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /https?:|\*|'self'/);
    const blocks = [...html.matchAll(/<(script|style)(?![^>]*application\/json)([^>]*)>([\s\S]*?)<\/\1>/g)];
    assert.ok(blocks.length >= 3);
    for (const [, , attributes, content] of blocks) {
      const packed = attributes.includes('data-form="gzip base64"');
      // What only a Worker runs is no script of the page.
      if (packed && !attributes.includes('id="plotly"')) continue;
      const text = packed ? gunzipSync(Buffer.from(content, "base64")).toString() : content;
      assert.ok(policy.includes(`'sha256-${createHash("sha256").update(text).digest("base64")}'`));
    }
  }
});

test("no page names anything to fetch", () => {
  for (const { html } of pages) {
    const outside = html.replace(/<script[\s\S]*?<\/script>/g, "");
    const sources = [...outside.matchAll(/\b(?:src|srcset)\s*=\s*["']?([^"' >]+)|url\(([^)]+)\)/g)];
    for (const [, attribute, style] of sources) assert.match(attribute ?? style, /^["']?data:/);
    assert.doesNotMatch(outside, /<link(?![^>]*href="data:)|@import/);
  }
});

test("a page carries the fonts of its formulas and no others, and plotly.js only with charts", () => {
  const fonts = (html: string): number => html.match(/@font-face/g)?.length ?? 0;
  const plain = exported(markdown("# No formula"));
  assert.equal(fonts(plain), 0);
  assert.ok(!plain.includes("Plotly, Inc"));
  const letters = exported(markdown("# T\n\n$x$"));
  assert.ok(fonts(letters) >= 1 && fonts(letters) <= 3);
  assert.ok(letters.includes("font-family:KaTeX_Math"));
  assert.ok(!letters.includes("@font-face{font-family:KaTeX_Fraktur"));
  assert.ok(exported(markdown("# T\n\n$\\mathfrak{x}$")).includes("@font-face{font-family:KaTeX_Fraktur"));
  assert.ok(page.includes("Plotly, Inc"));
});

test("a page stays below its weight, of which what runs its code may be a third", () => {
  assert.deepEqual(weightProblems(page), []);
  const hashes = Array.from({ length: 18_750 }, (_, i) => createHash("sha256").update(String(i)).digest());
  const filling = Buffer.concat(hashes).toString("base64");
  const runtime = `<script type="text/plain" id="runtime-x" data-form="gzip base64">${filling}</script>`;
  assert.deepEqual(weightProblems(runtime), []);
  assert.match(
    weightProblems(`<p>${filling}${filling}</p>`).join(),
    /compressed, the page without its runtime weighs/,
  );
  assert.match(
    weightProblems(runtime + runtime).join(),
    /^compressed, the page weighs \d+ bytes, at most 1100000/,
  );
  assert.match(
    weightProblems("a".repeat(2_300_000)).join(),
    /^the page without its runtime weighs 2300000 bytes/,
  );
});

test("links between notebooks become links between pages, others stay", () => {
  assert.ok(page.includes('<a href="02-why-not-a-constant.html">the next question</a>'));
  assert.ok(exported(markdown("[x](99-unknown.ipynb)")).includes('href="99-unknown.ipynb"'));
  assert.match(page, /<a class="next" rel="next" href="02-why-not-a-constant.html">/);
});

test("the index lists every lesson with its question and its minutes", () => {
  assert.match(index, /<a href="01-sample.html">/);
  assert.ok(index.includes("Why does a net with all weights at 0 not learn"));
  assert.ok(index.includes("25 min · 4 exercises"));
  assert.match(index, /<a href="02-why-not-a-constant.html">Then why not some constant\?<\/a>/);
});

test("the index says how many lessons there are and how long they take together, and where to begin", () => {
  const copies = (count: number): string => {
    const named = Array.from({ length: count }, (_, i) => ({ name: `0${i + 1}-copy`, json: sample }));
    return exportLessons({ notebooks: named }).at(-1)?.html ?? "";
  };
  assert.match(
    copies(3),
    /3 lessons, about 75 minutes with the exercises\. <a href="01-copy\.html">Begin with the first<\/a>/,
  );
  assert.match(copies(5), /5 lessons, about 2 hours with the exercises/);
  assert.doesNotMatch(copies(1), /Begin with the first/);
});

test("each chart is readable before a script runs: name, description, caption, table", () => {
  const figures = page.match(/<figure class="chart[\s\S]*?<\/figure>/g) ?? [];
  assert.equal(figures.length, 4);
  for (const figure of figures) {
    const id = /role="group" aria-labelledby="([^"]+)"/.exec(figure)?.[1];
    assert.match(figure, new RegExp(`<p class="chart-title" id="${id}">[^<]`));
    assert.match(figure, /<p class="chart-alt" id="[^"]+">[^<]+</);
    assert.match(figure, /<p class="chart-caption">/);
    assert.match(figure, /<th scope="col"[^>]*>[^<]+<\/th>[\s\S]*<td>/);
    JSON.parse(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(figure)?.[1] ?? "");
  }
  assert.match(figures[1], /<input type="range" [^>]*max="4"/);
  // Small multiples need a script; of the others there is a picture for the column and one for a phone.
  const pictures = figures.map((figure) => figure.match(/<svg [^>]*class="static-chart"/g)?.length ?? 0);
  assert.deepEqual(pictures, [2, 2, 2, 0]);
});

test("an exercise becomes one section: question, form, hint, folded check, folded answer", () => {
  const sections = page.match(/<section class="exercise"[\s\S]*?<\/section>/g) ?? [];
  assert.equal(sections.length, 4);
  const parts = ["<h3", "<form", 'class="fold hint"', 'class="fold check-code"', "<summary>Answer"];
  const places = parts.map((part) => sections[0].indexOf(part));
  assert.ok(places.every((place, at) => place > (places[at - 1] ?? -1)));
  assert.match(sections[0], /<label class="prompt" for="answer-slope">/);
  assert.equal(sections[1].match(/type="radio"/g)?.length, 4);
  assert.match(sections[1], /<fieldset[^>]*>\s*<legend/);
  assert.match(sections[3], /type="checkbox"/);
  const data = /data-exercise="([^"]*)"/.exec(sections[0])?.[1].replace(/&quot;/g, '"') ?? "";
  assert.deepEqual(JSON.parse(data), {
    id: "slope",
    kind: "number",
    expected: 4,
    tolerance: { relative: 0.001 },
  });
});

test("what is no notebook is refused by name", () => {
  assert.throws(
    () => exportLessons({ notebooks: [{ name: "x", json: "{" }] }),
    /readNotebook: x must be JSON/,
  );
  assert.throws(
    () => exportLessons({ notebooks: [{ name: "x", json: {} }] }),
    /x must be a notebook of nbformat 4/,
  );
});
