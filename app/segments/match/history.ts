// One customer's events in order, as of an instant: the plain-code twin of compile/sources.ts.
import { isEventKind } from "#app/customers/event-kind.ts";
import { minorDigits } from "#app/lib/money.ts";
import type { Ask } from "../ask.ts";
import { missingBefore } from "../cover.ts";
import type { EventKey, Filter, Test, Window } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { Around, EventField, Occurrence, OrderAsOf } from "../field.ts";
import type { OrderFacts, PersonFacts } from "../person.ts";
import { type Query, requireField } from "../query.ts";
import { isScattered, scatter } from "../scatter.ts";
import { passesTest } from "../value.ts";
import { visitsOf } from "../visit.ts";
import { bounds, isPlain } from "../windows.ts";
import { makeAround } from "./around.ts";
import { personThen } from "./then.ts";

export type History = {
  person: PersonFacts;
  ask: Ask;
  /** Those that count at ask.now, oldest first. */
  of(event: EventKey): Occurrence[];
  /** All that ever will, whatever their date. */
  everOf(event: EventKey): Occurrence[];
};

export function makeHistory(known: PersonFacts, ask: Ask): History {
  const now = ask.now.getTime();
  const person = ask.past ? { ...personThen(known, ask.now), isWhole: isWhole(known) } : known;
  const kept = new Map<EventKey, Occurrence[]>();
  const ever = new Map<EventKey, Occurrence[]>();
  const refunds = refundsBy(person, now);
  const orders = new Map(person.orders.map((order): [string, OrderAsOf] => [order.orderId, withRefunds(order, refunds.get(order.orderId) ?? 0)]));
  const around = makeAround(person, orders, now, minorDigits(ask.currency));
  return { person, ask, everOf, of };

  function everOf(event: EventKey): Occurrence[] {
    const found = ever.get(event) ?? occurrences(event, person, orders, around, now).sort(byTime);
    ever.set(event, found);
    return found;
  }

  function of(event: EventKey): Occurrence[] {
    const found = kept.get(event) ?? everOf(event).filter((occurrence) => occurrence.at <= now && counts(event, occurrence, now));
    kept.set(event, found);
    return found;
  }
}

/** What was refunded of each order by now. */
function refundsBy({ refunds }: PersonFacts, now: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const { orderId, processedAt, amountMinor } of refunds) if (processedAt.getTime() <= now) found.set(orderId, (found.get(orderId) ?? 0) + amountMinor);
  return found;
}

const withRefunds = (order: OrderFacts, refundedMinor: number): OrderAsOf => ({ ...order, refundedMinor, netMinor: order.grossMinor - refundedMinor });

function occurrences(event: EventKey, person: PersonFacts, orders: Map<string, OrderAsOf>, around: Around, now: number): Occurrence[] {
  const none = { around, order: null, line: null, refund: null, tag: null, event: null, visit: null };
  const ofOrders = (at: (order: OrderAsOf) => Date | null): Occurrence[] =>
    [...orders.values()].flatMap((order) => at(order) === null ? [] : [{ ...none, at: at(order)?.getTime() ?? 0, ids: [order.orderId], kind: "order" as const, order }]);
  const ofTags = (present: boolean): Occurrence[] =>
    person.tags.filter((tag) => tag.present === present).map((tag) => ({ ...none, at: tag.changedAt.getTime(), ids: [], name: tag.tag.toLowerCase(), kind: "tag" as const, tag }));
  if (isEventKind(event)) {
    return person.events.filter(({ kind }) => kind === event).map((each) => ({ ...none, at: each.at.getTime(), ids: [each.eventId], kind: "event" as const, event: each }));
  }
  switch (event) {
    case "order": return ofOrders((order) => order.processedAt);
    case "shipped": return ofOrders((order) => order.shippedAt);
    case "delivered": return ofOrders((order) => order.deliveredAt);
    case "cancelled": return ofOrders((order) => order.voidAt);
    case "tagged": return ofTags(true);
    case "untagged": return ofTags(false);
    case "visit": return visitsOf(person.events, now).map((visit) => ({ ...none, at: visit.at.getTime(), ids: [], kind: "visit" as const, visit }));
    case "refund": return person.refunds.map((refund) => ({
      ...none, at: refund.processedAt.getTime(), ids: [refund.orderId, refund.refundId], kind: "refund" as const, refund, order: orders.get(refund.orderId) ?? null,
    }));
    case "item": return person.lines.flatMap((line) => {
      const order = orders.get(line.orderId) ?? null;
      return order?.processedAt ? [{ ...none, at: order.processedAt.getTime(), ids: [line.orderId, line.lineId], kind: "line" as const, line, order }] : [];
    });
    default: return event satisfies never;
  }
}

/** What EVENTS[event].counts says in SQL. */
function counts(event: EventKey, { order }: Occurrence, now: number): boolean {
  if (isEventKind(event)) return true;
  const isMade = order?.processedAt != null && order.processedAt.getTime() <= now;
  const isStanding = order?.voidAt == null || order.voidAt.getTime() > now;
  switch (event) {
    case "order": case "item": return isStanding;
    case "shipped": case "delivered": return isMade && isStanding;
    case "cancelled": return isMade && order.voidAt !== null && order.voidAt.getTime() > 0;
    case "refund": case "tagged": case "untagged": case "visit": return true;
    default: return event satisfies never;
  }
}

function byTime(a: Occurrence, b: Occurrence): number {
  if (a.at !== b.at) return a.at - b.at;
  for (const [index, id] of a.ids.entries()) {
    const other = b.ids[index] ?? "";
    // Digits, of which fewer are less: no number is made of them.
    if (id !== other) return id.length - other.length || (id < other ? -1 : 1);
  }
  return a.name === undefined || b.name === undefined || a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}

/** The events a leaf looks at. All of them are handed out as they are: nobody changes them. */
export function chosen(query: Query, history: History): Occurrence[] {
  const occurrences = inWindow(query, history);
  return (query.where ?? []).length === 0 ? occurrences : occurrences.filter(filterOf(query, history.ask));
}

/** They lie in the order of time: where a window begins and ends among them is found by halves. */
function inWindow({ event, window }: Query, history: History): Occurrence[] {
  const { ask } = history;
  const occurrences = history.of(event);
  if (window === undefined || occurrences.length === 0) return occurrences;
  if (!isPlain(window)) {
    const own = ownInstant(window, history);
    return own === null ? [] : between(occurrences, own + 1, null);
  }
  const { from, to } = bounds(window, ask);
  const scattered = scatter(window, ask.zone);
  const inside = between(occurrences, from, to);
  return scattered === null ? inside : inside.filter(({ at }) => isScattered(at, scattered));
}

/** [from, to) */
function between(occurrences: Occurrence[], from: number | null, to: number | null): Occurrence[] {
  const first = from === null ? 0 : placeOf(occurrences, from);
  const end = to === null ? occurrences.length : placeOf(occurrences, to);
  return first === 0 && end === occurrences.length ? occurrences : occurrences.slice(first, end);
}

/** Of the first that is not before the instant. */
function placeOf(occurrences: Occurrence[], instant: number): number {
  let [low, high] = [0, occurrences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((occurrences[middle]?.at ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Asked = Pick<Query, "event" | "where" | "whereAny">;
export const meetsFilters = (query: Asked, occurrence: Occurrence, ask: Ask): boolean => filterOf(query, ask)(occurrence);

type Filters = { event: EventKey; tests: { field: EventField; test: Test }[] };
/** Of a definition's own list, which stays as long as the definition does: its fields are looked up once for all people. */
const known = new WeakMap<Filter[], Filters>();

function filtersOf({ event, where = [] }: Asked): Filters["tests"] {
  const found = known.get(where);
  if (found?.event === event) return found.tests;
  const tests = where.map(({ field, test }) => ({ field: requireField(event, field), test }));
  known.set(where, { event, tests });
  return tests;
}

function filterOf(query: Asked, ask: Ask): (occurrence: Occurrence) => boolean {
  if ((query.where ?? []).length === 0) return () => true;
  const tests = filtersOf(query);
  const wanted = query.whereAny === true;
  return (occurrence) => {
    for (const { field, test } of tests) if ((passesTest(field, field.read(occurrence), test, ask) === true) === wanted) return wanted;
    return !wanted;
  };
}

/** Where a "since" window begins for this customer; null = nowhere. */
export function ownInstant(window: Window, { person, ask }: Pick<History, "person" | "ask">): number | null {
  if (window.kind === "since") {
    const { createdAt, firstOrderAt, lastOrderAt } = person.customer;
    return { created: createdAt, firstOrder: firstOrderAt, lastOrder: lastOrderAt }[window.of]?.getTime() ?? null;
  }
  if (window.kind !== "since-entered") return null;
  const now = ask.now.getTime();
  const open = person.stays.filter((stay) => stay.segmentId === window.segment && stay.enteredAt.getTime() <= now && (stay.leftAt === null || stay.leftAt.getTime() > now));
  return open.length === 0 ? null : Math.max(...open.map((stay) => stay.enteredAt.getTime()));
}

/** Whether facts we cannot see could belong to the question. */
export function isHidden(query: Query, history: History): boolean {
  const { ask, person } = history;
  const { window } = query;
  const before = missingBefore(query, ask);
  if (before === null || (EVENTS[query.event].fromOrders && isWhole(person))) return false;
  if (before === Infinity) return true;
  const from = window === undefined || isPlain(window) ? bounds(window, ask).from : ownInstant(window, history);
  const isEndless = from === null && (window === undefined || isPlain(window));
  return isEndless || (from !== null && from < before);
}

/** Shopify's lifetime count proves that no order of theirs is hidden (wholeSql in compile/then.ts). */
export function isWhole({ customer, isWhole: proven }: PersonFacts): boolean {
  if (proven !== undefined) return proven;
  const { shopifyOrderCount, shopifyCountedAt, orderCount, lastOrderAt } = customer;
  if (shopifyOrderCount === 0) return true;
  return shopifyOrderCount !== null && orderCount >= shopifyOrderCount && lastOrderAt !== null && shopifyCountedAt !== null && lastOrderAt <= shopifyCountedAt;
}
