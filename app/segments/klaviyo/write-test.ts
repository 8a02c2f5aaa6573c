// A test of one of our fields as filters of Klaviyo's. Theirs have no "not" around them: it is carried
// into the filter, where an unset value meets neither side, as an unknown one does here.
import type { Comparison, Test } from "../definition.ts";
import { oppositeOf } from "../describe/amount.ts";
import type { Field } from "../field.ts";
import type { Filter } from "./contract.ts";
import { became, cannot, every, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { countryText, regionText } from "./places.ts";
import { COMPARE, inverse, LENGTH, SETS, TEXT } from "./table.ts";
import { notOn, writeDateTest } from "./write-dates.ts";

/** Joined by "and", or by "or". */
export type Filters = { join: "and" | "or"; filters: Filter[] };
type Asked = Pick<Field, "type" | "key" | "label">;

const one = (filter: Filter, ...notes: (string | undefined)[]) => became<Filters>({ join: "and", filters: [filter] }, ...notes);

/** Null-like answers have a word of their own everywhere. */
export function writeTest(field: Asked, test: Test, isNot: boolean): Mapped<Filters> {
  switch (test.op) {
    case "known": case "unknown": return one({ type: "existence", operator: (test.op === "known") === isNot ? "not-set" : "is-set" });
    case "is": case "isNot": case "contains": case "notContains": case "startsWith": case "endsWith": return writeText(field, test.op, test.value, isNot);
    case "anyOf": case "noneOf": return andThen(every(test.values.map((value) => wordOf(field, value))), (value) => one({ type: "string", operator: (test.op === "anyOf") === isNot ? "not-in" : "in", value }, field.type === "text" ? NOTES.CASE : undefined));
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge": return field.type === "elapsed" ? cannot(AGE) : one(compare(isNot ? oppositeOf(test.op) : test.op, test.value));
    case "within": case "notWithin":
      if (field.type === "elapsed") return cannot(AGE);
      return became((test.op === "within") === isNot
        ? { join: "or", filters: [compare("lt", test.from), compare("gt", test.to)] }
        : { join: "and", filters: [compare("ge", test.from), compare("le", test.to)] });
    case "isTrue": case "isFalse": return one({ type: "boolean", operator: "equals", value: (test.op === "isTrue") !== isNot });
    case "hasAny": case "hasNone": case "hasAll": return writeSet(test.op, test.values, isNot);
    case "size": return became(lengths(isNot ? oppositeOf(test.cmp) : test.cmp, test.value));
    case "in": case "anniversary": case "month": return writeDates(test, isNot);
    case "hasExactly": case "hasStarting": return cannot("Klaviyo asks a list for whole values, any or all of some.");
    case "matches": case "isEmpty": case "length": return cannot("Klaviyo has no patterns with * and ?, and does not ask how long a text is.");
    case "weekday": case "hour": return cannot("Klaviyo does not ask for days of the week or hours of the day.");
    case "near": return cannot("Klaviyo measures distances from a postal code, not from a point.");
    default: return test satisfies never;
  }
}

const AGE = "Klaviyo has no whole years or days since a date: ask for the date itself.";
const compare = (op: Comparison, value: number): Filter => ({ type: "numeric", operator: COMPARE_OF[op], value });
export const COMPARE_OF = inverse(COMPARE);

function writeText(field: Asked, op: "is" | "isNot" | "contains" | "notContains" | "startsWith" | "endsWith", text: string, isNot: boolean): Mapped<Filters> {
  return andThen(wordOf(field, text), (value) => {
    const note = field.type === "text" ? NOTES.CASE : undefined;
    if (!isNot) return one({ type: "string", operator: TEXT_OF[op], value }, note);
    return one({ type: "string", operator: NOT_TEXT_OF[op], value }, note);
  });
}

const TEXT_OF = inverse(TEXT);
const NOT_TEXT_OF = { is: "not-equals", isNot: "equals", contains: "not-contains", notContains: "contains", startsWith: "not-starts-with", endsWith: "not-ends-with" } as const;

/** Countries and regions are written out in Klaviyo. */
function wordOf(field: Asked, value: string): Mapped<string> {
  if (field.key !== "person.country" && field.key !== "person.region") return became(value);
  const word = field.key === "person.country" ? countryText(value) : regionText(value);
  return word === null ? cannot(`Klaviyo writes places out, and Segue does not know what it calls “${value}”.`) : became(word);
}

function writeSet(op: "hasAny" | "hasNone" | "hasAll", values: string[], isNot: boolean): Mapped<Filters> {
  const hasNot = (op === "hasNone") !== isNot;
  // All of them, or none of them, is one after the other; any, or not all, is one or the other.
  const join = op === "hasAll" ? (isNot ? "or" : "and") : op === "hasAny" ? (isNot ? "and" : "or") : isNot ? "or" : "and";
  return became<Filters>({ join, filters: values.map((value) => ({ type: "list", operator: hasNot ? "not-contains" : "contains", value })) }, NOTES.CASE, hasNot ? NOTES.NO_TAGS : undefined);
}

function lengths(cmp: Comparison, value: number): Filters {
  const filter = (operator: keyof typeof LENGTH): Filter => ({ type: "list", operator, value });
  if (cmp === "ne") return { join: "or", filters: [filter("length-less-than"), filter("length-greater-than")] };
  return { join: "and", filters: [filter(LENGTH_OF[cmp])] };
}
const LENGTH_OF = inverse(LENGTH);

const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1);

function writeDates(test: Extract<Test, { op: "in" | "anniversary" | "month" }>, isNot: boolean): Mapped<Filters> {
  const either = (filters: Mapped<Filter[]>): Mapped<Filters> => andThen(filters, (found) => became({ join: "or", filters: found }));
  if (!isNot) return either(writeDateTest(test));
  if (test.op === "month") {
    const values = MONTHS.filter((month) => !test.values.includes(month));
    return values.length === 0 ? cannot("No month is left.") : either(writeDateTest({ op: "month", values }));
  }
  const windows = test.op === "in" ? notOn(test.window) : null;
  if (windows === null) return cannot("Klaviyo has no “not” for this time frame.");
  return either(andThen(every(windows.map((window) => writeDateTest({ op: "in", window }))), (found) => became(found.flat())));
}

const SET_OF = inverse(SETS);

/** For filters of events, which are all joined by "and". */
export function writeFilter(field: Asked, test: Test): Mapped<Filter[]> {
  if (test.op === "hasAny" || test.op === "hasAll" || test.op === "hasNone") {
    return became([{ type: "list", operator: SET_OF[test.op], value: test.values }], NOTES.CASE);
  }
  if (field.type === "date" || field.type === "day") return cannot("Klaviyo's metrics have no filter on a date: use the time frame.");
  return andThen(writeTest(field, test, false), ({ join, filters }) => (join === "or" && filters.length > 1 ? cannot("Klaviyo joins the filters of a metric with “and” alone.") : became(filters)));
}

