// The filters a text may use: what each takes, what it gives, and what it does. All are total: any value of the kind
// gives a value. Two of Liquid's own are left out on purpose: `date` knows no "now", and nothing divides.
import { isDayForm, type Manner, spellDay, spellMoney, spellNumber } from "./spell.ts";
import type { Filled, FilterName, Value } from "./template.ts";
import type { Kind, Money } from "./variables.ts";

/** `args`: the kinds each may have; `least`: how many are needed. `gives` null: what it was given. */
export type FilterRule = { takes: readonly Kind[]; gives: Kind | null; args: readonly (readonly Kind[])[]; least: number; does: string };

const WORDS: readonly Kind[] = ["text"];

export const FILTERS: Readonly<Record<FilterName, FilterRule>> = {
  default: { takes: ["text", "link", "number", "money", "date"], gives: null, args: [["text", "link", "number", "money", "date"]], least: 1, does: "says something else where there is nothing" },
  capitalize: { takes: WORDS, gives: "text", args: [], least: 0, does: "begins with a capital" },
  upcase: { takes: WORDS, gives: "text", args: [], least: 0, does: "writes all in capitals" },
  downcase: { takes: WORDS, gives: "text", args: [], least: 0, does: "writes all in small letters" },
  truncate: { takes: WORDS, gives: "text", args: [["number"], ["text"]], least: 1, does: "cuts to so many characters, dots included" },
  append: { takes: ["text", "link"], gives: null, args: [["text"]], least: 1, does: "adds words behind" },
  prepend: { takes: WORDS, gives: "text", args: [["text"]], least: 1, does: "adds words before" },
  date: { takes: ["date"], gives: "text", args: [["text"]], least: 1, does: "tells a day as day, full, weekday or time" },
  money: { takes: ["money"], gives: "text", args: [], least: 0, does: "writes an amount with its currency" },
  round: { takes: ["number"], gives: "number", args: [["number"]], least: 0, does: "rounds, to so many digits" },
  plus: { takes: ["number"], gives: "number", args: [["number"]], least: 1, does: "adds" },
  minus: { takes: ["number"], gives: "number", args: [["number"]], least: 1, does: "takes away" },
  size: { takes: ["text", "list"], gives: "number", args: [], least: 0, does: "counts" },
  first_word: { takes: WORDS, gives: "text", args: [], least: 0, does: "takes the first word" },
};

/** Nothing stays nothing, but for `default`. */
export function applyFilter(name: FilterName, kind: Kind, value: Value, args: readonly Value[], manner: Manner): Value {
  if (value === null) return name === "default" ? (args[0] ?? null) : null;
  const [first = null, second = null] = args;
  switch (name) {
    // What may come out as a word is a word in both cases.
    case "default": return typeof first === "string" && kind !== "text" ? spell(value, kind, manner) : value;
    case "capitalize": return letters(value, (text) => text.replace(/^./u, (each) => each.toLocaleUpperCase(manner.locale)));
    case "upcase": return letters(value, (text) => text.toLocaleUpperCase(manner.locale));
    case "downcase": return letters(value, (text) => text.toLocaleLowerCase(manner.locale));
    case "truncate": return letters(value, (text) => truncate(text, count(first), typeof second === "string" ? second : "..."));
    case "append": return letters(value, (text) => `${text}${wordsOf(first)}`);
    case "prepend": return letters(value, (text) => `${wordsOf(first)}${text}`);
    case "date": return letters(value, (text) => (typeof first === "string" && isDayForm(first) ? spellDay(text, first, manner) : text));
    case "money": return spell(value, "money", manner);
    case "round": return typeof value === "number" ? rounded(value, count(first)) : value;
    case "plus": return typeof value === "number" ? value + count(first) : value;
    case "minus": return typeof value === "number" ? value - count(first) : value;
    case "size": return typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : 0;
    case "first_word": return letters(value, (text) => text.split(/\s/u, 1)[0] || text);
    default: return name satisfies never;
  }
}

export function spell(value: Value, kind: Kind, manner: Manner): string {
  if (typeof value === "number") return spellNumber(value, manner);
  if (typeof value === "string") return kind === "date" ? spellDay(value, "day", manner) : value;
  return isMoney(value) ? spellMoney(value, manner) : "";
}

export const isMoney = (value: Value | Filled): value is Money => typeof value === "object" && value !== null && "minor" in value && typeof value.minor === "number";

const letters = (value: Value, change: (text: string) => string): Value => (typeof value === "string" ? change(value) : value);
const wordsOf = (value: Value) => (typeof value === "string" ? value : "");
const count = (value: Value) => (typeof value === "number" ? value : 0);

const DIGITS_MAX = 2;
function rounded(value: number, digits: number): number {
  const places = 10 ** Math.min(Math.max(Math.trunc(digits), 0), DIGITS_MAX);
  return Math.round(value * places) / places;
}

/** In whole characters as they are shown, so that no name ends in half a letter. */
function truncate(text: string, most: number, dots: string): string {
  const shown = [...clusters.segment(text)].map(({ segment }) => segment);
  if (shown.length <= most) return text;
  const kept = Math.max(0, Math.trunc(most) - [...clusters.segment(dots)].length);
  return `${shown.slice(0, kept).join("")}${dots}`;
}

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });
