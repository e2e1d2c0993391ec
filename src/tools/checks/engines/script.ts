/** The program of the engines check as one plain script, for Node, for a page and for a Web Worker. */
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const program = fileURLToPath(new URL("./program.js", import.meta.url));

/** seedrandom asks for Node's crypto to seed itself; seeded streams never use it. */
const withoutCrypto: Plugin = {
  name: "without-crypto",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^crypto$/ }, () => ({ path: "crypto", namespace: "none" }));
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** A script for any engine that sets `globalThis.engineReport`. */
export async function engineScript(): Promise<string> {
  const built = await build({
    stdin: {
      contents: 'import { engineReport } from "./program.js"; globalThis.engineReport = engineReport();',
      resolveDir: path.dirname(program),
      loader: "js",
    },
    bundle: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    plugins: [withoutCrypto],
    write: false,
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
