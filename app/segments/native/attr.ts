// A condition on the customer in Shopify's language.
import { namedColumn } from "#app/lists/column.ts";
import { asksIfKnown, type Attr, type Comparison, NumberTest, type Test } from "../definition.ts";
import { customerField } from "../fields.ts";
import { isDateTest, writeElapsed, writeWindow } from "./dates.ts";
import { cannot, clause, join, numeral, quoted, type Refused, type Said } from "./said.ts";
import { ELSEWHERE, type Mapping, TABLE } from "./table.ts";

const SIGNS: Record<Comparison, string> = { eq: "=", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" };
const OPPOSITE: Record<Comparison, Comparison> = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" };
const UNSAID = cannot("Shopify has no such comparison here.");

export function writeAttr({ field, test }: Attr, isNot: boolean): Said | Refused {
  const mapping = TABLE[field];
  if (namedColumn(field)) return cannot("Shopify knows nothing of the columns of Segue’s lists.");
  if (mapping === undefined) return cannot(ELSEWHERE[field] ?? `Shopify has no filter for “${customerField(field)?.label ?? field}”.`);
  if (test.op === "known" || test.op === "unknown") return existence(mapping, (test.op === "known") !== isNot);
  switch (mapping.kind) {
    case "date": return test.op === "in" ? dated(mapping, writeWindow(test.window, isNot)) : UNSAID;
    case "elapsed": return elapsed(mapping, test, isNot);
    case "number": return numbered(mapping, test, isNot);
    case "text": return worded(mapping, test, isNot);
    case "list": return listed(mapping, test, isNot);
    default: return mapping.kind satisfies never;
  }
}

/** What everybody has is not asked for; of lists, and of what we may not have heard, "unknown" has another meaning. */
const existence = ({ filter, kind, doubt }: Mapping, isKnown: boolean): Said | Refused =>
  (kind === "date" || kind === "elapsed" || filter === "customer_email_domain" || filter === "customer_language") ? clause(filter, isKnown ? "IS NOT NULL" : "IS NULL", doubt) : UNSAID;

const dated = ({ filter, doubt }: Mapping, found: ReturnType<typeof writeWindow>): Said | Refused => (isDateTest(found) ? clause(filter, found.text, doubt) : found);

type NumberAsked = Exclude<NumberTest, { op: "known" | "unknown" }>;

/** With the negation taken in; null where it is no test of a number. */
function numberAsked(test: Test, isNot: boolean): NumberAsked | null {
  const read = NumberTest.safeParse(test);
  if (!read.success || asksIfKnown(read.data)) return null;
  if (!isNot) return read.data;
  if ("from" in read.data) return { ...read.data, op: read.data.op === "within" ? "notWithin" : "within" };
  return { ...read.data, op: OPPOSITE[read.data.op] };
}

function elapsed({ filter, doubt }: Mapping, test: Test, isNot: boolean): Said | Refused {
  const asked = numberAsked(test, isNot);
  if (asked === null) return UNSAID;
  // "!=" would hold of whoever never ordered, too.
  if ("value" in asked && asked.op === "ne") return both(filter, doubt, `!= -${asked.value}d`);
  const found = writeElapsed(asked);
  return isDateTest(found) ? clause(filter, found.text, doubt) : found;
}

const both = (filter: string, doubt: string | undefined, ...tests: string[]): Said => join("and", [...tests, "IS NOT NULL"].map((each) => clause(filter, each, doubt)));

function numbered({ filter, doubt }: Pick<Mapping, "filter" | "doubt">, test: Test, isNot: boolean): Said | Refused {
  const asked = numberAsked(test, isNot);
  if (asked === null) return UNSAID;
  if ("from" in asked) {
    if (asked.op === "notWithin") return join("or", [clause(filter, `< ${numeral(asked.from)}`, doubt), clause(filter, `> ${numeral(asked.to)}`, doubt)]);
    return clause(filter, `BETWEEN ${numeral(asked.from)} AND ${numeral(asked.to)}`, doubt);
  }
  return clause(filter, `${SIGNS[asked.op]} ${numeral(asked.value)}`, doubt);
}

function worded({ filter, doubt, doubted, small }: Mapping, test: Test, isNot: boolean): Said | Refused {
  const asked = oneOf(test);
  if (asked === null) return UNSAID;
  const values = [...new Set(asked.values.map((value) => (small ? value.toLowerCase() : value)))];
  const isIn = asked.isIn !== isNot;
  // A doubt about one value is none where another is asked for.
  const doubts = doubted === undefined || !isIn || values.includes(doubted) ? doubt : undefined;
  if (isIn) return join("or", values.map((value) => clause(filter, `= ${quoted(value)}`, doubts)));
  return both(filter, doubts, ...values.map((value) => `!= ${quoted(value)}`));
}

function oneOf(test: Test): { values: string[]; isIn: boolean } | null {
  if (test.op === "is" || test.op === "isNot") return { values: [test.value], isIn: test.op === "is" };
  if (test.op === "anyOf" || test.op === "noneOf") return { values: test.values, isIn: test.op === "anyOf" };
  return null;
}

function listed({ filter, doubt }: Mapping, test: Test, isNot: boolean): Said | Refused {
  const has = (values: string[], kind: "and" | "or", isIn: boolean) => join(kind, values.map((value) => clause(filter, `${isIn ? "" : "NOT "}CONTAINS ${quoted(value)}`, doubt)));
  if (test.op === "hasAny") return isNot ? has(test.values, "and", false) : has(test.values, "or", true);
  if (test.op === "hasNone") return isNot ? has(test.values, "or", true) : has(test.values, "and", false);
  if (test.op === "hasAll") return isNot ? has(test.values, "or", false) : has(test.values, "and", true);
  const asked = oneOf(test);
  if (asked === null) return UNSAID;
  if (asked.isIn !== isNot) return has(asked.values, "or", true);
  // Whoever has no address is not known to live elsewhere.
  return join("and", [has(asked.values, "and", false), clause(filter, "IS NOT NULL", doubt)]);
}
