// Events as English: "orders in the last 30 days where the value is more than $50", and what is measured of them.
import type { EventKey, Filter, Measure } from "../definition.ts";
import { KIND_WORDS, VISIT_WORDS } from "../event-words.ts";
import { eventField } from "../fields.ts";
import { isElapsed, isGap } from "../measure.ts";
import type { Measured, Query } from "../query.ts";
import { days, type Show, showIn } from "./amount.ts";
import { GONE, isPlural, nounOf, type Told } from "./names.ts";
import { testWords } from "./test.ts";
import { windowWords } from "./window.ts";
import { numberText, ordinal } from "./words.ts";

type Words = { did: string; one: string; many: string; /** Said behind the noun: "2 orders shipped". */ behind?: string };

export const EVENT_WORDS: Record<EventKey, Words> = {
  order: { did: "placed", one: "order", many: "orders" },
  item: { did: "bought", one: "item", many: "items" },
  refund: { did: "received", one: "refund", many: "refunds" },
  shipped: { did: "had", one: "order", many: "orders", behind: "shipped" },
  delivered: { did: "had", one: "order", many: "orders", behind: "delivered" },
  cancelled: { did: "had", one: "order", many: "orders", behind: "cancelled" },
  tagged: { did: "was given", one: "tag", many: "tags" },
  untagged: { did: "lost", one: "tag", many: "tags" },
  visit: VISIT_WORDS,
  ...KIND_WORDS,
};

export const askedOf = (event: EventKey, key: string) => eventField(event, key) ?? GONE;

/** What stands behind the noun, with a space before it where there is anything. `on`: said before the period. */
export function restWords(query: Query, told: Told, on?: string): string {
  return [EVENT_WORDS[query.event].behind, on, windowWords(query.window, told), whereWords(query.event, query.where, query.whereAny, told)]
    .flatMap((part) => (part ? [` ${part}`] : [])).join("");
}

export const eventsWords = (query: Query, told: Told) => `${EVENT_WORDS[query.event].many}${restWords(query, told)}`;

export function whereWords(event: EventKey, filters: Filter[] = [], isAny: boolean | undefined, told: Told): string {
  if (filters.length === 0) return "";
  const words = filtersWords(event, filters, isAny ?? false, told);
  return `where ${isAny && filters.length > 1 ? "either " : ""}${words}`;
}

export const filtersWords = (event: EventKey, filters: Filter[], isAny: boolean, told: Told) => filters.map(({ field, test }) => {
  const { noun, verb } = testWords(askedOf(event, field), test, false, told);
  return noun === null ? `it ${verb}` : `the ${noun} ${verb}`;
}).join(isAny ? " or " : " and ");

/** "average order value in the last 90 days": what a number is called, without an article. */
export function measureNoun(leaf: Measured, told: Told): string {
  const { one, many } = EVENT_WORDS[leaf.event];
  const rest = restWords(leaf, told);
  const field = leaf.field === undefined ? null : askedOf(leaf.event, leaf.field);
  const noun = field === null ? one : nounOf(field);
  const isValue = leaf.field === "order.net" || leaf.field === "order.gross";
  const value = isValue ? `order ${noun}` : noun;
  const per = isValue && one === "order" ? "" : ` per ${one}`;
  switch (leaf.measure) {
    case "count": return `number of ${many}${rest}`;
    case "days": return `number of different days with ${many}${rest}`;
    case "distinct": return `number of different ${field === null ? many : pluralNoun(field)} of ${many}${rest}`;
    case "sum": return `total ${noun} of ${many}${rest}`;
    case "avg": return `average ${value}${per}${rest}`;
    case "median": return `median ${value}${per}${rest}`;
    case "min": return `lowest ${value}${per}${rest}`;
    case "max": return `highest ${value}${per}${rest}`;
    case "daysSinceFirst": return `time since the first ${one}${rest}`;
    case "daysSinceLast": return `time since the last ${one}${rest}`;
    case "gapMean": return `average time between ${many}${rest}`;
    case "gapMedian": return `median time between ${many}${rest}`;
    case "gapSd": return `spread (standard deviation) of the time between ${many}${rest}`;
    case "gapLongest": return `longest time between ${many}${rest}`;
    default: return leaf.measure satisfies never;
  }
}

/** "vendors", "postal codes shipped to"; of numbers "values of the discount". */
export function pluralNoun(field: Parameters<typeof nounOf>[0] & Parameters<typeof isPlural>[0]): string {
  const noun = nounOf(field);
  if (isPlural(field)) return noun;
  if (field.type === "number" || field.type === "money" || field.type === "bool") return `values of the ${noun}`;
  const [, head = noun, tail = ""] = /^(.+?)( shipped to| of .+)?$/.exec(noun) ?? [];
  return (/[^aeiou]y$/.test(head) ? `${head.slice(0, -1)}ies` : /(s|x|ch)$/.test(head) ? `${head}es` : `${head}s`) + tail;
}

export function showMeasure(measure: Measure, event: EventKey, field: string | undefined, told: Told): Show {
  if (isElapsed(measure) || isGap(measure)) return days;
  return field === undefined || measure === "distinct" ? numberText : showIn(askedOf(event, field), told);
}

/** "first order in the last 90 days", "2nd last item". */
export function placeWords(query: Query & { k: number }, told: Told): string {
  const { k } = query;
  const place = k === 1 ? "first" : k === -1 ? "last" : k > 0 ? ordinal(k) : `${ordinal(-k)} last`;
  return `${place} ${EVENT_WORDS[query.event].one}${restWords(query, told)}`;
}
