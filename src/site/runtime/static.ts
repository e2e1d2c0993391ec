// Stands in for `charts/static.ts` in the worker: a chart of the reader's run is drawn live at once and needs no still.
export { chartHeight } from "../../charts/static/read.js";

/** Nothing is drawn as a still here. */
export const undrawable = (): string => "stills";

/** No picture. */
export const staticChart = (): string => "";
