// What carriers refuse, as data: classes of words with what is said of them, and the public shorteners.
import { z } from "zod";
import data from "./lint-words.json" with { type: "json" };

const Class = z.strictObject({ id: z.string(), severity: z.enum(["refused", "gated", "doubt"]), says: z.string(), words: z.array(z.string().min(2)) });
const Rules = z.strictObject({ asOf: z.string(), source: z.string(), classes: z.array(Class), shorteners: z.array(z.string()) });

export const LINT = Rules.parse(data);

/** Of ASCII, which most texts are. */
const PLAIN = Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9%]/.test(sign) ? sign : " ";
});

/** Position-preserving: lower case without accents, every UTF-16 unit one unit, and a space where no letter or digit is. */
export function folded(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      out += PLAIN[code] ?? " ";
      continue;
    }
    const base = text.charAt(at).normalize("NFKD").charAt(0).toLowerCase();
    out += base.length === 1 && /[\p{L}\p{N}%]/u.test(base) ? base : " ";
  }
  return out;
}

type Pattern = { id: string; severity: "refused" | "gated" | "doubt"; says: string; pattern: RegExp };

/** All words of a class as one pattern, to be held against a folded text: there, words end at spaces, and the apostrophe and the hyphen are spaces too. */
export const PATTERNS: readonly Pattern[] = LINT.classes.map(({ id, severity, says, words }) => ({
  id, severity, says,
  pattern: new RegExp(`(?<=^| )(?:${words.map(patternOf).join("|")})(?= |$)`, "g"),
}));

const anyOf = (classes: typeof LINT.classes) => new RegExp(`(?:^| )(?:${classes.flatMap(({ words }) => words).map(patternOf).join("|")})(?= |$)`);

/** Whether a folded text has a word of any class at all, which most have not: once through it in place of once for each class. */
export const ANY_WORD = anyOf(LINT.classes);
export const ANY_REFUSED = anyOf(LINT.classes.filter(({ severity }) => severity === "refused"));

const escaped = (name: string) => name.replaceAll(".", String.raw`\.`);
/** Whether a public shortener may stand in a text: its name does. */
export const NAMES_SHORTENER = new RegExp(LINT.shorteners.map(escaped).join("|"), "i");

function patternOf(word: string): string {
  const stem = word.endsWith("*");
  const body = folded(stem ? word.slice(0, -1) : word).trim().split(/ +/).join(" +");
  return stem ? `${body}[^ ]*` : body;
}
