/** Checks that run nothing: formatting and lint, and the strict types of every part of `src`. */
import * as path from "node:path";
import { inRoot, listFiles, root } from "../paths.js";
import { printed, runCompiler, runNode } from "../programs.js";
import { attempt, type Part } from "./check.js";

/** Biome over the whole project; a warning fails too. */
export const stylePart: Part = {
  name: "style",
  title: "Formatting and lint (biome)",
  run: async () => [
    await attempt("biome check", async () => {
      const biome = inRoot("node_modules", "@biomejs", "biome", "bin", "biome");
      const ended = await runNode([biome, "check", "--error-on-warnings", "--colors=off", root]);
      return ended.status === 0 ? [] : [printed(ended)];
    }),
  ],
};

/** One strict compile per `tsconfig.json` under `src`. */
export const typesPart: Part = {
  name: "types",
  title: "Strict types",
  run: async () => {
    const skip = /(^|\/)(dist|node_modules)\//;
    const configs = listFiles(
      inRoot("src"),
      (name) => /(^|\/)tsconfig\.json$/.test(name) && !skip.test(name),
    );
    return Promise.all(
      configs.map((config) =>
        attempt(`src/${path.posix.dirname(config)}`.replace(/\/\.$/, ""), async () => {
          const ended = await runCompiler(["-p", inRoot("src", config), "--noEmit"]);
          return ended.status === 0 ? [] : [printed(ended)];
        }),
      ),
    );
  },
};
