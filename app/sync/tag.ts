// The tag of a synced segment. All our tags begin with the shop's prefix (settings.tagPrefix), so they
// never meet a merchant's own. Shopify compares tags without case, cuts at commas and takes 255
// characters at most.
import type { Problem } from "../lib/problem.ts";
import { raw, type Sql } from "../lib/sql.ts";
import { TAG_LENGTH_MAX } from "../outbox/command.ts";

/** "Lapsed VIPs (UK)" becomes "segue:lapsed-vips-uk". */
export function defaultTag(prefix: string, name: string): string {
  const handle = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return cut(`${prefix}${handle || "segment"}`);
}

/** Whole characters: a tag never ends in half an emoji. */
const cut = (tag: string) => [...tag].reduce((kept, letter) => (kept.length + letter.length <= TAG_LENGTH_MAX ? kept + letter : kept), "");

export const sameTag = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** What JavaScript makes of a tag's letters in customers/fact.ts, whatever the locale of the database. `text` is an SQL expression without parameters. */
export const tagKeySql = (text: string): Sql => raw(`(lower(${text} COLLATE "und-x-icu") COLLATE "C")`);

/** `taken` are the tags of the shop's other segments. */
export function checkTag(tag: string, prefix: string, taken: string[]): Problem[] {
  const problem = (message: string): Problem[] => [{ path: ["tag"], message }];
  if (tag.trim() !== tag) return problem("The tag must not begin or end with a space.");
  if (!tag.toLowerCase().startsWith(prefix.toLowerCase()) || tag.length === prefix.length) {
    return problem(`The tag must begin with “${prefix}” and go on, so that it never meets a tag of your own.`);
  }
  if (tag.includes(",")) return problem("The tag must not contain a comma: Shopify would make two tags of it.");
  if (/\p{Cc}/u.test(tag)) return problem("The tag must be one line of plain text.");
  if (tag.length > TAG_LENGTH_MAX) return problem(`The tag must not be longer than ${TAG_LENGTH_MAX} characters.`);
  if (taken.some((other) => sameTag(other, tag))) return problem("Another segment uses this tag already.");
  return [];
}
