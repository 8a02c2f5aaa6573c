// What can be measured over events, in the merchant's words.
import type { Agg, EventKey, Measure, NumberTest, Test } from "#app/segments/definition.ts";
import type { EventField } from "#app/segments/field.ts";
import { KIND_WORDS, VISIT_WORDS } from "#app/segments/event-words.ts";
import { eventField, eventFields } from "#app/segments/fields.ts";
import { isElapsed, isGap } from "#app/segments/measure.ts";
import type { FieldWords } from "./field-words.ts";

export const EVENTS: Record<EventKey, { one: string; many: string }> = {
  order: { one: "order", many: "orders" },
  item: { one: "item bought", many: "items bought" },
  refund: { one: "refund", many: "refunds" },
  shipped: { one: "shipment", many: "shipments" },
  delivered: { one: "delivery", many: "deliveries" },
  cancelled: { one: "cancelled order", many: "cancelled orders" },
  tagged: { one: "tag added", many: "tags added" },
  untagged: { one: "tag removed", many: "tags removed" },
  visit: VISIT_WORDS,
  ...KIND_WORDS,
};

export function measureChoices(event: EventKey): [Measure, string][] {
  const { one, many } = EVENTS[event];
  return [
    ["count", `Number of ${many}`],
    ["days", `Number of different days with ${many}`],
    ["distinct", "Number of different"],
    ["sum", "Total"],
    ["avg", "Average"],
    ["min", "Lowest"],
    ["max", "Highest"],
    ["median", "Median"],
    ["daysSinceFirst", `Days since first ${one}`],
    ["daysSinceLast", `Days since last ${one}`],
    ["gapMean", `Average days between ${many}`],
    ["gapMedian", `Usual days between ${many}`],
    ["gapSd", `Variation of days between ${many}`],
    ["gapLongest", `Longest gap between ${many}`],
  ];
}

/** Null for measures that look at no field. `of`: the fields that are offered. */
export function measuredFields(event: EventKey, measure: Measure, of: EventField[] = eventFields(event)): EventField[] | null {
  switch (measure) {
    case "count": case "days": case "daysSinceFirst": case "daysSinceLast": case "gapMean": case "gapMedian": case "gapSd": case "gapLongest":
      return null;
    case "distinct":
      return of.filter(({ type }) => type === "text" || type === "enum" || type === "ref");
    case "sum": case "avg": case "min": case "max": case "median":
      return of.filter(({ type }) => type === "number" || type === "money");
    default:
      return measure satisfies never;
  }
}

/** The same question with another measure: a field that no longer fits goes. */
export function withMeasure(leaf: Agg, measure: Measure, of: EventField[] = eventFields(leaf.event)): Agg {
  const { field, ...rest } = leaf;
  const fields = measuredFields(leaf.event, measure, of);
  if (fields === null) return { ...rest, measure };
  const kept = fields.find(({ key }) => key === field) ?? fields[0];
  return { ...rest, measure, field: kept?.key ?? "" };
}

/** What the measured number is: money, days, or a plain count. */
export function measuredWords(event: EventKey, measure: Measure, field: string | undefined): FieldWords {
  const label = "Result";
  if (isElapsed(measure) || isGap(measure)) return { label, type: "elapsed", unit: "day" };
  if (measure === "count" || measure === "distinct" || field === undefined) return { label, type: "number" };
  const found = eventField(event, field);
  return found?.type === "money" ? { label, type: "money" } : { label: found?.label ?? label, type: "number" };
}

/** The tests of a number among all tests. */
export function numberTest(test: Test): NumberTest | null {
  switch (test.op) {
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge":
      return { op: test.op, value: test.value };
    case "within": case "notWithin":
      return { op: test.op, from: test.from, to: test.to };
    case "known": case "unknown":
      return { op: test.op };
    default:
      return null;
  }
}
