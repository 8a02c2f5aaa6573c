// Leaves as English.
import type { Expression, Filter, In, Leaf, Measure, Seq, Share } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { customerField, eventField } from "../fields.ts";
import type { Query } from "../query.ts";
import { type Names, numberWords, testWords, windowWords } from "./test.ts";
import { comparisonWords, spanWords } from "./words.ts";

export function leafWords(leaf: Leaf, names: Names): string {
  switch (leaf.kind) {
    case "attr": return `${labelOf(leaf.field)} ${testWords(customerField(leaf.field) ?? UNKNOWN, leaf.test, names)}`;
    case "agg": return `${measureWords(leaf, names)} ${numberWords(leaf.test)}`;
    case "nth": return `${nthWords(leaf, names)} ${testWords(eventField(leaf.event, leaf.field) ?? UNKNOWN, leaf.test, names)}`;
    case "share": return shareWords(leaf, names);
    case "cmp": return `${expressionWords(leaf.left, names)} is ${comparisonWords(leaf.cmp)} ${leaf.factor === undefined ? "" : `${leaf.factor} × `}${expressionWords(leaf.right, names)}${leaf.plus === undefined ? "" : ` + ${leaf.plus}`}`;
    case "seq": return seqWords(leaf, names);
    case "in": return inWords(leaf, names);
    case "bucket": return `the random number of “${leaf.salt}” (0 to 9999) is between ${leaf.from} and ${leaf.to}`;
    default: return leaf satisfies never;
  }
}

const UNKNOWN = { type: "text" as const };
const lower = (label: string) => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);
const labelOf = (key: string) => lower(customerField(key)?.label ?? key);

const MEASURES: Record<Measure, string> = {
  count: "the number of", distinct: "the number of different", sum: "the sum of", avg: "the average", min: "the lowest", max: "the highest", median: "the median",
  daysSinceFirst: "days since the first among", daysSinceLast: "days since the last among", gapMean: "the mean days between", gapMedian: "the median days between", gapSd: "the spread (standard deviation, days) of the gaps between", gapLongest: "the longest gap (days) between",
};

function measureWords(leaf: Query & { measure: Measure; field?: string | undefined }, names: Names): string {
  const of = leaf.field === undefined ? "" : `${lower(eventField(leaf.event, leaf.field)?.label ?? leaf.field)} of `;
  return `${MEASURES[leaf.measure]} ${of}${eventsWords(leaf, names)}`;
}

function eventsWords(query: Query, names: Names): string {
  const window = windowWords(query.window, names);
  return `${EVENTS[query.event].plural}${whereWords(query, names)}${window === "" ? "" : ` ${window}`}`;
}

function whereWords({ event, where = [], whereAny }: Pick<Query, "event" | "where" | "whereAny">, names: Names): string {
  return where.length === 0 ? "" : ` where ${filtersWords(event, where, whereAny ? " or " : " and ", names)}`;
}

const filtersWords = (event: Query["event"], filters: Filter[], between: string, names: Names) => filters.map(({ field, test }) => {
  const found = eventField(event, field);
  return `${lower(found?.label ?? field)} ${testWords(found ?? UNKNOWN, test, names)}`;
}).join(between);

function nthWords({ k, field, ...query }: Query & { k: number; field: string }, names: Names): string {
  const place = k === 1 ? "first" : k === -1 ? "last" : k > 0 ? `${ordinal(k)}` : `${ordinal(-k)} last`;
  const label = lower(eventField(query.event, field)?.label ?? field);
  return `${label} of the ${place} among ${eventsWords(query, names)}`;
}

const ordinal = (n: number) => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;

function shareWords(leaf: Share, names: Names): string {
  const what = { count: "the share", quantity: "the share of quantity", money: "the share of money" }[leaf.of];
  const part = leaf.by === undefined ? `with ${filtersWords(leaf.event, leaf.part ?? [], " and ", names)}` : `at the commonest ${lower(eventField(leaf.event, leaf.by)?.label ?? leaf.by)}`;
  const base = leaf.atLeast !== undefined && leaf.atLeast > 1 ? `, of at least ${leaf.atLeast},` : "";
  return `${what} ${part} among ${eventsWords(leaf, names)}${base} ${numberWords(leaf.test, " %")}`;
}

function expressionWords(expression: Expression, names: Names): string {
  switch (expression.kind) {
    case "attr": return labelOf(expression.field);
    case "agg": return measureWords(expression, names);
    case "nth": return nthWords(expression, names);
    default: return expression satisfies never;
  }
}

function seqWords(leaf: Seq, names: Names): string {
  const event = { order: "an order", item: "an item", refund: "a refund" }[leaf.event];
  const window = windowWords(leaf.window, names);
  const first = `${event}${whereWords({ event: leaf.event, where: leaf.first }, names)}${window === "" ? "" : ` ${window}`}`;
  const then = `${leaf.sameProduct ? "the same product" : event}${whereWords({ event: leaf.event, where: leaf.then }, names)}`;
  return `there was ${first}, and within ${spanWords(leaf.within.n, leaf.within.unit)} after it ${leaf.absent ? "never " : ""}${then}`;
}

function inWords({ segment, how }: In, names: Names): string {
  const name = names("segment", String(segment)) ?? `segment ${segment}`;
  switch (how.kind) {
    case "is": return `they are in ${name}`;
    case "was": return `they were ever in ${name}`;
    case "joined": case "left": return `they ${how.kind} ${name} ${windowWords(how.window, names) || "at any time"}`;
    case "for": return `they have been in ${name} for at least ${spanWords(how.n, how.unit)}`;
    case "on": return `they were in ${name} on ${how.date}`;
    case "times": return `the number of times they entered ${name} ${[windowWords(how.window, names), numberWords(how.test)].filter((part) => part !== "").join(" ")}`;
    default: return how satisfies never;
  }
}
