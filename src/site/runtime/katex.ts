// Stands in for `katex` in the worker: KaTeX itself where the page carries it, else the formula's source.
import type katex from "katex";
import { escapeHtml } from "../html.js";

type Katex = Pick<typeof katex, "renderToString">;

const fallback: Katex = { renderToString: (tex) => `<code>${escapeHtml(tex)}</code>` };

const door: Katex = {
  renderToString: (tex, options) =>
    ((globalThis as { __initlabKatex?: Katex }).__initlabKatex ?? fallback).renderToString(tex, options),
};

export default door;
