// Size, purity and the words that must not stand in the code.
import ts from "typescript";
import { type Finding, isServer, isTest, lineOf, type Rule, type Source, visit } from "./source.ts";

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

export const size: Rule = (source) =>
  source.lines > FILE_LINES_MAX ? [{ path: source.path, what: `has ${source.lines} lines`, do: `Split it: ${FILE_LINES_MAX} is the most.` }] : [];

export const functions: Rule = (source) => {
  const found: Finding[] = [];
  visit(source, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return;
    const span = lineAt(source, node.end) - lineOf(source, node) + 1;
    if (span > FUNCTION_LINES_MAX) found.push({ path: source.path, line: lineOf(source, node), what: `has a function of ${span} lines`, do: `Take a step out of it: ${FUNCTION_LINES_MAX} is the most.` });
  });
  return found;
};

/** Time, chance and the environment come in from outside; only the edge may ask for them. */
const ASKERS = ["app/world.server.ts", "app/env.server.ts", "app/log.server.ts", "app/http.server.ts", "app/time-zones.server.ts", "app/worker.server.ts", "app/web.server.ts"];

export const world: Rule = (source) => {
  if (!source.path.startsWith("app/") || isTest(source.path) || ASKERS.includes(source.path)) return [];
  const found: Finding[] = [];
  const say = (node: ts.Node, what: string, remedy: string) => found.push({ path: source.path, line: lineOf(source, node), what, do: remedy });
  const atScreen = /^app\/(routes|components)\//.test(source.path) || /^app\/(root|entry)/.test(source.path);
  visit(source, (node) => {
    const text = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText(source.tree) : ts.isPropertyAccessExpression(node) ? node.getText(source.tree) : "";
    if (/^(Date\.now|Math\.random|performance\.now|crypto\.randomUUID|randomUUID)$/.test(text) && ts.isCallExpression(node)) say(node, `calls ${text}()`, "Use world.now() or world.ids.");
    if (text === "Date" && ts.isNewExpression(node) && !node.arguments?.length) say(node, "asks for the time", "Use world.now(), once, and pass the instant on.");
    if (/^Temporal\.Now/.test(text)) say(node, "asks for the time", "Use world.now().");
    if (text === "process.env") say(node, "reads process.env", "Add the variable to app/env.server.ts and pass the value in.");
    if (text === "fetch" && ts.isCallExpression(node) && !atScreen) say(node, "calls fetch", "Use world.http.");
    if (text === "setTimeout" && !atScreen && !/^app\/[^/]+$/.test(source.path)) say(node, "sets a timer", "Make it a row that is due.");
  });
  return found;
};

export const types: Rule = (source) => {
  const found: Finding[] = [];
  visit(source, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push({ path: source.path, line: lineOf(source, node), what: "uses any", do: "Use the real type, or unknown and zod." });
  });
  const marks = /@ts-(ignore|expect-error|nocheck)|eslint-disable|\b(TODO|FIXME|XXX)\b/;
  source.text.split("\n").forEach((text, index) => {
    if (marks.test(text) && !source.path.startsWith("tests/tidy/")) found.push({ path: source.path, line: index + 1, what: `has the mark ${marks.exec(text)?.[0]}`, do: "Mend the cause now; a known ugliness is a test marked so." });
  });
  return found;
};

export const sqlText: Rule = (source) => {
  if (!source.path.startsWith("app/") || isTest(source.path)) return [];
  const found: Finding[] = [];
  visit(source, (node) => {
    if (!ts.isTaggedTemplateExpression(node) || node.tag.getText(source.tree) !== "sql") return;
    const text = literal(node.template);
    const say = (what: string, remedy: string) => found.push({ path: source.path, line: lineOf(source, node), what, do: remedy });
    if (!isServer(source.path) && !/^app\/(segments|lib)\//.test(source.path)) say("has SQL in a pure file", "Move it to the folder's rows.server.ts.");
    if (/\boffset\s+(\$|\d)/i.test(text)) say("pages by OFFSET", "Page by the last key instead.");
    if (/\b(current_timestamp|clock_timestamp\(|statement_timestamp\()/i.test(text) || (/\bnow\(\)/i.test(text) && source.path !== "app/lib/pump.server.ts")) say("asks the database for the time", "Pass world.now() in.");
  });
  return found;
};

export const tests: Rule = (source) => {
  if (!isTest(source.path) || source.path.startsWith("tests/tidy")) return [];
  const found: Finding[] = [];
  const say = (node: ts.Node, what: string, remedy: string) => found.push({ path: source.path, line: lineOf(source, node), what, do: remedy });
  visit(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const text = node.expression.getText(source.tree);
    if (/^vi\.(mock|doMock|spyOn)$/.test(text)) say(node, `calls ${text}`, "Hand it another world instead of mocking our modules.");
    if (/^(test|it|describe)\.(only|skip|todo)$/.test(text)) say(node, `calls ${text}`, "Finish it or take it out; a test that cannot run where data is missing uses skipIf and says so.");
    if (/^(window\.)?setTimeout$|\.waitForTimeout$/.test(text)) say(node, "sleeps", "Wait for the thing itself, on a clock the test owns.");
  });
  return found;
};

/** The template's own words, without what is filled in. */
function literal(template: ts.TemplateLiteral): string {
  return ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text + template.templateSpans.map((span) => span.literal.text).join("$");
}

function lineAt(source: Source, position: number): number {
  return source.tree.getLineAndCharacterOfPosition(position).line + 1;
}
