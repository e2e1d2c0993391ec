/** What the translation of a page leaves alone: formulas, code, printed text, pictures and values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lives } from "../live/index.js";
import { exportLessons } from "../site/export.js";
import { liveFigure } from "../site/live.js";
import { markAsIs } from "../site/translation.js";

const page = (...cells: object[]): string =>
  exportLessons({
    notebooks: [{ name: "one", json: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } }],
  })[0]?.html ?? "";
const markdown = (source: string): object => ({ cell_type: "markdown", id: "text", metadata: {}, source });
const code = (source: string, ...outputs: object[]): object => ({
  ...{ cell_type: "code", id: "code", metadata: {}, execution_count: 1, source, outputs },
});
const printed = (text: string, name = "stdout"): object => ({ output_type: "stream", name, text });
const displayed = (data: object): object => ({ output_type: "display_data", metadata: {}, data });

/** The opening tags that `pattern` finds in the body. */
const tags = (html: string, pattern: RegExp): string[] =>
  [...html.slice(html.indexOf("<body>")).matchAll(pattern)].map(([tag]) => tag);

test("every formula is marked: in text, headings, contents, tables, captions, prompts and outputs", () => {
  const html = page(
    markdown("# Of $n$\n\n## And $m$\n\n$x$ and\n\n$$y$$\n\n| a |\n|---|\n| $z$ |"),
    code("f();", displayed({ "text/latex": "$$w$$" }), displayed({ "text/markdown": "so $v$" })),
  );
  const formulas = tags(html, /<span class="katex"[^>]*>/g);
  // the heading of level 2 stands in the contents too
  assert.equal(formulas.length, 8);
  for (const tag of formulas) assert.match(tag, / translate="no"/);
});

test("code and printed text are marked, errors too", () => {
  const error = { output_type: "error", ename: "E", evalue: "bad", traceback: ["E: bad"] };
  const html = page(
    markdown("# T\n\n```ts\nconst a = 1;\n```\n\n<pre>raw</pre>"),
    code("run();", printed("out"), printed("err", "stderr"), error, displayed({ "text/plain": "value" })),
    code("show();", displayed({ "text/html": "<pre>kept</pre><samp>s</samp>" })),
  );
  const blocks = tags(html, /<(?:pre|samp)\b[^>]*>/g);
  assert.equal(blocks.length, 10);
  for (const tag of blocks) assert.equal(tag.split('translate="no"').length, 2, tag);
});

test("table cells without a word are marked, sentences and what is marked already are not", () => {
  const kept = ["1e-9", "NaN", "x", "W = 0", "−1.5e−3", "&lt; n", "1.5 s"];
  for (const text of kept) assert.equal(markAsIs(`<td>${text}</td>`), `<td translate="no">${text}</td>`);
  const words = ["holds", "the loss", "document 004", "0.25", " ", "he"];
  for (const text of words) assert.equal(markAsIs(`<td>${text}</td>`), `<td>${text}</td>`);
  for (const html of [
    '<td class="text" translate="no">x</td>',
    '<table translate="no"><tr><td>x</td></tr></table>',
    '<pre class="code" translate="no">x</pre>',
    "<p>x</p>",
  ])
    assert.equal(markAsIs(html), html);
  assert.equal(markAsIs(markAsIs("<td>x</td><pre>y</pre>")), markAsIs("<td>x</td><pre>y</pre>"));
});

test("the pictures, values and choices of a live experiment are marked, its words are not", () => {
  for (const live of lives) {
    const html = liveFigure(live, {}, []);
    assert.match(html, /<div class="live-picture[^"]*" translate="no"/);
    for (const tag of tags(`<body>${html}`, /<(?:output|select|table)\b[^>]*>/g))
      assert.match(tag, / translate="no"/);
    for (const words of ["live-title", "live-caption", "live-sentence"])
      assert.doesNotMatch(
        tags(`<body>${html}`, new RegExp(`<\\w+ class="${words}"[^>]*>`, "g"))[0] ?? "",
        /translate/,
      );
  }
});
