// The kinds of events that can be counted, and where they lie. An order counts at an instant when it
// was made by then and is not void by then; a refund counts whatever became of its order.
import { EVENT_KINDS, type EventKind, VISIT_KINDS } from "#app/customers/event-kind.ts";
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { EventKey } from "./definition.ts";
import { KIND_WORDS } from "./event-words.ts";
import { COUNTED, OF_PRODUCT, WORTH } from "./fields/event.ts";

export type EventSource = {
  label: string;
  /** "orders", "items", as in: at least 2 orders. */
  plural: string;
  /** "visit" is none: its rows are made of events (compile/visits.ts). */
  table: "orders" | "order_line" | "order_refund" | "customer_tag" | "event" | "visit";
  alias: "o" | "l" | "r" | "t" | "e" | "v";
  /** When it happened. */
  at: string;
  /** Total order among events of the same instant; nobody's two visits begin in one. */
  ids: readonly string[];
  /** The rows that count at an instant, besides at ≤ now. */
  counts: (now: Sql) => Sql | null;
  /** Hidden in part where old orders are. */
  fromOrders: boolean;
  /** Nothing but the clock says when one that lies ahead begins to count (customer.roll_again_at does for the others). */
  mayLieAhead: boolean;
  quantity?: string;
  money?: string;
  /** Its column of the product it is about. */
  product?: string;
  /** Those of the events that are told to us which it is, or is made of. */
  kinds?: readonly EventKind[];
};

const standing = (alias: "o" | "l") => (now: Sql) => sql`(${raw(alias)}.void_at IS NULL OR ${raw(alias)}.void_at > ${now})`;
const orders = { table: "orders", alias: "o", ids: ["o.order_id"], fromOrders: true, quantity: "order.quantity", money: "order.net" } as const;

const told = (kind: EventKind): EventSource => ({
  label: KIND_WORDS[kind].label, plural: KIND_WORDS[kind].many, table: "event", alias: "e", at: "e.at", ids: ["e.event_id"], counts: () => sql`e.kind = ${kind}`,
  fromOrders: false, mayLieAhead: true, kinds: [kind],
  ...(WORTH.includes(kind) && { money: "event.value" }), ...(COUNTED.includes(kind) && { quantity: "event.quantity" }), ...(OF_PRODUCT.includes(kind) && { product: "e.product_id" }),
});
const TOLD = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, told(kind)])) as Record<EventKind, EventSource>;

export const EVENTS: Record<EventKey, EventSource> = {
  order: { ...orders, label: "Placed an order", plural: "orders", at: "o.processed_at", counts: standing("o"), mayLieAhead: false },
  item: {
    label: "Bought an item", plural: "items", table: "order_line", alias: "l", at: "l.processed_at", ids: ["l.order_id", "l.line_id"],
    counts: standing("l"), fromOrders: true, mayLieAhead: false, quantity: "item.quantity", money: "item.amount", product: "l.product_id",
  },
  refund: { label: "Was refunded", plural: "refunds", table: "order_refund", alias: "r", at: "r.processed_at", ids: ["r.order_id", "r.refund_id"], counts: () => null, fromOrders: true, mayLieAhead: false, money: "refund.amount" },
  shipped: { ...orders, label: "An order was shipped", plural: "shipped orders", at: "o.shipped_at", counts: (now) => sql`o.processed_at <= ${now} AND ${standing("o")(now)}`, mayLieAhead: true },
  delivered: { ...orders, label: "An order was delivered", plural: "delivered orders", at: "o.delivered_at", counts: (now) => sql`o.processed_at <= ${now} AND ${standing("o")(now)}`, mayLieAhead: true },
  /** void_at of test and deleted orders is 1970: they were never orders at all. */
  cancelled: { ...orders, label: "Cancelled an order", plural: "cancelled orders", at: "o.void_at", counts: (now) => sql`o.void_at > 'epoch'::timestamptz AND o.processed_at <= ${now}`, mayLieAhead: false },
  tagged: { label: "Was tagged", plural: "tags added", table: "customer_tag", alias: "t", at: "t.changed_at", ids: ["t.tag_key COLLATE \"C\""], counts: () => sql`t.present`, fromOrders: false, mayLieAhead: true },
  untagged: { label: "Lost a tag", plural: "tags removed", table: "customer_tag", alias: "t", at: "t.changed_at", ids: ["t.tag_key COLLATE \"C\""], counts: () => sql`NOT t.present`, fromOrders: false, mayLieAhead: true },
  visit: { label: "Visited the store", plural: "visits", table: "visit", alias: "v", at: "v.at", ids: [], counts: () => null, fromOrders: false, mayLieAhead: true, kinds: VISIT_KINDS },
  ...TOLD,
};

/** Known from when it is told, and only where it is (cover.ts). */
export const isTold = (event: EventKey): boolean => EVENTS[event].kinds !== undefined;
