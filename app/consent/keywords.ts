// What somebody means by a text they sent us, so far as stopping is concerned. "optOut": the word or phrase leaves no
// doubt, and acts at once. "suspected": a reasonable person might mean stop; promotional texts rest until a person has
// looked. A whole message is held against the words first, then its parts against the phrases. In doubt it is more
// than less: "stop" anywhere is at least suspected. Nobody is ever asked "are you sure?".
import { z } from "zod";
import data from "./rules/keywords.json" with { type: "json" };

export const Meaning = z.enum(["optOut", "suspected", "help", "optIn", "none"]);
export type Meaning = z.infer<typeof Meaning>;

/** `words`: what decided it, as it stands in the table; null where nothing did. */
export type Reading = { meaning: Meaning; words: string | null; language: string | null };

const Words = z.record(z.string(), z.array(z.string().min(1)));
const Keywords = z.object({ asOf: z.string(), optOut: Words, help: Words, optIn: Words, phrases: Words, suspected: Words });

type Entry = { words: string; language: string; /** Null where nothing but a sign is left. */ form: string | null; isStem: boolean };
const table = Keywords.parse(data);
const entries = (words: z.infer<typeof Words>): Entry[] => Object.entries(words).flatMap(([language, list]) => list.map((each) => ({ words: each, language, form: plain(each) || null, isStem: each.endsWith("*") })));
const OPT_OUT = entries(table.optOut);
const PHRASES = entries(table.phrases);
const HELP = entries(table.help);
const OPT_IN = entries(table.optIn);
const SUSPECTED = entries(table.suspected);

export const KEYWORDS_AS_OF = table.asOf;

/** Longer texts are read to here: a text has at most 1,600 characters. */
const TEXT_MAX = 5_000;

export function readReply(text: string): Reading {
  const form = plain(text.slice(0, TEXT_MAX));
  // A phone may sign what it sends on further lines.
  const wholes = [form, plain(text.trim().split("\n", 1)[0] ?? "")].flatMap((each) => (each ? [each, tight(each)] : []));
  const whole = (list: Entry[]) => list.find((entry) => entry.form !== null && (wholes.includes(entry.form) || wholes.includes(tight(entry.form))));
  const within = (list: Entry[]) => list.find((entry) => ` ${form} `.includes(` ${entry.form ?? "\u0000"}${entry.isStem ? "" : " "}`));
  const spelt = [
    ["optOut", whole(OPT_OUT)],
    ["help", whole(HELP)],
    ["optIn", whole(OPT_IN)],
    ["optOut", within(PHRASES)],
    ["suspected", within(SUSPECTED) ?? sign(text) ?? few(form)],
  ] as const;
  const found = spelt.find(([, entry]) => entry);
  return found?.[1] ? { meaning: found[0], words: found[1].words, language: found[1].language } : { meaning: "none", words: null, language: null };
}

/** Signs are no letters, and `plain` drops them. */
const sign = (text: string) => SUSPECTED.find(({ form, words }) => form === null && text.includes(words));

const FEW_WORDS_MAX = 3;
/** "please cancel", "quit it": a word that would stop alone, in a text that says hardly more. */
function few(form: string): Entry | undefined {
  const spoken = form.split(" ");
  return spoken.length > FEW_WORDS_MAX ? undefined : OPT_OUT.find((entry) => entry.form !== null && spoken.includes(entry.form));
}

const tight = (form: string) => form.replaceAll(" ", "");

/** Lower case, without accents, with one space where anything else stood that is no letter or digit. Apostrophes go, so that "don’t" is "dont". */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’‘`´]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
