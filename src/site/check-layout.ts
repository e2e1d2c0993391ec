// Scripts that run inside a page under examination: they draw its charts and measure where everything stands.

/** Settled once the observers of the page have run, and the charts near the window are drawn as wide as their frames. */
export const SETTLED = `new Promise((done) => {
  const isDrawn = (figure) => {
    const frame = figure.querySelector(".chart-frame");
    const { top, bottom } = frame.getBoundingClientRect();
    if (frame.clientWidth === 0) return true;
    if (figure.dataset.drawn === undefined) return top > innerHeight + 700 || bottom < -700;
    return Number(figure.dataset.drawn) === frame.clientWidth;
  };
  const look = () => {
    if (![...document.querySelectorAll("figure.chart")].every(isDrawn)) return;
    observer.disconnect();
    done();
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { attributeFilter: ["data-drawn"], childList: true, subtree: true });
  requestAnimationFrame(() => requestAnimationFrame(look));
})`;

/** Brings every chart near the window until it is drawn; says which changed the height of its frame. */
export const DRAW_ALL = `(async () => {
  const problems = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    const fold = figure.closest("details:not([open])");
    if (fold) fold.open = true;
    const frame = figure.querySelector(".chart-frame");
    const before = frame.getBoundingClientRect().height;
    figure.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise((done) => {
      const look = () => figure.dataset.drawn !== undefined && done();
      new MutationObserver(look).observe(figure, { attributeFilter: ["data-drawn"] });
      look();
    });
    const after = frame.getBoundingClientRect().height;
    if (Math.abs(after - before) > 1) problems.push(figure.id + ": its frame jumps from " + before + " to " + after + " pixels");
    if (fold) fold.open = false;
  }
  scrollTo({ top: 0, behavior: "instant" });
  return problems;
})()`;

/** How far the content goes beyond the page's width, and which chart texts are cut off. */
export const LAYOUT_PROBLEMS = `(() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push("the page is " + root.scrollWidth + " pixels wide");
  for (const figure of document.querySelectorAll("figure.chart")) {
    const frame = figure.querySelector(".chart-frame").getBoundingClientRect();
    for (const text of figure.querySelectorAll(".main-svg text, .chart-still text")) {
      const box = text.getBoundingClientRect();
      if (box.width === 0 || frame.width === 0) continue;
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 2) problems.push(figure.id + ": the text «" + text.textContent + "» is cut by " + Math.round(out) + " pixels");
    }
    for (const legend of figure.querySelectorAll(".main-svg .legend:has(.legendtext)")) {
      const ground = legend.querySelector(".bg").getBoundingClientRect();
      for (const text of legend.querySelectorAll(".legendtext")) {
        const out = text.getBoundingClientRect().right - ground.right;
        if (out > 1) problems.push(figure.id + ": the legend cuts «" + text.textContent + "» by " + Math.round(out) + " pixels");
      }
    }
  }
  return problems;
})()`;

/** Which pieces of MathML have too few or too many parts. */
export const MATH_PROBLEMS = `(() => {
  const parts = { mfrac: 2, mroot: 2, msub: 2, msup: 2, mover: 2, munder: 2, msubsup: 3, munderover: 3 };
  return [...document.querySelectorAll(Object.keys(parts).join())]
    .filter((piece) => piece.children.length !== parts[piece.localName])
    .map((piece) => "a " + piece.localName + " with " + piece.children.length + " parts: " + piece.closest("math").textContent);
})()`;

/** The number of charts, and of those in whose plot area a mark is drawn. */
export const CHART_COUNTS = `[
  document.querySelectorAll("figure.chart").length,
  [...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.querySelector(".cartesianlayer .mlayer :is(path, image)")).length,
]`;

/** Tables whose filter does not leave exactly the rows of the value chosen, for each key and its last value. */
export const FILTER_PROBLEMS = `[...document.querySelectorAll("table[data-filter]")].flatMap((table) => {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const box = (table.closest(".scroll") ?? table).previousElementSibling;
  const selects = box?.matches(".filter") ? [...box.querySelectorAll("select")] : [];
  const choose = (select, index) => {
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change"));
  };
  return table.dataset.filter.split(" ").flatMap((key, i) => {
    if (!selects[i]) return ["the filter for " + key + " is missing"];
    choose(selects[i], selects[i].length - 1);
    const seen = rows.filter((row) => row.getClientRects().length > 0);
    const fit = rows.filter((row) => row.dataset[key] === selects[i].value);
    const told = box.querySelector("output").value;
    choose(selects[i], 0);
    const whole = rows.every((row) => row.getClientRects().length > 0);
    const right = fit.length > 0 && fit.length === seen.length && fit.every((row) => seen.includes(row));
    const said = told === seen.length + " of " + rows.length + " rows";
    return right && said && whole ? [] : ["the filter for " + key + " shows " + seen.length + " rows and says " + told];
  });
})`;
