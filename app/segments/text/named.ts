// The ids in a text that nobody knows by heart, each with what it is the id of: products, segments, lists, flows.
import { fieldAround } from "./around.ts";
import { lex, type Token } from "./lex.ts";

const NAMED = ["product", "variant", "collection", "segment", "list", "flow"] as const;
export type NamedKind = (typeof NAMED)[number];
/** Those whose number stands behind their word. */
const BY_NUMBER: readonly string[] = ["segment", "list", "flow"];
/** `to`: behind it, in characters. */
export type NamedId = { kind: NamedKind; id: string; to: number };

/** A text of thousands of ids is not read by its names. */
export const NAMED_MAX = 200;

export function idsIn(text: string): NamedId[] {
  const { tokens } = lex(text);
  const found: NamedId[] = [];
  /** Of the values in braces, all of which are of one field. */
  let inBraces: NamedKind | null | undefined;
  for (const [at, { kind, text: written, to }] of tokens.entries()) {
    if (kind === "sign" && written !== ",") inBraces = undefined;
    const before = tokens[at - 1];
    const counted = kind === "number" && before?.kind === "word" && BY_NUMBER.includes(before.text) ? kindOf(before.text) : null;
    if (counted) found.push({ kind: counted, id: written, to });
    if (kind === "string" && /^[0-9]+$/.test(written) && !isOfFlow(before)) {
      inBraces = inBraces === undefined || before?.text !== "," ? kindOf(fieldAround(tokens.slice(0, at))?.picker) : inBraces;
      if (inBraces !== null) found.push({ kind: inBraces, id: written, to });
    }
    if (found.length >= NAMED_MAX) break;
  }
  return found;
}

/** A step, or an arm of an experiment. */
const isOfFlow = (before: Token | undefined) => before?.kind === "word" && (before.text === "at" || before.text === "drew");

const kindOf = (picker: string | undefined): NamedKind | null => NAMED.find((kind) => kind === picker) ?? null;
