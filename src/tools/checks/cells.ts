/** Every code cell of a lesson as one TypeScript file, type-checked strictly and as the kernel does. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Cell, type Notebook, readNotebook } from "../notebook.js";
import { cacheDir, inRoot, lessonFiles, root, writeAtomically } from "../paths.js";
import { type Ended, printed, runCompiler, runNode } from "../programs.js";
import { declaredNames, parse } from "../syntax.js";
import { attempt, missing, type Part } from "./check.js";

/** A lesson's cells in one text, and for each line the cell it came from. */
export interface CellsFile {
  text: string;
  cells: { id: string; firstLine: number }[];
}

/** Joins the code cells in order. Every top-level name is exported, as the kernel does. */
export function cellsFile(notebook: Notebook): CellsFile {
  const lines: string[] = [];
  const cells: CellsFile["cells"] = [];
  const names = new Set<string>();
  for (const cell of notebook.cells.filter((cell: Cell) => cell.type === "code")) {
    lines.push(`// cell ${cell.id}`);
    cells.push({ id: cell.id, firstLine: lines.length + 1 });
    lines.push(...cell.source.split("\n"));
    for (const statement of parse("cell.ts", cell.source).statements)
      for (const name of declaredNames(statement)) names.add(name);
  }
  return { text: `${lines.join("\n")}\nexport { ${[...names].join(", ")} };\n`, cells };
}

/** The compiler's lines about `file` with their places given as cells; other lines unchanged. */
export function inCells(output: string, file: string, { cells }: CellsFile): string[] {
  const name = path.basename(file);
  return output.split("\n").flatMap((line) => {
    const match = /^(?:.*[\\/])?([^\\/(]+)\((\d+),(\d+)\): (.*)$/.exec(line);
    if (!match || match[1] !== name) return [];
    const place = Number(match[2]);
    const cell = cells.filter(({ firstLine }) => firstLine <= place).at(-1);
    if (!cell) return [];
    return [
      `${path.basename(name, ".ts")}, cell ${cell.id}, line ${place - cell.firstLine + 1}: ${match[4]}`,
    ];
  });
}

const common = { target: "ES2022", lib: ["ES2022"], esModuleInterop: true, pretty: false };
const strict = {
  ...common,
  module: "ESNext",
  moduleResolution: "bundler",
  strict: true,
  exactOptionalPropertyTypes: true,
  types: ["node"],
  skipLibCheck: true,
  noEmit: true,
};
/** As tslab's converter sets them; declarations are emitted since the kernel does so, library types checked. */
const asKernel = {
  ...common,
  module: "ESNext",
  moduleResolution: "node",
  lib: ["es2022"],
  declaration: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  jsx: "react",
  allowJs: true,
  checkJs: true,
  skipLibCheck: false,
  outDir: "out",
};

const kernelCompiler = inRoot("node_modules", "@tslab", "typescript-for-tslab", "lib", "tsc.js");

/** Type-checks every lesson's cells, and our own declarations as the kernel's compiler sees them. */
export const cellsPart: Part = {
  name: "cells",
  title: "Types of every cell, strictly and as the kernel checks them",
  run: async () => {
    const folder = path.join(cacheDir, "cells");
    fs.rmSync(folder, { recursive: true, force: true });
    const lessons = lessonFiles().map((file) => {
      const generated = path.join(folder, `${path.basename(file, ".ipynb")}.ts`);
      const joined = cellsFile(readNotebook(file));
      writeAtomically(generated, joined.text);
      return { generated, joined };
    });
    if (lessons.length === 0) return [missing("lessons", "there are none in notebooks/")];
    writeAtomically(path.join(folder, "all.ts"), 'export * from "initlab";\n');
    const config = (name: string, compilerOptions: object): string => {
      const file = path.join(folder, `${name}.json`);
      writeAtomically(file, JSON.stringify({ compilerOptions, include: ["*.ts"] }));
      return file;
    };
    const [ours, theirs] = await Promise.all([
      runCompiler(["-p", config("strict", strict)]),
      runNode([kernelCompiler, "-p", config("kernel", asKernel)]),
    ]);
    const perLesson = (title: string, ended: Ended) =>
      lessons.map(({ generated, joined }) =>
        attempt(`${path.basename(generated, ".ts")} ${title}`, async () =>
          inCells(ended.stdout, generated, joined),
        ),
      );
    const declarations = attempt("initlab's declarations, as the kernel", async () =>
      ownFaults(theirs.stdout),
    );
    const started = attempt("both compilers ran", async () =>
      [ours, theirs]
        .filter((ended) => ended.status === null || (ended.status > 0 && !ended.stdout))
        .map(printed),
    );
    return Promise.all([
      ...perLesson("strictly", ours),
      ...perLesson("as the kernel", theirs),
      declarations,
      started,
    ]);
  },
};

/** Errors in files of ours that are not cells. */
const ownFaults = (output: string): string[] =>
  output.split("\n").filter((line) => /^[^(]*\(\d+,\d+\): error/.test(line) && isOwn(line));

function isOwn(line: string): boolean {
  const file = path.resolve(root, line.slice(0, line.indexOf("(")));
  const relative = path.relative(root, file).replaceAll("\\", "/");
  return /^(src\/dist|node_modules\/initlab)\//.test(relative) || relative === ".cache/cells/all.ts";
}
