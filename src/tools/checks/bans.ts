/** Names that code must not use, found in its syntax tree: sources of chance and time, Node, the browser. */
import { lineOf, type TypeScript, typescript, walk } from "../syntax.js";

/** Chance and the clock: results must not hang on them. */
export const chanceAndTime = [
  "Math.random",
  "Date.now",
  "new Date",
  "Date(",
  "performance.now",
  "process.hrtime",
  "crypto.getRandomValues",
  "crypto.randomUUID",
];

/** What exists only in Node or only in a browser. */
export const environments = [
  ...["process", "Buffer", "require", "__dirname", "global", "setImmediate"],
  ...["document", "window", "navigator", "self", "localStorage", "fetch"],
];

/** The functions of Math whose results are the same to the last bit in every engine. */
const exact = new Set(
  "sqrt abs min max floor ceil round trunc imul fround sign clz32 PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2".split(
    " ",
  ),
);

/** A forbidden use: its line and what was written. */
export interface Use {
  line: number;
  text: string;
}

function called(node: TypeScript.Node): string | undefined {
  const ts = typescript();
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
    return `${node.expression.text}.${node.name.text}`;
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) return `new ${node.expression.text}`;
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return `${node.expression.text}(`;
  return undefined;
}

/** Where the text uses one of `names`, written as in `chanceAndTime`. */
export function usesOf(names: readonly string[], file: TypeScript.SourceFile): Use[] {
  const uses: Use[] = [];
  walk(file, (node) => {
    const name = called(node);
    if (name !== undefined && names.includes(name)) uses.push({ line: lineOf(file, node), text: name });
    return undefined;
  });
  return uses;
}

/** Where a bare name is used as a value: not as a property, a key or a declared name. */
export function usesOfGlobals(names: readonly string[], file: TypeScript.SourceFile): Use[] {
  const ts = typescript();
  const uses: Use[] = [];
  const declared = new Set<string>();
  walk(file, (node) => {
    const named = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node);
    if ((named || ts.isImportSpecifier(node)) && node.name && ts.isIdentifier(node.name))
      declared.add(node.name.text);
    return undefined;
  });
  walk(file, (node) => {
    if (ts.isTypeNode(node)) return false;
    if (!ts.isIdentifier(node) || !names.includes(node.text) || declared.has(node.text)) return undefined;
    const { parent } = node;
    const property = ts.isPropertyAccessExpression(parent) && parent.name === node;
    const key = "name" in parent && parent.name === node;
    if (!property && !key) uses.push({ line: lineOf(file, node), text: node.text });
    return undefined;
  });
  return uses;
}

/** Where Math is used for a function whose last bits differ between engines, or not as `Math.name` at all. */
export function inexactMath(file: TypeScript.SourceFile): Use[] {
  const ts = typescript();
  const uses: Use[] = [];
  walk(file, (node) => {
    if (ts.isBinaryExpression(node) && /^\*\*=?$/.test(node.operatorToken.getText(file)))
      uses.push({ line: lineOf(file, node), text: "**" });
    if (!ts.isIdentifier(node) || node.text !== "Math") return undefined;
    const access = ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
    const name = access ? (node.parent as TypeScript.PropertyAccessExpression).name.text : "";
    if (!exact.has(name)) uses.push({ line: lineOf(file, node), text: `Math${name ? `.${name}` : ""}` });
    return undefined;
  });
  return uses;
}

/** The import of a module; `types` if it leaves no trace in the built code. */
export interface Import extends Use {
  types: boolean;
}

/** The modules that a text imports, statically or not. */
export function importsOf(file: TypeScript.SourceFile): Import[] {
  const ts = typescript();
  const uses: Import[] = [];
  walk(file, (node) => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    const types =
      ts.isImportTypeNode(node) ||
      (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true) ||
      (ts.isExportDeclaration(node) && node.isTypeOnly);
    if (from && ts.isStringLiteral(from)) uses.push({ line: lineOf(file, node), text: from.text, types });
    return undefined;
  });
  return uses;
}
