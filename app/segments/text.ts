// The text form of a definition, for docs, tests and people who would rather type. docs/segment-text.md
// gives the grammar. parse(print(d)) is d, but for settings that say what holds anyway (tidy).
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "./definition.ts";
import { readDefinition } from "./definition.ts";
import { lex, lexAll, type Refusal } from "./text/lex.ts";
import { parseNode } from "./text/parse.ts";
import { placed } from "./text/place.ts";
import { behind, daysText, printNode } from "./text/print.ts";
import { type Expected, type Reader, readerOf, type Span, Stop } from "./text/reader.ts";

export { tidy } from "./text/tidy.ts";

/** From where to where in the text, in characters. */
export type TextProblem = { message: string } & Span;
/** `problemAt` finds what a problem of check.ts is about. */
export type Parsed = { definition: Definition; problemAt: (problem: Problem) => TextProblem };
/** 10,000 values of a hundred characters. */
export const TEXT_FORM_MAX = 1_000_000;

export const print = (definition: Definition): string => behind(daysText(definition), printNode(definition.node)).replace(/^\n/, "");

export function parse(text: string): { definition: Definition } | { problems: TextProblem[] } {
  const read = parsePlaced(text);
  return "definition" in read ? { definition: read.definition } : read;
}

/** What could come at the end of the tokens of a text. */
export function expectedAfter(head: string): Expected {
  const expected: Expected = { words: new Set(), kinds: new Set() };
  const { tokens } = lex(head);
  stopped(() => {
    const reader = readerOf(tokens, head.length, { expected });
    whole(reader);
  });
  return expected;
}

export function parsePlaced(text: string): Parsed | { problems: TextProblem[] } {
  if (text.length > TEXT_FORM_MAX) return { problems: [{ message: `The text is longer than ${TEXT_FORM_MAX.toLocaleString("en")} characters.`, at: TEXT_FORM_MAX, to: text.length }] };
  const { tokens, refused, comments } = lexAll(text);
  const mistakes: Stop[] = [];
  const reader: Reader = readerOf(tokens, text.length, { mistakes, comments });
  const found = stopped(() => whole(reader));
  // What is missing at the end may follow from a mistake before.
  const last = found instanceof Stop && (found.at < text.length || mistakes.length + refused.length === 0) ? [found] : [];
  if (found instanceof Stop || mistakes.length + refused.length > 0) return { problems: inOrder(refused, [...mistakes, ...last]) };
  const json: Definition = { version: 1, ...found };
  const problemAt = (problem: Problem) => placed(problem, json, tokens, reader.marked);
  const read = readDefinition(json);
  return "definition" in read ? { definition: read.definition, problemAt } : { problems: read.problems.map(problemAt) };
}

const PROBLEMS_MAX = 100;

/** Where both fail at one place, the character that means nothing is what is wrong. */
function inOrder(refused: readonly Refusal[], stops: readonly Stop[]): TextProblem[] {
  const places = new Set(refused.map(({ at }) => at));
  const other = stops.filter(({ at }) => !places.has(at)).map(({ message, at, to }) => ({ message, at, to }));
  return [...refused, ...other].toSorted((one, next) => one.at - next.at).slice(0, PROBLEMS_MAX);
}

function whole(reader: Reader): Pick<Definition, "node" | "clock"> {
  const clock = reader.take("in", "customer", "days") ? { clock: "customer" as const } : {};
  const node = parseNode(reader);
  reader.end();
  return { node, ...clock };
}

/** The parser stops where it cannot go on; everything else it throws is a bug and goes on. */
function stopped<Result>(work: () => Result): Result | Stop {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown;
    throw thrown;
  }
}
