/** Own notebooks: pictures in Markdown, in HTML and in outputs, and links between notebooks with any name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeAttributes } from "../site/attributes.js";
import { exportLessons } from "../site/export.js";
import { pageAddress, pageOf } from "../site/links.js";
import { settleHtml } from "../site/pictures.js";

const cell = (source: string, attachments = {}): object => ({
  ...{ cell_type: "markdown", id: "text", metadata: {}, source },
  attachments,
});
const shown = (data: object): object => ({
  ...{ cell_type: "code", id: "shown", metadata: {}, execution_count: 1, source: "run();" },
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});
const notebook = (...cells: object[]): object => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const article = (...cells: object[]): string =>
  /<article[\s\S]*<\/article>/.exec(
    exportLessons({ notebooks: [{ name: "one", json: notebook(...cells) }] })[0]?.html ?? "",
  )?.[0] ?? "";

const PNG = "data:image/png;base64,QUJD";
const files = {
  "a.png": { "image/png": "QUJD" },
  "my picture.png": { "image/png": ["QU", "JD\n"] },
  "Übung.png": { "image/png": "QUJD" },
  "100%.png": { "image/png": "QUJD" },
  "drawing.svg": { "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>" },
  "pasted.svg": { "image/svg+xml": "PHN2Zy8+" },
};

test("an attachment comes into the page, however its picture is written", () => {
  const sources = [
    "![x](attachment:a.png)",
    "![x][p]\n\n[p]: attachment:a.png",
    "text ![x](attachment:a.png) text",
    "[![x](attachment:a.png)](#there)",
    '<img src="attachment:a.png" width="50">',
    "<img SRC='attachment:a.png'>",
    "<IMG src=attachment:a.png>",
    "<img src = 'attachment:a.png' alt='a > b'/>",
    '<p align="center">\n  <img alt="x"\n       src="attachment:a.png"/>\n</p>',
    "inline <img src='attachment:a.png'> html",
    "![x](attachment:my%20picture.png)",
    "![x](<attachment:my picture.png>)",
    "<img src='attachment:my picture.png'>",
    "<img src='attachment:my%20picture.png'>",
    "![x](attachment:Übung.png)",
    "![x](attachment:%C3%9Cbung.png)",
    "![x](attachment:U\u0308bung.png)",
    "![x](attachment:100%.png)",
    "<img src='attachment:100%.png'>",
    '<video poster="attachment:a.png"></video>',
    "<table background='attachment:a.png'></table>",
    "> ![x](attachment:a.png)",
    "| a |\n|---|\n| ![x](attachment:a.png) |",
    "# Heading ![x](attachment:a.png)",
    "## Heading ![x](attachment:a.png)",
  ];
  for (const source of sources) {
    const html = exportLessons({ notebooks: [{ name: "one", json: notebook(cell(source, files)) }] })[0];
    assert.ok(html?.html.includes(PNG), source);
    assert.ok(!html?.html.includes("attachment:"), source);
  }
  assert.ok(article(cell("![x](attachment:drawing.svg)", files)).includes("data:image/svg+xml;base64,PHN2"));
  assert.ok(
    article(cell("![x](attachment:pasted.svg)", files)).includes("data:image/svg+xml;base64,PHN2Zy8+"),
  );
});

test("a picture that the page would have to fetch is refused, with its cell and its address", () => {
  const refused: [string, RegExp][] = [
    ["![x](https://example.org/a.png)", /cell text: .*picture must be an attachment.*example\.org/],
    ["![x][p]\n\n[p]: figures/a.png", /cell text: .*figures\/a\.png/],
    ["<img src='https://example.org/a.png'>", /cell text: .*example\.org/],
    ["<img src=//example.org/a.png>", /example\.org/],
    ["<img src='figures/a.png'>", /figures\/a\.png/],
    ["text <img alt='y' src=figures/a.png> text", /figures\/a\.png/],
    ["<img src='attachment:none.png'>", /attachment:none\.png/],
    ["![x](attachment:none.png)", /attachment:none\.png/],
    ["<img srcset='attachment:a.png 1x, b.png 2x'>", /got b\.png/],
    ["<picture>\n<source srcset='b.webp'>\n<img src='attachment:a.png'>\n</picture>", /got b\.webp/],
    ["<video src='film.mp4'></video>", /pictures only, got <video src="film\.mp4">/],
    ["<video><source src='film.mp4'></video>", /got <source src="film\.mp4">/],
    ["<audio src='data:audio/wav;base64,QUJD'></audio>", /got <audio src=/],
    ["<object data='a.svg'></object>", /got <object data="a\.svg">/],
    ["<embed src='a.pdf'>", /got <embed src="a\.pdf">/],
    ["<iframe src='https://example.org'></iframe>", /got <iframe src=/],
    ["<p style='background: url(a.png)'>x</p>", /got a\.png/],
    ["<svg><image href='a.png'/></svg>", /got a\.png/],
    ["<svg><image xlink:href='a.png'/></svg>", /got a\.png/],
    ["<img src='data:text/html,x'>", /got data:text/],
    ["# T ![x](a.png)", /got a\.png/],
    ["<p title='<!--'><img src='a.png'></p>", /got a\.png/],
    ["<p\nid=it's>\n<img alt=it's src=a.png>\n</p>", /got a\.png/],
  ];
  for (const [source, says] of refused) assert.throws(() => article(cell(source, files)), says, source);
  const html = { "text/html": "<img src='https://example.org/a.png'>" };
  assert.throws(() => article(shown(html)), /cell shown: .*example\.org/);
});

test("what needs nothing from outside stays as it is", () => {
  const sources = [
    `<img src="${PNG}" alt="x">`,
    "<svg><use href='#a'/><image href='#b'/></svg>",
    "<iframe src='about:blank'></iframe>",
    "<!-- <img src='a.png'> -->",
    "<img alt='src=a.png'>",
    "<p title=\"<img src='a.png'>\">x</p>",
    '<p title="<!-- ">x</p>',
    "<p style='color: red'>x</p>",
    "<a href='https://example.org/a.png'>x</a>",
  ];
  for (const source of sources) assert.equal(settleHtml(source, new Map()), source);
  assert.ok(article(cell("`<img src='a.png'>`\n\n```html\n<img src='a.png'>\n```")).includes("a.png"));
});

test("every picture of a set is taken, with what says when it is meant", () => {
  const set = settleHtml(
    `<img srcset="attachment:a.png 1x, attachment:my%20picture.png 2.5x,${PNG} 300w , attachment:a.png">`,
    new Map(),
    files,
  );
  assert.equal(set, `<img srcset="${PNG} 1x, ${PNG} 2.5x,${PNG} 300w , ${PNG}">`);
});

test("changeAttributes reads attributes as a browser does", () => {
  const seen: string[] = [];
  const html =
    "<A b=1 c = '2' D=\"3\" e f=g/h/><br/><i j='&lt;&amp;&#65;&#x42;'k=l><script>'<p q=r>'</script><textarea><u v=w></textarea><x y";
  changeAttributes(html, (tag, name, value) => void seen.push(`${tag} ${name}=${value}`));
  assert.deepEqual(seen, ["a b=1", "a c=2", "a d=3", "a f=g/h/", "i j=<&AB", "i k=l"]);
  const changed = changeAttributes("<a x='1' href=y z>t</a>", (_, name) =>
    name === "href" ? 'a"b&' : undefined,
  );
  assert.equal(changed, "<a x='1' href=\"a&quot;b&amp;\" z>t</a>");
});

const names = [
  "20-plain",
  "21-Übung",
  "22-가중치",
  "23-my notes",
  "25-a+b",
  "26-a#b",
  "27-100%",
  "28-a&b",
  "29-a?b",
];
const lessons = new Map(names.map((name) => [name, new Set(["first", "my_cell"])]));

test("a link to a notebook leads to its page, however the name is written", () => {
  const cases: [string, string][] = [
    ["20-plain.ipynb", "20-plain.html"],
    ["./20-plain.ipynb", "20-plain.html"],
    ["././x/../20-plain.ipynb", "20-plain.html"],
    ["20-plain.ipynb?a=1", "20-plain.html?a=1"],
    ["20-plain.ipynb#first", "20-plain.html#cell-first"],
    ["20-plain.ipynb#cell-id=my_cell", "20-plain.html#cell-my_cell"],
    ["20-plain.ipynb#a-heading", "20-plain.html#a-heading"],
    ["20-plain.ipynb#What-we-know-now?", "20-plain.html#what-we-know-now"],
    ["20-plain.ipynb?a#first", "20-plain.html?a#cell-first"],
    ["21-Übung.ipynb", "21-%C3%9Cbung.html"],
    ["21-%C3%9Cbung.ipynb", "21-%C3%9Cbung.html"],
    ["21-U\u0308bung.ipynb", "21-%C3%9Cbung.html"],
    ["22-가중치.ipynb#x", `${encodeURI("22-가중치")}.html#x`],
    [`${"22-가중치".normalize("NFD")}.ipynb`, `${encodeURI("22-가중치")}.html`],
    ["23-my notes.ipynb", "23-my%20notes.html"],
    ["23-my%20notes.ipynb", "23-my%20notes.html"],
    ["25-a+b.ipynb", "25-a+b.html"],
    ["25-a%2Bb.ipynb", "25-a+b.html"],
    ["26-a%23b.ipynb", "26-a%23b.html"],
    ["27-100%25.ipynb", "27-100%25.html"],
    ["27-100%.ipynb", "27-100%25.html"],
    ["28-a&b.ipynb", "28-a&b.html"],
    ["29-a%3Fb.ipynb", "29-a%3Fb.html"],
  ];
  for (const [href, page] of cases) assert.equal(pageOf(href, lessons), page, href);
  const elsewhere = [
    "99-unknown.ipynb",
    "sub/20-plain.ipynb",
    "../20-plain.ipynb",
    "/20-plain.ipynb",
    "https://example.org/20-plain.ipynb",
    "//example.org/20-plain.ipynb",
    "mailto:20-plain.ipynb",
    "#20-plain.ipynb",
    "20-plain.ipynb.txt",
    "20-plain.html",
    "",
  ];
  for (const href of elsewhere) assert.equal(pageOf(href, lessons), undefined, href);
});

test("the address of a page finds the page's file, whatever stands in its name", () => {
  for (const name of [...names, "a:b", "a;b,c", "50%25", "ünï", "'q'"]) {
    const { pathname } = new URL(pageAddress(name), "file:///pages/index.html");
    assert.equal(decodeURIComponent(pathname), `/pages/${name}.html`, name);
  }
});

test("links of every form are followed in text, in HTML and in outputs; neighbours and the index find their pages", () => {
  const links = [
    "[a](20-plain.ipynb)",
    "[a][r]\n\n[r]: 20-plain.ipynb",
    "<a href='20-plain.ipynb'>a</a>",
    "text <A class=x HREF=20-plain.ipynb>a</A>",
    "[a](<./20-plain.ipynb>)",
  ];
  const all = names.map((name) => ({ name, json: notebook(cell(`# ${name}\n\n${links.join("\n\n")}`)) }));
  const pages = exportLessons({ notebooks: all });
  for (const { html } of pages.slice(0, names.length))
    assert.equal(html.match(/href="20-plain\.html"[^>]*>a</gi)?.length, links.length);
  const index = pages.at(-1)?.html ?? "";
  for (const name of names)
    assert.ok(index.includes(`<li><a href="${pageAddress(name).replace(/&/g, "&amp;")}">`), name);
  const output = { "text/html": "<a href='21-Übung.ipynb#text'>x</a>" };
  const withOutput = exportLessons({ notebooks: [...all, { name: "30-x", json: notebook(shown(output)) }] });
  assert.match(withOutput[names.length]?.html ?? "", /<a href="21-%C3%9Cbung\.html#cell-text">/);
});
