// One filter of Klaviyo's as a test of one of our fields. An unset value meets none of them but
// "is not set": so it is with unknown values here, negations included.
import type { Test } from "../definition.ts";
import type { Field } from "../field.ts";
import type { Filter } from "./contract.ts";
import { became, cannot, every, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { countryCode, regionCode } from "./places.ts";
import { readDateTest } from "./read-dates.ts";
import { COMPARE, LENGTH, NOT_TEXT, SETS, TEXT } from "./table.ts";

/** `isNot`: under a "not", because ours has no opposite. */
export type TestRead = { test: Test; isNot?: true };
type Typed = Pick<Field, "type" | "key" | "label">;
type Strings = Extract<Filter, { type: "string" }>;
type Lists = Extract<Filter, { type: "list" }>;

export function readTest(field: Typed, filter: Filter): Mapped<TestRead> {
  if (filter.type === "existence") return became({ test: { op: filter.operator === "is-set" ? "known" : "unknown" } });
  switch (field.type) {
    case "text": return filter.type === "string" ? readText(filter) : unlike(field, filter);
    case "enum": return filter.type === "string" ? readCode(field, filter) : unlike(field, filter);
    case "ref": return filter.type === "string" ? readCode(field, filter) : filter.type === "numeric" && filter.operator === "equals" ? became({ test: { op: "is", value: String(filter.value) } }) : unlike(field, filter);
    case "number": case "money": return filter.type === "numeric" ? became({ test: { op: COMPARE[filter.operator], value: filter.value } }) : unlike(field, filter);
    case "bool": return filter.type === "boolean" ? became({ test: { op: filter.value ? "isTrue" : "isFalse" } }) : unlike(field, filter);
    case "set": return filter.type === "list" ? readList(filter) : unlike(field, filter);
    case "date": case "day": return filter.type === "date" ? andThen(readDateTest(filter, field.type), (test) => became({ test })) : unlike(field, filter);
    case "elapsed": case "refs": case "place": case "clock": return unlike(field, filter);
    default: return field.type satisfies never;
  }
}

const KINDS: Record<Filter["type"], string> = { date: "a date", numeric: "a number", string: "a text", boolean: "true or false", existence: "whether it is set", list: "a list" };
const TYPES: Record<Field["type"], string> = {
  text: "a text", enum: "one of some codes", number: "a number", money: "an amount", bool: "true or false", date: "a date", day: "a date", elapsed: "an age", set: "a list", ref: "a single thing", refs: "several things", place: "a place", clock: "an hour",
};

const unlike = (field: Typed, filter: Filter) => cannot(`Klaviyo compares it as ${KINDS[filter.type]}; “${field.label}” is ${TYPES[field.type]} here.`);
const NOTHING = cannot("It is compared with nothing: no value is given.");
const REGEX = cannot("Segue has no regular expressions. A pattern with * and ? can be asked for in the builder.");

function readText(filter: Strings): Mapped<TestRead> {
  switch (filter.operator) {
    case "in": case "not-in": return filter.value.length === 0 ? NOTHING : became({ test: { op: filter.operator === "in" ? "anyOf" : "noneOf", values: filter.value } }, NOTES.CASE);
    case "regex": case "nregex": return REGEX;
    case "phone-country-code-in": case "phone-country-code-not-in": return cannot("Only a phone number has a country of its own.");
    default: {
      const { operator, value } = filter;
      if (value === null) return NOTHING;
      if (operator === "not-starts-with" || operator === "not-ends-with") return became({ test: { op: NOT_TEXT[operator], value }, isNot: true }, NOTES.CASE);
      return became({ test: { op: TEXT[operator], value } }, NOTES.CASE);
    }
  }
}

function readCode(field: Typed, filter: Strings): Mapped<TestRead> {
  switch (filter.operator) {
    case "equals": case "not-equals": {
      const { operator, value } = filter;
      return value === null ? NOTHING : andThen(codeOf(field, value), (code) => became({ test: { op: operator === "equals" ? "is" : "isNot", value: code } }));
    }
    case "in": case "not-in": return filter.value.length === 0 ? NOTHING : andThen(every(filter.value.map((value) => codeOf(field, value))), (values) => became({ test: { op: filter.operator === "in" ? "anyOf" : "noneOf", values } }));
    default: return cannot(`“${field.label}” is chosen from codes here: it has no “${filter.operator}”.`);
  }
}

/** Countries and regions are written out in Klaviyo. */
function codeOf(field: Typed, value: string): Mapped<string> {
  if (!["person.country", "person.region"].includes(field.key)) return became(value);
  const code = field.key === "person.country" ? countryCode(value) : regionCode(value);
  return code === null ? cannot(`“${value}” is no ${field.key === "person.country" ? "country" : "region"} that Segue knows the code of.`) : became(code, NOTES.COUNTRY);
}

function readList(filter: Lists): Mapped<TestRead> {
  switch (filter.operator) {
    case "contains": return filter.value === null ? NOTHING : became({ test: { op: "hasAny", values: [String(filter.value)] } }, NOTES.CASE);
    case "not-contains": return filter.value === null ? NOTHING : became({ test: { op: "hasNone", values: [String(filter.value)] } }, NOTES.CASE, NOTES.NO_TAGS);
    case "contains-any": case "contains-all": case "not-contains-any": return filter.value.length === 0 ? NOTHING : became({ test: { op: SETS[filter.operator], values: filter.value } }, NOTES.CASE);
    case "not-contains-all": return filter.value.length === 0 ? NOTHING : became({ test: { op: "hasAll", values: filter.value }, isNot: true }, NOTES.CASE);
    case "contains-substring": case "not-contains-substring": return cannot("Parts of a list's values are not searched here, only whole values.");
    default: return became({ test: { op: "size", cmp: LENGTH[filter.operator], value: filter.value } });
  }
}
