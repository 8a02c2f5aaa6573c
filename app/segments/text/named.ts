// The ids in a text that nobody knows by heart, each with what it is the id of: products, segments, lists.
import { fieldAround } from "./around.ts";
import { lex } from "./lex.ts";

const NAMED = ["product", "variant", "collection", "segment", "list"] as const;
export type NamedKind = (typeof NAMED)[number];
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
    if (kind === "number" && before?.kind === "word" && (before.text === "segment" || before.text === "list")) found.push({ kind: before.text, id: written, to });
    if (kind === "string" && /^[0-9]+$/.test(written)) {
      inBraces = inBraces === undefined || before?.text !== "," ? kindOf(fieldAround(tokens.slice(0, at))?.picker) : inBraces;
      if (inBraces !== null) found.push({ kind: inBraces, id: written, to });
    }
    if (found.length >= NAMED_MAX) break;
  }
  return found;
}

const kindOf = (picker: string | undefined): NamedKind | null => NAMED.find((kind) => kind === picker) ?? null;
