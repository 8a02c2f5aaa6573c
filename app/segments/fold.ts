// How texts are compared: without case and without accents, and exactly alike in JavaScript and in
// PostgreSQL. Both decompose (NFD), drop the combining marks, lower by Unicode's root rules and make
// the final sigma an ordinary one. ASCII, which is nearly everything, takes a short way.
import { raw, type Sql, sql } from "#app/lib/sql.ts";

const ASCII = /^[\x00-\x7f]*$/;

export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("ς", "σ");
}

/** Lowered with ICU's root locale, whatever the locale of the database. `text` is an SQL expression without parameters. */
export function foldSql(text: string): Sql {
  const whole = `translate(lower(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ')`;
  return raw(`(CASE WHEN octet_length(${text}) = char_length(${text}) THEN lower(${text} COLLATE "C") COLLATE "C" ELSE ${whole} END)`);
}

/**
 * Whether the folded text is exactly that. Folding makes one letter of ASCII of one or more bytes: a text with fewer bytes than
 * an ASCII `value` is another one, with as many it is the same only where it is ASCII itself, and longer ASCII never is.
 */
export function isFoldedSql(text: string, value: string): Sql {
  const folded = fold(value);
  if (!/^[\x01-\x7f]*$/.test(folded)) return sql`(${foldSql(text)} = ${folded})`;
  const bytes = raw(`octet_length(${text})`);
  return sql`(CASE WHEN ${bytes} <= ${folded.length}::int THEN lower(${raw(text)} COLLATE "C") COLLATE "C" = ${folded} WHEN ${bytes} = ${raw(`char_length(${text})`)} THEN false ELSE ${foldSql(text)} = ${folded} END)`;
}

/** The folded members of a text[]. Lowering the array's own text is much faster than member by member, and safe for ASCII alone. */
export function foldSetSql(set: string): Sql {
  const text = `${set}::text`;
  const members = `ARRAY(SELECT translate(lower(regexp_replace(normalize(member, NFD), '[\\u0300-\\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') FROM unnest(${set}) AS member)`;
  // Most sets are empty, which is quicker seen than made a text.
  return raw(`(CASE WHEN cardinality(${set}) = 0 THEN '{}'::text[] WHEN octet_length(${text}) <> char_length(${text}) THEN ${members} ELSE lower(${text} COLLATE "C")::text[] END)`);
}

/** * is any run, ? is any one character. Greedy with one way back: linear for each star. */
export function matchesPattern(text: string, pattern: string): boolean {
  const letters = [...text];
  const signs = [...pattern];
  let [at, sign, star, marked] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (sign < signs.length && signs[sign] === "*") {
      [star, marked, sign] = [sign, at, sign + 1];
    } else if (sign < signs.length && (signs[sign] === "?" || signs[sign] === letters[at])) {
      [at, sign] = [at + 1, sign + 1];
    } else if (star >= 0) {
      [sign, marked, at] = [star + 1, marked + 1, marked + 1];
    } else return false;
  }
  while (signs[sign] === "*") sign += 1;
  return sign === signs.length;
}

/** The same pattern for LIKE, whose escape is the backslash. */
export const likePattern = (pattern: string) => pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%").replaceAll("?", "_");
