// The text beside the conditions on screen: what it says, and what stands in its way. Pure, so that
// what either side shows of the other can be tested without a browser.
import type { Problem } from "#app/lib/problem.ts";
import { checkDefinition, type CheckContext } from "#app/segments/check.ts";
import { type Definition, leavesOf, readDefinition } from "#app/segments/definition.ts";
import { parsePlaced, type TextProblem } from "#app/segments/text.ts";
import { layout } from "#app/segments/text/layout.ts";
import { GAP, pieces } from "#app/segments/text/lex.ts";

export type TextReading = {
  /** Null: it has a mistake, or nothing is written. */
  definition: Definition | null;
  /** It can be read, and what it says makes sense. */
  isRight: boolean;
  problems: TextProblem[];
};

/** `ofLeaf`: what else is known to be wrong with each condition, in order. */
export function readText(text: string, context: CheckContext, ofLeaf: readonly Problem[][] = []): TextReading {
  if (pieces(text).every(({ kind }) => kind === "space" || kind === "comment")) return { definition: null, isRight: true, problems: [] };
  const read = parsePlaced(text);
  if ("problems" in read) return { definition: null, isRight: false, problems: read.problems };
  const { definition, problemAt } = read;
  const elsewhere = leavesOf(definition.node).flatMap(({ path }, i) => (ofLeaf[i] ?? []).map((problem) => ({ ...problem, path: [...path, ...problem.path] })));
  const own = checkDefinition(definition, context);
  const isRight = own.length === 0;
  return { definition: isRight ? definition : null, isRight, problems: distinct([...own, ...elsewhere].map(problemAt)) };
}

const distinct = (problems: TextProblem[]) => problems.filter(({ at, message }, i) => problems.findIndex((other) => other.at === at && other.message === message) === i);

/** What the builder does not know yet is a gap that the text form refuses. */
export function textOf(definition: Definition): string {
  if ("nodes" in definition.node && definition.node.nodes.length === 0) return "";
  const text = layout(definition);
  return pieces(text).map(({ kind, at, to }) => (kind === "word" && text.slice(at, to) === "NaN" ? GAP : text.slice(at, to))).join("");
}

/** A file or a paste: the text form, or a definition in JSON. */
export function textFrom(content: string): string | { message: string } {
  if (!content.trimStart().startsWith("{")) return content;
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return { message: "This begins like JSON and is none." };
  }
  const read = readDefinition(json);
  return "definition" in read ? layout(read.definition) : { message: `This is no definition of a segment: ${read.problems[0]?.message ?? "something is missing"}` };
}

/** "Line 2: …", as problems are listed below the text. */
export function lineOf(text: string, { at, message }: TextProblem): string {
  return text.includes("\n") ? `Line ${text.slice(0, at).split("\n").length}: ${message}` : message;
}
