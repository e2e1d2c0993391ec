// The exporter's parts that need no page: answers, chart layouts, controls, numbers, and the writing of files.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { formatNumber } from "../charts/number.js";
import { isNeutral } from "../charts/static/neutral.js";
import { chartHeight } from "../charts/static.js";
import { buildPages } from "../site/build.js";
import { wrapText } from "../site/chart-axes.js";
import { chartControls } from "../site/chart-controls.js";
import { PALETTES, pageLayout } from "../site/chart-look.js";
import { withoutTexts, withTexts } from "../site/chart-texts.js";
import {
  escapeHtml,
  followLessons,
  formatValue,
  guardScript,
  namelessHeads,
  plainText,
  scriptJson,
} from "../site/html.js";
import { judge, readNumber } from "../site/judge.js";
import { pageState, renderMarkdown } from "../site/markdown.js";
import { extractMath, fillPlaces } from "../site/math.js";

test("readNumber: points, commas, minus signs, powers of ten, fractions; NaN for the rest", () => {
  const cases: [string, number][] = [
    ["0.25", 0.25],
    ["0,25", 0.25],
    ["−3", -3],
    ["1/4", 0.25],
    ["2.5e-3", 0.0025],
    ["2 × 10^-3", 0.002],
    ["10^4", 10_000],
    ["100", 100],
    ["1024", 1024],
    ["10240000000000000000", 1.024e19],
    ["1.2×10⁻⁸", 1.2e-8],
    ["10⁴", 10_000],
    ["", Number.NaN],
    ["about 3", Number.NaN],
    ["1/2/3", Number.NaN],
  ];
  for (const [text, value] of cases) assert.ok(Object.is(readNumber(text), value), text);
});

test("readNumber reads back every number that JavaScript writes", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => readNumber(String(x)) === x),
    { seed: 1, numRuns: 500 },
  );
});

test("readNumber reads back whole numbers", () => {
  fc.assert(
    fc.property(fc.integer(), (x) => readNumber(String(x)) === x),
    { seed: 1, numRuns: 500 },
  );
});

test("judge: number within the tolerance, choice by index or text, text apart from spelling", () => {
  const number = { id: "n", kind: "number" as const, prompt: "", expected: 4, tolerance: 0.01 };
  assert.equal(judge(number, "4.01").outcome, "right");
  assert.equal(judge(number, "4.02").outcome, "wrong");
  assert.equal(judge(number, "-4").message, "The size is right, the sign is not.");
  assert.equal(judge(number, "four").outcome, "unreadable");
  assert.equal(judge({ ...number, tolerance: { relative: 0.01 } }, "4.04").outcome, "right");
  assert.equal(judge({ ...number, tolerance: { relative: 0.01 } }, "4.05").outcome, "wrong");
  const choice = { id: "c", kind: "choice" as const, prompt: "", choices: ["a", "b"] };
  assert.equal(judge({ ...choice, expected: 1 }, "1").outcome, "right");
  assert.equal(judge({ ...choice, expected: "b" }, "1").outcome, "right");
  assert.equal(judge({ ...choice, choices: ["one", "two"], expected: "b" }, "1").outcome, "right");
  assert.equal(judge({ ...choice, expected: "b" }, "0").outcome, "wrong");
  assert.equal(judge({ ...choice, expected: "b" }, "").outcome, "unreadable");
  const text = { id: "t", kind: "text" as const, prompt: "", expected: ["symmetry", "the symmetry"] };
  assert.equal(judge(text, " Symmetry. ").outcome, "right");
  assert.equal(judge(text, "luck").outcome, "wrong");
});

test("scriptJson: no markup survives, the data does, fractions to 7 digits", () => {
  const data = { text: "</script><!--", x: 1 / 3, n: 123456789012 };
  const json = scriptJson(data);
  assert.ok(!json.includes("<"));
  assert.deepEqual(JSON.parse(json), { ...data, x: 0.3333333 });
});

test("guardScript breaks up what would end a script", () => {
  assert.equal(guardScript('"</script>"; "<!--"'), '"<\\/script>"; "<\\!--"');
});

test("plainText reads back what escapeHtml wrote", () => {
  fc.assert(
    fc.property(fc.string(), (text) => plainText(escapeHtml(text)) === text),
    { seed: 1 },
  );
});

test("formatValue: 5 digits, true minus signs, integers whole", () => {
  assert.deepEqual([1 / 3, -0.5, 1e-9, 300, "text", null].map(formatValue), [
    "0.33333",
    "−0.5",
    "1e−9",
    "300",
    "text",
    "",
  ]);
});

test("extractMath and fillPlaces give any text back when formulas are written as they stood", () => {
  const piece = fc.constantFrom(
    "$",
    "$$",
    "x",
    " ",
    "\n",
    "`",
    "```\n",
    "\\",
    "5",
    "<b>",
    "|",
    "\\begin{align}",
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const source = pieces.join("");
      const { text, formulas } = extractMath(source);
      assert.equal(
        fillPlaces(text, formulas, (formula) => formula.source),
        source,
      );
    }),
    { seed: 1 },
  );
});

test("renderMarkdown keeps a percent sign with its number and a size on one line, but not in code", () => {
  const html = renderMarkdown("Of 100 × 100 weights 92 % and `3 % 2` × 5", pageState());
  assert.match(html, /Of 100\u00a0×\u00a0100 weights 92\u00a0% and <code>3 % 2<\/code> × 5/);
});

test("a formula keeps the bracket before it and the comma or the ending behind it on its line", () => {
  const html = renderMarkdown("Of ($n$), $k$-fold, or $x$ alone.", pageState());
  assert.equal(html.split('<span class="kept">').length, 3);
  assert.ok(html.includes('Of <span class="kept">(<span class="katex">'));
  assert.match(html, /<\/span>\),<\/span> <span class="kept"><span class="katex">/);
  assert.match(html, /<\/span>-fold,<\/span> or <span class="katex">/);
  const long = "a + b + c + d + e + f + g + h + i + j";
  assert.ok(!renderMarkdown(`$${long}$, then`, pageState()).includes("kept"));
});

test("a quotation that begins with a bold Note. becomes a side note before what it follows", () => {
  const source =
    "First.\n\nText.\n\n> **Note.** Beside $x$.\n>\n> More.\n\nLast.\n\n> A quotation. **Note.**";
  const html = renderMarkdown(source, pageState());
  const places = [
    "<p>First.</p>",
    '<div class="noted">',
    '<aside class="sidenote" role="note">',
    "<strong>Note.</strong> Beside <span",
    "<p>More.</p>",
    "</aside>",
    "<p>Text.</p>",
    "</div>",
    "<p>Last.</p>",
    "<blockquote>",
  ].map((part) => html.indexOf(part));
  assert.ok(
    places.every((place, i) => place > (places[i - 1] ?? -1)),
    html,
  );
  assert.match(renderMarkdown("> **Note.** Alone.", pageState()), /^<aside class="sidenote" role="note">/);
});

test("pageLayout: the theme's colours, no title, no controls, the figure itself untouched", () => {
  const layout = {
    title: { text: "A finding<br>in two lines" },
    height: 400,
    margin: { t: 60, l: 8 },
    sliders: [{ pad: { t: 62 } }],
    legend: { x: 1, y: 1 },
    xaxis: { title: { text: "layer" }, gridcolor: "#fff" },
    annotations: [
      { text: "grey", font: { color: "#444" } },
      { text: "blue", font: { color: "#0072B2" } },
      { text: "chip", bgcolor: "#fff", font: { color: "#222" } },
    ],
    dragmode: false,
  };
  const before = structuredClone(layout);
  const page = pageLayout(layout, [{ yaxis: "y2" }], 320, PALETTES.dark);
  assert.deepEqual(layout, before);
  assert.equal(page.title, undefined);
  assert.equal(page.sliders, undefined);
  assert.equal(page.height, 400 - 48 - 84);
  const xaxis = page.xaxis as { gridcolor: string; fixedrange: boolean };
  assert.equal(xaxis.gridcolor, PALETTES.dark.grid);
  assert.equal(xaxis.fixedrange, true);
  assert.ok("yaxis2" in page);
  assert.equal((page.legend as { xref: string }).xref, "container");
  const colours = (page.annotations as { font: { color: string } }[]).map(({ font }) => font.color);
  assert.deepEqual(colours, [PALETTES.dark.text, "#0072B2", "#222"]);
});

test("chartHeight: 400 unless the layout says, never below 160", () => {
  assert.equal(chartHeight({}), 400);
  assert.equal(chartHeight({ height: 300 }), 300);
  assert.equal(chartHeight({ height: 50 }), 160);
});

test("chart texts have a contrast of 4.5 on the page in both themes", () => {
  const light = (hex: string): number => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  assert.ok(contrast(PALETTES.light.text, "#fffdf9") >= 4.5);
  assert.ok(contrast(PALETTES.dark.text, "#14161a") >= 4.5);
});

test("isNeutral: greys and no colour at all; not the colours that mean something", () => {
  assert.deepEqual(
    [undefined, "#444", "#767676", "black", "#0072B2", "#D55E00", "rgba(1, 2, 3, 1)"].map(isNeutral),
    [true, true, true, true, false, false, false],
  );
});

test("wrapText: no line longer than asked for, unless one word is; no tag torn apart", () => {
  assert.equal(wrapText("one two three four", 9), "one two<br>three<br>four");
  assert.equal(
    wrapText('<span style="color: red">std of</span> h', 40),
    '<span style="color: red">std of</span> h',
  );
});

test("chartControls: sliders, buttons, lists; frames without a slider get one", () => {
  const step = { label: "0.1", method: "animate", args: [["0.1"], {}] };
  const [buttons, slider] = chartControls({
    updatemenus: [{ type: "buttons", buttons: [{ label: "Play", method: "animate", args: [null] }] }],
    sliders: [{ active: 0, currentvalue: { prefix: "std of the weights: " }, steps: [step] }],
  });
  assert.deepEqual([buttons.kind, buttons.steps[0].label], ["buttons", "Play"]);
  assert.deepEqual([slider.kind, slider.label, slider.steps[0]], ["slider", "std of the weights", step]);
  assert.equal(chartControls({}, [{ name: "a" }, { name: "b" }])[0].steps.length, 2);
  assert.deepEqual(chartControls({}), []);
});

test("texts that repeat a trace's values stay out of the page and come back as they were", () => {
  const y = Array.from({ length: 40 }, (_, i) => 1 / (i + 3));
  const text = y.map((value) => formatNumber(value));
  const own = text.map((word, i) => (i === 7 ? "seven" : word));
  for (const trace of [
    { type: "scatter", x: [], y, text },
    { type: "scatter", y, text: own },
    { type: "bar", orientation: "h", x: y, y: ["a"], text: y.map((value) => formatNumber(value, 3)) },
  ]) {
    const short = withoutTexts(trace);
    assert.equal("text" in short, false);
    assert.deepEqual(withTexts(JSON.parse(JSON.stringify(short))), trace);
  }
  const words = { type: "scatter", y: [1, 2], text: ["x", "y"] };
  assert.equal(withoutTexts(words), words);
  assert.equal(withTexts(words), words);
});

test("buildPages: writes every page, removes pages that are gone, and changes nothing when one lesson fails", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pages with spaces "));
  const lesson = (source: string): string =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, cells: [{ cell_type: "markdown", id: "a", source }] });
  const [notebooks, pages] = [folder, join(folder, "pages")];
  try {
    await writeFile(join(notebooks, "01-a.ipynb"), lesson("# A"));
    await writeFile(join(notebooks, "02-b.ipynb"), lesson("# B"));
    assert.deepEqual(await buildPages(notebooks, pages), [
      "01-a.html",
      "02-b.html",
      "experiments.html",
      "index.html",
    ]);
    const good = await readFile(join(pages, "01-a.html"), "utf8");
    await writeFile(join(notebooks, "01-a.ipynb"), lesson("# Changed"));
    await writeFile(join(notebooks, "02-b.ipynb"), lesson("# B $\\frac{$"));
    await assert.rejects(buildPages(notebooks, pages), /02-b, its title/);
    assert.equal(await readFile(join(pages, "01-a.html"), "utf8"), good);
    await rm(join(notebooks, "02-b.ipynb"));
    await buildPages(notebooks, pages);
    assert.deepEqual((await readdir(pages)).sort(), ["01-a.html", "experiments.html", "index.html"]);
    assert.match(await readFile(join(pages, "01-a.html"), "utf8"), /Changed/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("followLessons leads to pages and their cells; namelessHeads makes plain cells of empty heads", () => {
  assert.equal(
    followLessons('<a href="05-xavier.ipynb#verdicts">'),
    '<a href="05-xavier.html#cell-verdicts">',
  );
  assert.equal(followLessons('<a href="05-xavier.ipynb">'), '<a href="05-xavier.html">');
  assert.equal(
    followLessons('<a href="https://a.example/05-x.ipynb">'),
    '<a href="https://a.example/05-x.ipynb">',
  );
  assert.equal(namelessHeads("<tr><th> </th><th>a</th></tr>"), "<tr><td></td><th>a</th></tr>");
});
