/** What a lesson imports: the core, the charts, and the ways to show them in a notebook. */
export * from "./charts/index.js";
export * from "./core/index.js";
export * from "./notebook/index.js";
