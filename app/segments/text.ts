// The text form of a definition, for docs, tests and people who would rather type. docs/segment-text.md
// gives the grammar. parse(print(d)) is d, but for settings that say what holds anyway (tidy).
import type { Definition } from "./definition.ts";
import { readDefinition } from "./definition.ts";
import { lex } from "./text/lex.ts";
import { parseNode } from "./text/parse.ts";
import { printNode } from "./text/print.ts";
import { type Reader, readerOf, Stop } from "./text/reader.ts";

export { tidy } from "./text/tidy.ts";

/** `at`: where in the text, in characters. */
export type TextProblem = { message: string; at: number };
export const TEXT_FORM_MAX = 200_000;

export const print = (definition: Definition): string => printNode(definition.node);

export function parse(text: string): { definition: Definition } | { problems: TextProblem[] } {
  if (text.length > TEXT_FORM_MAX) return { problems: [{ message: `The text is longer than ${TEXT_FORM_MAX} characters.`, at: TEXT_FORM_MAX }] };
  const tokens = lex(text);
  if ("message" in tokens) return { problems: [tokens] };
  const node = stopped(() => {
    const reader: Reader = readerOf(tokens.tokens, text.length);
    const found = parseNode(reader);
    reader.end();
    return found;
  });
  if (node instanceof Stop) return { problems: [{ message: node.message, at: node.at }] };
  const read = readDefinition({ version: 1, node });
  return "definition" in read ? read : { problems: read.problems.map(({ path, message }) => ({ message: `${path.slice(1).join(".")}: ${message}`, at: 0 })) };
}

/** The parser stops at the first thing it cannot read; everything else it throws is a bug and goes on. */
function stopped<Result>(work: () => Result): Result | Stop {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown;
    throw thrown;
  }
}
