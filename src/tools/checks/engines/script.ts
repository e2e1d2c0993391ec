/** The program as one plain script, and the pages that a browser runs it in. */
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const program = fileURLToPath(new URL("./program.js", import.meta.url));

/** A script for any engine; it sets `globalThis.engineReport`. */
export async function engineScript(): Promise<string> {
  const built = await build({
    stdin: {
      contents: `import { engineReport } from "./program.js"; globalThis.engineReport = engineReport();`,
      resolveDir: path.dirname(program),
      loader: "js",
    },
    bundle: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2022",
    write: false,
    logLevel: "silent",
    // seedrandom asks for Node's crypto where there is one; seeded streams never use it.
    alias: { crypto: "./nothing.js" },
    plugins: [
      {
        name: "nothing",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^(crypto|\.\/nothing\.js)$/ }, () => ({ path: "nothing", namespace: "nothing" }));
          onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {}" }));
        },
      },
    ],
  });
  return built.outputFiles[0]?.text ?? "";
}
