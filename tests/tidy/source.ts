// Every source file with its syntax tree, and the shape of a finding.
import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import ts from "typescript";

export type Source = { path: string; text: string; lines: number; tree: ts.SourceFile; imports: string[] };

/** `do` tells the reader how to mend it. */
export type Finding = { path: string; line?: number; what: string; do: string };

export type Rule = (source: Source) => Finding[];

const CODE = /\.(ts|tsx|mjs)$/;

/** Files git knows or would know: what is ignored is not ours to tidy. */
export function sources(): Source[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" });
  return [...new Set(listed.split("\n"))].filter((path) => CODE.test(path)).sort().flatMap(read);
}

function read(path: string): Source[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return []; // Listed by git, removed from the tree.
  }
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  return [{ path, text, lines: text.trimEnd().split("\n").length, tree, imports: importsOf(tree) }];
}

function importsOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0] && ts.isStringLiteral(node.arguments[0])) found.push(node.arguments[0].text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

export const isTest = (path: string) => /\.(test|testsuite)\.tsx?$/.test(path) || path.startsWith("tests/");
export const isServer = (path: string) => /\.server\.tsx?$/.test(path);

export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1;
}

export function visit(source: Source, look: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, walk);
  };
  walk(source.tree);
}
