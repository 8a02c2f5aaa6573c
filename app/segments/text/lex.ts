// The text form in tokens. The editor colours by the same pieces that the parser reads.
import { type Comment, commentAt } from "./comments.ts";

/** `bad`: it means nothing, and no condition has it. */
export type Token = { kind: "word" | "string" | "number" | "date" | "sign" | "bad"; text: string; at: number; to: number };

/** A stretch of the text, without gaps: tokens, what lies between them, and what means nothing. */
export type Piece = { kind: Token["kind"] | "space" | "comment"; at: number; to: number };
export type Refusal = { message: string; at: number; to: number };

const RULES: [Exclude<Piece["kind"], "bad">, RegExp][] = [
  ["space", /\s+/y],
  ["comment", /#[^\n]*/y],
  ["string", /"(?:[^"\\\n]|\\.)*"/y],
  ["date", /\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?/y],
  ["number", /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/y],
  ["word", /[A-Za-z](?:[\w$-]|\.(?=[\w$-]))*/y],
  ["sign", /<=|>=|!=|\.\.|[(){},=<>*+%]/y],
];

/** Stands where the builder has nothing yet; the text form has no such sign. */
export const GAP = "…";

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at = found.at(-1)?.to ?? text.length) found.push(pieceAt(text, at));
  return found;
}

function pieceAt(text: string, at: number): Piece {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return { kind, at, to: at + found[0].length };
  }
  // A quote that is never closed takes the rest of its line along.
  const end = text[at] === "\"" ? text.indexOf("\n", at) : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  return { kind: "bad", at, to: end < 0 ? text.length : end };
}

/** All tokens, what is wrong with those that mean nothing, and the comments between them. */
export function lexAll(text: string): { tokens: Token[]; refused: Refusal[]; comments: Comment[] } {
  const [tokens, refused, comments]: [Token[], Refusal[], Comment[]] = [[], [], []];
  for (const { kind, at, to } of pieces(text)) {
    if (kind === "comment") comments.push(commentAt(text, { at, to }, tokens.at(-1)?.to ?? null));
    if (kind === "space" || kind === "comment") continue;
    const value = kind === "string" ? unquoted(text.slice(at, to)) : text.slice(at, to);
    const isBad = kind === "bad" || value === null;
    if (isBad) refused.push({ at, to, message: refusal(text.slice(at, to), kind === "string") });
    tokens.push(isBad ? { kind: "bad", text: text.slice(at, to), at, to } : { kind, text: value, at, to });
  }
  return { tokens, refused, comments };
}

/** The tokens up to the first thing that means nothing, and what that is. */
export function lex(text: string): { tokens: Token[]; refused: Refusal | null; comments: Comment[] } {
  const { tokens, refused, comments } = lexAll(text);
  const [first] = refused;
  return { tokens: first ? tokens.filter(({ at }) => at < first.at) : tokens, refused: first ?? null, comments };
}

function refusal(bad: string, isString: boolean): string {
  if (isString) return "This text has a backslash that means nothing.";
  if (bad.startsWith("\"")) return "This text has no closing quote.";
  return bad === GAP ? "Something is still missing here." : `“${bad}” means nothing here.`;
}

const ESCAPES: Record<string, string> = { "\"": "\"", "\\": "\\", n: "\n", t: "\t", r: "\r" };

function unquoted(quoted: string): string | null {
  let isKnown = true;
  const value = quoted.slice(1, -1).replace(/\\(.)/g, (_, escape: string) => {
    isKnown &&= Object.hasOwn(ESCAPES, escape);
    return ESCAPES[escape] ?? "";
  });
  return isKnown ? value : null;
}

export const quote = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r")}"`;
