// The text form in tokens.

export type Token = { kind: "word" | "string" | "number" | "date" | "sign"; text: string; at: number };

const RULES: [Token["kind"] | "space", RegExp][] = [
  ["space", /(?:\s|#[^\n]*)+/y],
  ["string", /"(?:[^"\\\n]|\\.)*"/y],
  ["date", /\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?/y],
  ["number", /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/y],
  ["word", /[A-Za-z](?:[\w$-]|\.(?=[\w$-]))*/y],
  ["sign", /<=|>=|!=|\.\.|[(){},=<>*+%]/y],
];

export function lex(text: string): { tokens: Token[] } | { message: string; at: number } {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const found = firstMatch(text, at);
    if (found === null) return { message: text[at] === "\"" ? "This text has no closing quote." : `“${text[at]}” means nothing here.`, at };
    if (found.kind !== "space") {
      const value = found.kind === "string" ? unquoted(found.text) : found.text;
      if (value === null) return { message: "This text has a backslash that means nothing.", at };
      tokens.push({ kind: found.kind, text: value, at });
    }
    at += found.text.length;
  }
  return { tokens };
}

function firstMatch(text: string, at: number) {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return { kind, text: found[0] };
  }
  return null;
}

const ESCAPES: Record<string, string> = { "\"": "\"", "\\": "\\", n: "\n", t: "\t", r: "\r" };

function unquoted(quoted: string): string | null {
  let isKnown = true;
  const value = quoted.slice(1, -1).replace(/\\(.)/g, (_, escape: string) => {
    isKnown &&= escape in ESCAPES;
    return ESCAPES[escape] ?? "";
  });
  return isKnown ? value : null;
}

export const quote = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r")}"`;
