// A field held against a test, as English: { noun: "country", verb: "is “US”" }, or the opposite of it.
import type { NumberTest, Test } from "../definition.ts";
import type { AnyField } from "../fields.ts";
import { amountWords, opposite, oppositeOf, showIn } from "./amount.ts";
import { FLAGS, isPlural, nounOf, type Told, valueWords } from "./names.ts";
import { windowWords } from "./window.ts";
import { comparisonWords, counted, listWords, MONTHS, ordinal, spanWords, WEEKDAYS } from "./words.ts";

export type Asked = Pick<AnyField, "key" | "label" | "type" | "options" | "picker"> & { unit?: "day" | "year" | undefined };

/** Without a noun the subject itself is or does it: "has an email". */
export type Said = { noun: string | null; verb: string };

export function testWords(field: Asked, test: Test, isNot: boolean, told: Told): Said {
  const flag = FLAGS[field.key];
  if (flag !== undefined && (test.op === "isTrue" || test.op === "isFalse")) return { noun: null, verb: (test.op === "isTrue") === isNot ? flag.no : flag.yes };
  const noun = nounOf(field);
  if (test.op === "size") return { noun: `number of ${noun}`, verb: `is ${amountWords({ op: isNot ? oppositeOf(test.cmp) : test.cmp, value: test.value }, (n) => String(n))}` };
  if (test.op === "anniversary" && field.key === "person.birthDate") return { noun: "birthday", verb: `${isNot ? "is not" : "is"} ${returnWords(test)}` };
  if (field.type === "elapsed" && isNumber(test)) return elapsedWords(field, noun, isNot ? opposite(test) : test, told);
  return { noun, verb: isNumber(test) ? `${isPlural(field) ? "are" : "is"} ${amountWords(isNot ? opposite(test) : test, showIn(field, told))}` : verbWords(field, test, isNot, told) };
}

const isNumber = (test: Test): test is NumberTest => ["eq", "ne", "lt", "le", "gt", "ge", "within", "notWithin", "known", "unknown"].includes(test.op);

/** Of a birth date the age is asked, of all others how long ago they were. */
function elapsedWords(field: Asked, noun: string, test: NumberTest, told: Told): Said {
  const amount = amountWords(test, showIn(field, told));
  if (test.op === "known" || test.op === "unknown" || field.unit === "year") return { noun, verb: `is ${amount}` };
  return { noun, verb: `was ${amount} ago` };
}

function verbWords(field: Asked, test: Exclude<Test, NumberTest>, isNot: boolean, told: Told): string {
  const shown = (value: string) => valueWords(field, value, told);
  const not = (yes: string, no: string) => (isNot ? no : yes);
  switch (test.op) {
    case "isTrue": case "isFalse": return (test.op === "isTrue") === isNot ? "is false" : "is true";
    case "isEmpty": return not("is empty", "is not empty");
    case "is": return `${not("is", "is not")} ${shown(test.value)}`;
    case "isNot": return `${not("is not", "is")} ${shown(test.value)}`;
    case "anyOf": return oneOf(test.values.map(shown), isNot);
    case "noneOf": return oneOf(test.values.map(shown), !isNot);
    case "contains": return `${not("contains", "does not contain")} “${test.value}”`;
    case "notContains": return `${not("does not contain", "contains")} “${test.value}”`;
    case "startsWith": return `${not("starts", "does not start")} with “${test.value}”`;
    case "endsWith": return `${not("ends", "does not end")} with “${test.value}”`;
    case "matches": return `${not("matches", "does not match")} “${test.value}”`;
    case "known": case "unknown": return (test.op === "known") === isNot ? "is not known" : "is known";
    case "length": case "size": return `has ${comparisonWords(isNot ? oppositeOf(test.cmp) : test.cmp)} ${counted(test.value, "character")}`;
    case "hasAny": return includes(test.values.map(shown), isNot, "or");
    case "hasNone": return includes(test.values.map(shown), !isNot, "or");
    case "hasAll": return includes(test.values.map(shown), isNot, "and");
    case "hasExactly": return `${not("are", "are not")} exactly ${listWords(test.values.map(shown), "and")}`;
    case "hasStarting": return `${not("include one", "include none")} starting with “${test.value}”`;
    case "in": return inWords(test, isNot, told);
    case "anniversary": return `${not("has", "does not have")} its anniversary ${returnWords(test)}`;
    case "month": return `${not("falls", "does not fall")} in ${listWords(test.values.map((month) => MONTHS[month - 1] ?? ordinal(month)), "or")}`;
    case "weekday": return `${not("falls", "does not fall")} on a ${listWords(test.values.map((day) => WEEKDAYS[day - 1] ?? ordinal(day)), "or")}`;
    case "hour": return `${not("falls", "does not fall")} between ${test.from}:00 and ${test.to}:00, ${field.type === "clock" ? "their" : "shop"} time`;
    case "near": return `${not("is", "is not")} within ${test.km} km of ${test.latitude}, ${test.longitude}`;
    default: return test satisfies never;
  }
}

function oneOf(values: string[], isNot: boolean): string {
  if (!isNot) return `is ${listWords(values, "or")}`;
  return values.length < 2 ? `is not ${values[0] ?? ""}` : `is neither ${listWords(values, "nor")}`;
}

function includes(values: string[], isNot: boolean, join: "and" | "or"): string {
  if (values.length < 2) return `${isNot ? "do not include" : "include"} ${values[0] ?? ""}`;
  if (!isNot) return `include ${listWords(values, join)}`;
  return join === "or" ? `include neither ${listWords(values, "nor")}` : `do not include all of ${listWords(values, "and")}`;
}

function inWords({ window }: Extract<Test, { op: "in" }>, isNot: boolean, told: Told): string {
  const isAhead = window.kind === "next" || (window.kind === "period" && window.back === 0);
  return `${isAhead ? (isNot ? "is not" : "is") : isNot ? "was not" : "was"} ${windowWords(window, told) || "at any time"}`;
}

function returnWords({ from, to }: Extract<Test, { op: "anniversary" }>): string {
  if (from === to) return dayWords(from);
  if (from === 0 && to > 0) return `today or in the next ${spanWords(to, "day")}`;
  return `between ${dayWords(from)} and ${dayWords(to)}`;
}

const dayWords = (offset: number) => (offset === 0 ? "today" : offset < 0 ? `${spanWords(-offset, "day")} ago` : `${spanWords(offset, "day")} from now`);
