// KaTeX for the worker, as a script of its own: only the pages of lessons with formulas in their outputs carry it.
import katex from "katex";

Object.assign(globalThis, { __initlabKatex: katex });
