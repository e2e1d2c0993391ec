/** The TypeScript blocks of README.md: compiled strictly and run. */
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheDir, inRoot, root, writeAtomically } from "../paths.js";
import { printed, runCompiler, runNode } from "../programs.js";
import { attempt, missing, type Part } from "./check.js";

/** The contents of the fenced blocks in a language, with the line each starts at. */
export function fencedBlocks(markdown: string, language: string): { line: number; code: string }[] {
  const blocks = markdown.matchAll(new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\``, "gm"));
  return [...blocks].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length + 1,
    code: match[1] as string,
  }));
}

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  strict: true,
  types: ["node"],
  skipLibCheck: true,
  rootDir: ".",
  outDir: "out",
};

/** One check per block: it compiles and runs to its end. */
export const readmePart: Part = {
  name: "readme",
  title: "README: its code compiles and runs",
  run: async () => {
    const readme = inRoot("README.md");
    if (!fs.existsSync(readme)) return [missing("README.md", "there is none")];
    const folder = path.join(cacheDir, "readme");
    fs.rmSync(folder, { recursive: true, force: true });
    writeAtomically(path.join(folder, "package.json"), '{ "type": "module" }\n');
    const blocks = fencedBlocks(fs.readFileSync(readme, "utf8"), "ts");
    return Promise.all(
      blocks.map(({ line, code }) =>
        attempt(`README.md, line ${line}`, async () => {
          const name = `line-${line}`;
          writeAtomically(path.join(folder, name, "block.ts"), `${code}\nexport {};\n`);
          const config = path.join(folder, name, "tsconfig.json");
          writeAtomically(config, JSON.stringify({ compilerOptions, files: ["block.ts"] }));
          const compiled = await runCompiler(["-p", config]);
          if (compiled.status !== 0) return [printed(compiled)];
          const ended = await runNode([path.join(folder, name, "out", "block.js")], { cwd: root });
          return ended.status === 0 ? [] : [printed(ended)];
        }),
      ),
    );
  },
};
