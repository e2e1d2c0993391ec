// Turns the TypeScript of a cell into JavaScript, line for line where it was.
import { type ImportDeclaration, type Program, parse } from "acorn";
import { transform } from "sucrase";
import { RUNTIME } from "./runtime-names.js";

/** What is wrong with a cell before it can run. */
export interface SyntaxFault {
  message: string;
  /** Counted from 1; undefined where the fault has no place. */
  line: number | undefined;
}

/** One cell as JavaScript, line for line where it was; or what is wrong with it. */
export type CompiledCell = { code: string; fault?: undefined } | { code?: undefined; fault: SyntaxFault };

/** One cell as the body of an async function: types gone, imports looked up, the last expression printed. */
export function compileCell(source: string): CompiledCell {
  try {
    const { code } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
    });
    const tree = parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      locations: true,
    });
    return { code: rewritten(code, tree) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

/** The message without the place that both parsers write into it, and the place. */
function faultOf(error: unknown): SyntaxFault {
  const { message, loc } = error as Error & { loc?: { line?: number } };
  const words = message.replace(/^Error transforming [^:]*: /, "").replace(/\s*\(\d+:\d+\)$/, "");
  const line = loc?.line ?? Number(/\((\d+):\d+\)$/.exec(message)?.[1]);
  return { message: words, line: Number.isFinite(line) ? line : undefined };
}

/** A piece of code to be put in place of another. */
interface Change {
  start: number;
  end: number;
  text: string;
}

function rewritten(code: string, tree: Program): string {
  const lookups: string[] = [];
  const changes: Change[] = [];
  for (const node of tree.body) {
    if (node.type === "ImportDeclaration") {
      lookups.push(lookup(node));
      changes.push({ start: node.start, end: node.end, text: blank(code.slice(node.start, node.end)) });
    } else if (node.type.startsWith("Export")) {
      throw Object.assign(new Error("a cell needs no export: later cells see all that it declares"), {
        loc: node.loc?.start,
      });
    }
  }
  const last = tree.body.at(-1);
  if (last?.type === "ExpressionStatement") {
    const { start, end } = last.expression;
    changes.push({
      start: last.start,
      end: start,
      text: `${RUNTIME}.last((${code.slice(last.start, start)}`,
    });
    changes.push({
      start: end,
      end: last.end,
      text: `${code.slice(end, last.end).replace(/;\s*$/, "")}\n));`,
    });
  }
  let result = code;
  for (const { start, end, text } of changes.sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + text + result.slice(end);
  // In front of the first line, so that no line moves.
  return lookups.join("") + result;
}

/** Only the line breaks of a text. */
const blank = (text: string): string => text.replace(/[^\n]/g, "");

/** An import as declarations: `import { a as b } from "m"` becomes `const b = runtime.get("m", "a");`. */
function lookup({ specifiers, source }: ImportDeclaration): string {
  const from = JSON.stringify(source.value);
  if (specifiers.length === 0) return `${RUNTIME}.get(${from});`;
  const parts = specifiers.map((specifier) => {
    if (specifier.type === "ImportNamespaceSpecifier")
      return `${specifier.local.name} = ${RUNTIME}.get(${from})`;
    const { local } = specifier;
    if (specifier.type === "ImportDefaultSpecifier")
      return `${local.name} = ${RUNTIME}.get(${from}, "default")`;
    const { imported } = specifier;
    const name = imported.type === "Identifier" ? imported.name : String(imported.value);
    return `${local.name} = ${RUNTIME}.get(${from}, ${JSON.stringify(name)})`;
  });
  return `const ${parts.join(", ")};`;
}
