// A script that runs inside a page under examination: it does to the page what a browser's translation does.

/**
 * Puts another text in the place of every text that may be translated, and says what of it must have stayed: formulas,
 * code, printed text, pictures, and values. Afterwards the page is as a reader of its translation has it.
 */
export const TRANSLATION_PROBLEMS = `(() => {
  const closed = "script, style, code, textarea, noscript, [translate=no], .notranslate";
  const texts = [];
  // without callbacks, which a page without scripts does not run
  const visit = (element) => {
    if (element.matches(closed)) return;
    for (const child of element.childNodes) {
      if (child.nodeType === 1) visit(child);
      if (child.nodeType === 3 && /\\p{L}/u.test(child.data)) texts.push(child);
    }
  };
  visit(document.body);
  for (const text of texts) {
    const font = document.createElement("font");
    font.textContent = "«" + text.data + "»";
    text.replaceWith(font);
  }
  const kept = ".katex, pre, code, samp, kbd, var, textarea, svg, .values td, .letter, .fault-message, .live-control output, .chart-control output, .live-control select, .chart-control select";
  const changed = [...document.querySelectorAll(kept)].filter((element) => element.querySelector("font"));
  const nameOf = (element) => (element.closest("[id]")?.id ?? "the page") + ": ";
  return [
    ...(texts.length === 0 ? ["nothing can be translated"] : []),
    ...changed.slice(0, 5).map((element) => nameOf(element) + "a translation changes " + element.tagName.toLowerCase() + " «" + element.textContent.trim().slice(0, 60) + "»"),
  ];
})()`;
