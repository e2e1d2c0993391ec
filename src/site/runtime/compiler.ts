// A worker that compiles cells: it gets the sources and answers with one compiled cell for each.
import { compileCell } from "../runtime-compile.js";

addEventListener("message", ({ data }) => {
  const { id, sources } = data as { id: number; sources: string[] };
  postMessage({ id, cells: sources.map(compileCell) });
});
