// The words that begin a test, and which types of field take them.
import type { Op } from "../definition.ts";
import { OPERATORS } from "../field.ts";
import type { AnyField } from "../fields.ts";

const OPS: Record<string, Op> = {
  "=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", between: "within", "not between": "notWithin", known: "known", unknown: "unknown",
  "is true": "isTrue", "is false": "isFalse", "is empty": "isEmpty", is: "is", "is not": "isNot", "in {": "anyOf", "not in {": "noneOf",
  contains: "contains", "not contains": "notContains", starts: "startsWith", ends: "endsWith", matches: "matches",
  "has starting": "hasStarting", "has any {": "hasAny", "has all {": "hasAll", "has none {": "hasNone", "has exactly {": "hasExactly",
  length: "length", size: "size", anniversary: "anniversary", hour: "hour", "month {": "month", "weekday {": "weekday", within: "near",
  in: "in", "all time": "in", last: "in", next: "in", "more than": "in", before: "in", after: "in", on: "in", from: "in", outside: "in", "season {": "in", period: "in",
  "since segment": "in", "since created": "in", "since firstOrder": "in", "since lastOrder": "in",
};

/** Words that begin no test are none of ours to judge. */
export function isTestOf({ type }: Pick<AnyField, "type">, word: string): boolean {
  const op = Object.hasOwn(OPS, word) ? OPS[word] : undefined;
  return op === undefined || OPERATORS[type].includes(op);
}
