/** TypeScript's syntax trees, through the compiler that the kernel uses (the project's own has no such door). */
import { createRequire } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";

export type { TypeScript };

let loaded: typeof TypeScript | undefined;

/** The compiler's module, loaded on first use: it is large. */
export function typescript(): typeof TypeScript {
  loaded ??= createRequire(import.meta.url)("@tslab/typescript-for-tslab") as typeof TypeScript;
  return loaded;
}

/** The syntax tree of a source text, with parent links. */
export function parse(name: string, text: string): TypeScript.SourceFile {
  const ts = typescript();
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/** Visits a node and all below it, parents first; a visitor that returns false is not taken deeper. */
export function walk(node: TypeScript.Node, visit: (node: TypeScript.Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  typescript().forEachChild(node, (child) => walk(child, visit));
}

/** The line of a node, from 1. */
export const lineOf = (file: TypeScript.SourceFile, node: TypeScript.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

/** The names that a binding declares: one, or those of a destructuring pattern. */
export function bindingNames(name: TypeScript.BindingName): string[] {
  if (typescript().isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => ("name" in element ? bindingNames(element.name) : []));
}

/** The names that a statement declares in its own scope, imports included. */
export function declaredNames(statement: TypeScript.Statement): string[] {
  const ts = typescript();
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => bindingNames(name));
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const names = name ? [name.text] : [];
    if (!namedBindings) return names;
    if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
    return [...names, ...namedBindings.elements.map((element) => element.name.text)];
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}
