// Smart encoding: quotes, dashes, dots and spaces that GSM-7 lacks give way to those it has, so that a text written in a
// word processor does not cost three parts in place of one. What was changed is told, character by character. It is done
// only where the whole text becomes GSM-7, as it saves nothing otherwise; and never to letters or accents: a name is
// written as its owner writes it (the table we take from Twilio would make "ê" of two characters into "e^").
import { SegmentedMessage } from "sms-segments-calculator";
import { charactersOutside, isGsm } from "./encoding.ts";
import { type Parts, partsOf } from "./parts.ts";

/** `count`: how often it stood in the text. */
export type Replaced = { from: string; to: string; count: number };

export type Smart = {
  text: string;
  /** Empty where nothing was changed. */
  replaced: Replaced[];
  before: Parts;
  after: Parts;
  /** Where it could not help: what would be left outside GSM-7, each once. */
  left: string[];
};

export function smarten(text: string): Smart {
  const before = partsOf(text);
  const outside = charactersOutside(text);
  const left = outside.filter((each) => plainOf(each) === null);
  if (outside.length === 0 || left.length > 0) return { text, replaced: [], before, after: before, left };
  const counts = new Map<string, number>();
  const plain = [...text].map((each) => {
    const to = outside.includes(each) ? plainOf(each) : null;
    if (to === null) return each;
    counts.set(each, (counts.get(each) ?? 0) + 1);
    return to;
  }).join("");
  const after = partsOf(plain);
  // "…" becomes three dots: a text of a few characters may grow.
  if (after.parts > before.parts) return { text, replaced: [], before, after: before, left: [] };
  return { text: plain, replaced: [...counts].map(([from, count]) => ({ from, to: plainOf(from) ?? from, count })), before, after, left: [] };
}

const known = new Map<string, string | null>();
const KNOWN_MAX = 5_000;

/** What Twilio's table has in a character's place, in GSM-7; null where there is nothing, or where it is part of a word. */
function plainOf(character: string): string | null {
  const met = known.get(character);
  if (met !== undefined) return met;
  const to = /[\p{L}\p{M}]/u.test(character) ? character : new SegmentedMessage(character, "auto", true).graphemes.join("");
  const plain = to !== character && isGsm(to) ? to : null;
  if (known.size < KNOWN_MAX) known.set(character, plain);
  return plain;
}
