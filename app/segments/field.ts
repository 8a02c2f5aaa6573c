// What a field is: one thing that can be asked about a customer, an order, an item or a refund.
// Each has two readers that must agree: an SQL expression over fixed aliases, and a function over facts.
import type { EventKind } from "#app/customers/event-kind.ts";
import type { Op } from "./definition.ts";
import type { CustomerFacts, EventFacts, LineFacts, OrderFacts, RefundFacts, TagFacts, VisitFacts } from "./person.ts";

/**
 * text: compared without case and accents. enum: codes, compared exactly. money: minor units.
 * date: an instant. day: a date without a zone. elapsed: whole calendar `unit`s since a date.
 * set: texts. refs and ref: ids of Shopify. place: latitude and longitude. clock: the name of a zone, asked about its hour now. (Derived fields stand for other conditions: fields/derived.ts.)
 */
export type FieldType = "text" | "enum" | "number" | "money" | "bool" | "date" | "day" | "elapsed" | "set" | "ref" | "refs" | "place" | "clock";

/** customer; or the row a filter looks at. Item filters may also ask about the item's order, refund filters too. */
export type Scope = "customer" | "order" | "item" | "refund" | "tag" | "event" | "visit";

/** A text of events, by its field's key: what they said lately. */
export type EventText = `event.${string}`;

/** Where the builder gets values from. */
export type Picker = "product" | "variant" | "collection" | "vendor" | "productType" | "productTag" | "customerTag" | "country" | "region" | "location" | "options" | "discountCode" | "orderTag" | "eventName" | EventText;

export type Place = { latitude: number; longitude: number };
/** A Date is an instant; a day is its text. */
export type Value = string | number | boolean | Date | string[] | Place | null;

/** One event of a customer with all that belongs to it. netMinor: after refunds up to the instant asked about. */
export type Occurrence = {
  at: number;
  /** Order of events: by instant, then by these, as whole numbers. */
  ids: readonly string[];
  /** A tag's key, in place of ids. */
  name?: string;
  kind: "order" | "line" | "refund" | "tag" | "event" | "visit";
  order: OrderAsOf | null;
  line: LineFacts | null;
  refund: RefundFacts | null;
  tag: TagFacts | null;
  event: EventFacts | null;
  visit: VisitFacts | null;
  around: Around;
};

export type OrderAsOf = OrderFacts & { netMinor: number; refundedMinor: number };
/** Where an order stands among all that count. */
export type OrderPlace = { number: number; back: number; beforeAt: number | null };

/** What else is known of the customer of an event, as of the same instant. */
export type Around = {
  customer: CustomerFacts;
  /** Of the shop's currency, behind the point. */
  digits: number;
  /** Null where the order does not count. */
  place(order: OrderAsOf): OrderPlace | null;
  /** Of all orders that count, net. */
  totals(): { total: bigint; orders: number };
  /** Null where the order has no lines. */
  contents(order: OrderAsOf): { products: string[]; vendors: string[]; types: string[] } | null;
  /** When the customer first bought the line's product, vendor or type. */
  firstAt(of: "product" | "vendor" | "type", line: LineFacts): number | null;
};

/**
 * What can be known of a field as of an instant of the past. dated: facts with dates say it, or it never changes.
 * today: only the value of now is kept. An instant: the value of now has stood since then (SQL over c, and its reader).
 */
export type History = "dated" | "today" | { sql: string; read: (customer: CustomerFacts) => Date | null };

type Shared = {
  key: string;
  /** What the merchant reads. */
  label: string;
  /** The heading under which the builder lists it. */
  group: string;
  type: FieldType;
  help?: string;
  picker?: Picker;
  options?: readonly Option[];
  /** For elapsed. */
  unit?: "day" | "year";
  /** No value is below zero, so that facts we cannot see could only raise a sum. */
  nonNegative?: true;
  /** It is the first, or the last, of the orders: not sure where older orders are hidden from us. */
  extreme?: "first" | "last";
  /** It asks about all that was before: unknown where older orders are hidden from us. */
  past?: true;
  history: History;
  /**
   * SQL over the aliases c (customer), o (orders), l (order_line), p (product), va (variant), r (order_refund), t (customer_tag), e (event), v (visits: compile/visits.ts), k (the event's
   * customer) and those of the sub-queries in compile/joins.ts. For a place: two expressions.
   */
  sql: string;
};
export type Option = { value: string; label: string };
export type CustomerField = Shared & {
  scope: "customer";
  /** Why no data of ours fills it yet: it is unknown of everybody. */
  missing?: string;
  /** The column by which time finds whose date passes, where an index has it and not `sql`: it may find more people. */
  column?: string;
  /** It is a column of this list: its SQL is over the alias lm, their row on it (compile/placed.ts). */
  list?: number;
  read: (customer: CustomerFacts) => Value;
};
export type EventField = Shared & {
  scope: Exclude<Scope, "customer">;
  read: (occurrence: Occurrence) => Value;
  /** Only of these kinds of event; absent = of all in its scope. */
  kinds?: readonly EventKind[];
};
export type Field = CustomerField | EventField;

const KNOWN: Op[] = ["known", "unknown"];
const ENUM: Op[] = ["is", "isNot", "anyOf", "noneOf", ...KNOWN];
const NUMBER: Op[] = ["eq", "ne", "lt", "le", "gt", "ge", "within", "notWithin", ...KNOWN];

/** The tests a field takes, in the order the builder offers them. */
export const OPERATORS: Record<FieldType | "derived" | "score", readonly Op[]> = {
  text: ["is", "isNot", "anyOf", "noneOf", "contains", "notContains", "startsWith", "endsWith", "matches", "isEmpty", "length", ...KNOWN],
  enum: ENUM,
  ref: ENUM,
  derived: ["is", "isNot", "anyOf", "noneOf"],
  score: NUMBER,
  number: NUMBER,
  money: NUMBER,
  elapsed: NUMBER,
  bool: ["isTrue", "isFalse", ...KNOWN],
  date: ["in", "anniversary", "month", "weekday", "hour", ...KNOWN],
  day: ["in", "anniversary", "month", "weekday", ...KNOWN],
  set: ["hasAny", "hasAll", "hasNone", "hasExactly", "hasStarting", "size", ...KNOWN],
  refs: ["hasAny", "hasAll", "hasNone", "hasExactly", "size", ...KNOWN],
  place: ["near", ...KNOWN],
  clock: ["hour", ...KNOWN],
};
