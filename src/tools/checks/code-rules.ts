/** The kernel's traps, found in the code cells of a lesson by their syntax. */
import type { Cell } from "../notebook.js";
import { tagsOf } from "../notebook.js";
import { bindingNames, declaredNames, lineOf, parse, type TypeScript, typescript, walk } from "../syntax.js";
import { chanceAndTime, importsOf, usesOf } from "./bans.js";

type Tell = (node: TypeScript.Node, text: string) => void;

const isFunction = (node: TypeScript.Node): boolean =>
  typescript().isFunctionLike(node) || typescript().isClassLike(node);

function isLoop(node: TypeScript.Node): node is TypeScript.IterationStatement {
  const ts = typescript();
  return ts.isIterationStatement(node, false);
}

/** Visits what runs at the top level of a cell: not what is inside a function or class. */
function atTopLevel(file: TypeScript.SourceFile, visit: (node: TypeScript.Node) => void): void {
  walk(file, (node) => {
    if (isFunction(node)) return false;
    visit(node);
    return undefined;
  });
}

/** A loop that the top level may hold: at most three simple statements, over a list or a small number. */
function isTrivialLoop(loop: TypeScript.IterationStatement): boolean {
  const ts = typescript();
  const body = ts.isBlock(loop.statement) ? [...loop.statement.statements] : [loop.statement];
  let inner = false;
  for (const statement of body)
    walk(statement, (node) => {
      inner ||= isLoop(node);
      return undefined;
    });
  if (inner || body.length > 3) return false;
  if (ts.isForOfStatement(loop)) return true;
  if (!ts.isForStatement(loop) || !loop.condition || !ts.isBinaryExpression(loop.condition)) return false;
  const bound = loop.condition.right;
  return ts.isNumericLiteral(bound) && Number(bound.text) <= 1000;
}

/** Top-level loops, and the forms of top-level `await` that the kernel cannot run. */
function topLevelFaults(file: TypeScript.SourceFile, tell: Tell): void {
  const ts = typescript();
  atTopLevel(file, (node) => {
    if (isLoop(node) && !isTrivialLoop(node))
      tell(node, "a top-level loop runs 1000 times slower: put it in a function");
    if (ts.isForOfStatement(node) && node.awaitModifier)
      tell(node, "a top-level for await throws: put it in an async function");
    // without a module around it, `await (…)` reads as the call of a function named await
    const waits = ts.isAwaitExpression(node) || (ts.isIdentifier(node) && node.text === "await");
    const next = waits ? /^await\s*(.)/.exec(file.text.slice(node.getStart(file)))?.[1] : undefined;
    if (next === "(") tell(node, "a top-level await (…) throws: write await f()");
    if (next === "[") tell(node, "a top-level await […] throws");
  });
}

/** Whether a scope between the node and the top level declares the name. */
function declaredAround(node: TypeScript.Node, name: string): boolean {
  const ts = typescript();
  for (let scope = node.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((p) => bindingNames(p.name).includes(name)))
      return true;
    if (ts.isBlock(scope) && scope.statements.some((s) => declaredNames(s).includes(name))) return true;
    const list = ts.isForStatement(scope) || ts.isForOfStatement(scope) ? scope.initializer : undefined;
    const declarations = list && ts.isVariableDeclarationList(list) ? list.declarations : [];
    if (declarations.some((declaration) => bindingNames(declaration.name).includes(name))) return true;
  }
  return false;
}

/** `{ name }` with a name of an earlier cell: the kernel looks it up where it is not. */
function shorthandFaults(file: TypeScript.SourceFile, earlier: ReadonlySet<string>, tell: Tell): void {
  const ts = typescript();
  const own = new Set(file.statements.flatMap(declaredNames));
  walk(file, (node) => {
    if (!ts.isShorthandPropertyAssignment(node)) return undefined;
    const name = node.name.text;
    if (earlier.has(name) && !own.has(name) && !declaredAround(node, name))
      tell(node, `{ ${name} } with a name of an earlier cell throws: write { ${name}: ${name} }`);
    return undefined;
  });
}

function moduleFaults(file: TypeScript.SourceFile, isImportCell: boolean, tell: Tell): void {
  const ts = typescript();
  for (const statement of file.statements) {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
      : false;
    if (exported || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement))
      tell(statement, "export fails in a cell");
    if (ts.isImportDeclaration(statement) && !isImportCell)
      tell(statement, "only the one cell tagged imports may import");
  }
  const names = importsOf(file).filter(({ text }) => text.startsWith(".") || text.startsWith("/"));
  for (const { text } of names)
    tell(file.statements[0] ?? file, `import ${text}: import packages by name, such as "initlab"`);
}

/** Everything in the code cells that the kernel cannot run, or that gives other results on another day. */
export function codeFaults(cells: readonly Cell[]): string[] {
  const faults: string[] = [];
  const earlier = new Set<string>();
  const code = cells.filter((cell) => cell.type === "code");
  const importing = code.filter((cell) => /^import\b/m.test(cell.source));
  const importCell = code.find((cell) => tagsOf(cell).includes("imports")) ?? importing[0];
  for (const cell of code) {
    const file = parse("cell.ts", cell.source);
    const tellLine = (line: number, text: string): void => {
      faults.push(`cell ${cell.id}, line ${line}: ${text}`);
    };
    const tell: Tell = (node, text) => tellLine(lineOf(file, node), text);
    topLevelFaults(file, tell);
    shorthandFaults(file, earlier, tell);
    moduleFaults(file, cell === importCell, tell);
    for (const use of usesOf(chanceAndTime, file))
      tellLine(use.line, `${use.text} gives another result each time`);
    cell.source.split("\n").forEach((line, index) => {
      if (/^\s*(await )?using \w+ =/.test(line)) tellLine(index + 1, "using fails in a cell");
      if (/\.toLocale\w+\(\)/.test(line)) tellLine(index + 1, "a locale's format is not the same everywhere");
    });
    const names = file.statements.flatMap(declaredNames);
    for (const name of names)
      if (earlier.has(name)) tellLine(1, `${name} is declared in an earlier cell already: take another name`);
    for (const name of names) earlier.add(name);
  }
  return faults;
}
