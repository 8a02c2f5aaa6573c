// What can happen to a shop's membership, as small values that fast-check can draw and shrink: facts
// of every kind and date, time that goes on by minutes or months, questions that are asked and changed,
// and roads taken in any order.
import fc from "fast-check";
import type { Facts } from "#app/customers/fact.ts";
import { columnField, type ListColumn } from "#app/lists/column.ts";
import type { Expression, InFlow, Node, Place, Window } from "#app/segments/definition.ts";

export const PEOPLE = 6;
/** Two days before New York's clocks go forward in 2026. */
export const BEGIN = new Date("2026-03-06T15:00:00.000Z");
export const ZONE = "America/New_York";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const person = fc.integer({ min: 1, max: PEOPLE });
const days = fc.constantFrom(1, 2, 7, 30);
const amount = fc.constantFrom(10, 50, 75, 200);
/** What the shop's list keeps of its files. */
export const POINTS: ListColumn = { key: "points", type: "number", name: "Points" };
export const DUE: ListColumn = { key: "due", type: "day", name: "Due" };
const TAGS = ["vip", "wholesale"];
const SOURCES = ["web", "pos"];
/** The last is told of rarely. */
const TOLD = ["productViewed", "productViewed", "cartAdded"] as const;

const clock = fc.constantFrom<{ clock?: "calendar" | "rolling" }>({}, { clock: "rolling" }, { clock: "calendar" });
const moving = (kind: "last" | "ago"): fc.Arbitrary<Window> => fc.oneof(
  fc.tuple(days, clock).map(([n, how]): Window => ({ kind, n, unit: "day", ...how })),
  fc.constantFrom(1, 12, 36).map((n): Window => ({ kind, n, unit: "hour" })),
  fc.constantFrom(1, 2).map((n): Window => ({ kind, n, unit: "month" })),
);
const window: fc.Arbitrary<Window> = fc.oneof(
  moving("last"), moving("ago"),
  days.map((n) => ({ kind: "between-ago" as const, from: n, to: n + 5, unit: "day" as const })),
  fc.constantFrom("day", "week", "month").map((unit) => ({ kind: "period" as const, unit: unit as "day", back: 0 })),
  fc.constantFrom<Window>({ kind: "all" }, { kind: "since", of: "firstOrder" }, { kind: "on", date: "2026-03-08" }),
);

const ranked = fc.oneof(
  fc.tuple(window, fc.constantFrom("sum", "max")).map(([within, measure]): Expression => ({ kind: "agg", measure: measure as "sum", event: "order", field: "order.net", window: within })),
  moving("last").map((within): Expression => ({ kind: "agg", measure: "count", event: "order", window: within })),
  fc.constant<Expression>({ kind: "attr", field: "order.daysSinceLast" }),
);
const place = fc.constantFrom<Place>(
  { kind: "top", n: 2, unit: "people" }, { kind: "top", n: 40, unit: "percent" }, { kind: "bottom", n: 1, unit: "people" }, { kind: "tile", tile: 1, of: 3 }, { kind: "tile", tile: 2, of: 3 }, { kind: "tile", tile: 3, of: 3 },
  { kind: "median", side: "above" },
);

const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc.tuple(window, fc.integer({ min: 0, max: 2 }), fc.constantFrom("eq", "ge", "le")).map(([within, value, op]): Node => ({ kind: "agg", measure: "count", event: "order", window: within, test: { op: op as "eq", value } })),
  fc.tuple(window, amount, fc.constantFrom("sum", "avg", "max")).map(([within, value, measure]): Node => ({ kind: "agg", measure: measure as "sum", event: "order", field: "order.net", window: within, test: { op: "ge", value } })),
  fc.tuple(window, fc.constantFrom(...SOURCES)).map(([within, value]): Node => ({ kind: "agg", measure: "count", event: "order", where: [{ field: "order.source", test: { op: "is", value } }], window: within, test: { op: "ge", value: 1 } })),
  fc.tuple(moving("last")).map(([within]): Node => ({ kind: "agg", measure: "count", event: "refund", window: within, test: { op: "ge", value: 1 } })),
  moving("last").map((within): Node => ({ kind: "attr", field: "order.last", test: { op: "in", window: within } })),
  moving("ago").map((within): Node => ({ kind: "attr", field: "order.first", test: { op: "in", window: within } })),
  days.map((value): Node => ({ kind: "attr", field: "order.daysSinceLast", test: { op: "ge", value } })),
  fc.constantFrom(...TAGS).map((tag): Node => ({ kind: "attr", field: "person.tags", test: { op: "hasAny", values: [tag] } })),
  moving("last").map((within): Node => ({ kind: "attr", field: "person.created", test: { op: "in", window: within } })),
  days.map((n): Node => ({ kind: "attr", field: "person.birthDate", test: { op: "anniversary", from: -n, to: n } })),
  fc.constant<Node>({ kind: "list", list: 1 }),
  fc.constantFrom(5, 10).map((value): Node => ({ kind: "attr", field: columnField(1, POINTS), test: { op: "ge", value } })),
  moving("last").map((within): Node => ({ kind: "attr", field: columnField(1, DUE), test: { op: "in", window: within } })),
  days.map((n): Node => ({ kind: "attr", field: columnField(1, DUE), test: { op: "anniversary", from: 0, to: n } })),
  days.map((n): Node => ({ kind: "nth", k: -1, event: "order", field: "order.processed", test: { op: "in", window: { kind: "last", n, unit: "day" } } })),
  fc.tuple(window, fc.integer({ min: 0, max: 2 }), fc.constantFrom("eq", "ge", "le"), fc.constantFrom(...TOLD)).map(([within, value, op, event]): Node => ({ kind: "agg", measure: "count", event, window: within, test: { op: op as "eq", value } })),
  fc.tuple(window, fc.constantFrom("minutes", "pages"), fc.constantFrom(1, 3, 20), fc.constantFrom("ge", "lt")).map(([within, of, value, op]): Node => ({ kind: "agg", measure: "sum", event: "visit", field: `visit.${of}`, window: within, test: { op: op as "ge", value } })),
  fc.tuple(window, fc.constantFrom(1, 2)).map(([within, value]): Node => ({ kind: "agg", measure: "count", event: "visit", window: within, test: { op: "eq", value } })),
  fc.tuple(days, moving("last")).map(([n, within]): Node => ({ kind: "seq", event: "productViewed", first: [], thenEvent: "order", then: [], within: { n, unit: "day" }, absent: true, window: within })),
  days.map((n): Node => ({ kind: "seq", event: "order", first: [], then: [], within: { n, unit: "day" }, absent: true })),
  fc.tuple(days, fc.constantFrom("rolling", "calendar"), fc.constantFrom(-50, 0, 50), fc.constantFrom("le", "ge")).map(([n, clock, value, op]): Node => ({
    kind: "trend", of: { kind: "agg", measure: "count", event: "order" }, window: { kind: "last", n, unit: "day", clock: clock as "rolling" }, before: { kind: "between-ago", from: n + (clock === "rolling" ? 0 : 1), to: 2 * n, unit: "day", clock: clock as "rolling" }, test: { op: op as "le", value },
  })),
  fc.tuple(moving("last"), fc.constantFrom(50, 100)).map(([within, value]): Node => ({ kind: "rate", event: "order", per: "productViewed", window: within, test: { op: "ge", value } })),
  fc.tuple(ranked, place).map(([of, at]): Node => ({ kind: "rank", of, place: at })),
  fc.constantFrom("lifecycle.stage", "order.recency").chain((field) => fc.constantFrom(...(field === "order.recency" ? ["0-7", "8-30"] : ["newCustomer", "winBack", "prospect"])).map((value): Node => ({ kind: "attr", field, test: { op: "is", value } }))),
);

/** `segment` is drawn as a place among the segments that exist, from the newest; play maps it. */
const member: fc.Arbitrary<Node> = fc.tuple(fc.integer({ min: 1, max: 3 }), moving("last"), days).chain(([segment, within, n]) => fc.constantFrom<Node>(
  { kind: "in", segment, how: { kind: "is" } },
  { kind: "in", segment, how: { kind: "was" } },
  { kind: "in", segment, how: { kind: "joined", window: within } },
  { kind: "in", segment, how: { kind: "left", window: within } },
  { kind: "in", segment, how: { kind: "for", n, unit: "day" } },
  { kind: "in", segment, how: { kind: "times", test: { op: "ge", value: 2 } } },
  { kind: "rank", of: { kind: "agg", measure: "sum", field: "order.net", event: "order" }, place: { kind: "tile", tile: 1, of: 2 }, among: segment },
  { kind: "agg", measure: "count", event: "order", window: { kind: "since-entered", segment }, test: { op: "ge", value: 1 } },
));

/** Of the shop's one flow, which holds back whoever has an even number. */
const run = fc.tuple(moving("last"), fc.constantFrom<["goal" | "finished"] | undefined>(["goal"], ["finished"], undefined), fc.constantFrom<InFlow["group"]>(undefined, "control", "treated")).chain(([within, because, group]) => fc.constantFrom<InFlow["how"]>(
  { kind: "is" },
  { kind: "was" },
  { kind: "entered", window: within },
  { kind: "ended", ...(because && { because }), window: within },
  { kind: "times", window: within, test: { op: "ge", value: 2 } },
).map((how): Node => ({ kind: "flow", flow: 1, ...(group && { group }), how })));

const literal = fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: member }, { weight: 1, arbitrary: run });
export const question: fc.Arbitrary<Node> = fc.oneof(
  { weight: 3, arbitrary: literal },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("all", "any"), fc.array(literal, { minLength: 2, maxLength: 3 })).map(([kind, nodes]): Node => ({ kind: kind as "all", nodes })) },
  { weight: 1, arbitrary: literal.map((node): Node => ({ kind: "not", node })) },
);

const ago = fc.oneof(fc.integer({ min: 0, max: 40 * 24 }), fc.integer({ min: -72, max: 0 })).map((hours) => hours * HOUR);
const STEP = [MINUTE, HOUR, 5 * HOUR, DAY, 26 * HOUR, 9 * DAY, 31 * DAY];

export const Happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("order" as const), person, ago, amount, source: fc.constantFrom(...SOURCES) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("browse" as const), person, ago, kind: fc.constantFrom("productViewed", "productViewed", "productViewed", "cartAdded"), before: fc.constantFrom([], [12], [29, 58], [30, 70]), vouched: fc.constantFrom(null, null, 10 * DAY, 35 * DAY) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refund" as const), pick: fc.nat(), ahead: fc.constantFrom(0, 0, DAY) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick: fc.nat(), ahead: fc.constantFrom(0, 0, DAY) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("describe" as const), person, tags: fc.subarray(TAGS), born: fc.constantFrom("1990-03-08", "1985-02-28", null) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("merge" as const), from: person, to: person }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(...STEP) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("ask" as const), node: question }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("edit" as const), pick: fc.nat(), node: question }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("list" as const), people: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }), on: fc.boolean(),
    points: fc.constantFrom("", "1", "5", "10", "many"), due: fc.constantFrom("", "2026-03-05", "2026-03-08", "2026-03-15", "2025-04-01") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("run" as const), person, ends: fc.constantFrom("goal", "finished", null) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pin" as const), pick: fc.nat(), person, side: fc.constantFrom("in" as const, "out" as const, null) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("import" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("facts" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("full" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("clock" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rest" as const) }) },
);
export type Happening = typeof Happening extends fc.Arbitrary<infer Value> ? Value : never;

type Order = NonNullable<Facts["orders"][number]>;

/** The orders placed so far, so that later happenings can speak of them again. */
export type Placed = { orders: Order[]; refunds: number; newest: number };

const iso = (ms: number) => new Date(ms).toISOString();

export function factsOf(happening: Happening, placed: Placed, now: number): Partial<Facts> {
  const at = iso((placed.newest = Math.max(placed.newest + 1, now)));
  switch (happening.do) {
    case "order": {
      const order: Order = {
        orderId: String(placed.orders.length + 1), customerId: String(happening.person), processedAt: iso(now - happening.ago), updatedAt: at, currency: "USD",
        grossMinor: happening.amount * 100, itemsMinor: happening.amount * 100, quantity: 1, sourceName: happening.source,
      };
      placed.orders.push(order);
      return { orders: [order] };
    }
    case "browse": {
      const kind = happening.kind as "productViewed";
      return {
        // Some as part of a visit.
        events: [0, ...happening.before].map((minutes) => ({ source: "api", sourceId: `${at}/${minutes}`, kind, at: iso(now - Math.max(happening.ago, -HOUR / 6) - minutes * MINUTE), customerId: String(happening.person) })),
        covers: [{ kind, since: iso(now - (happening.vouched ?? 0)) }],
      };
    }
    case "refund": case "cancel": {
      const order = placed.orders[happening.pick % Math.max(1, placed.orders.length)];
      if (!order) return {};
      const when = iso(now + happening.ahead);
      if (happening.do === "refund") return { refunds: [{ orderId: order.orderId, refundId: String(++placed.refunds), processedAt: when, amountMinor: 2_500 }] };
      Object.assign(order, { updatedAt: at, cancelledAt: when, voidAt: when });
      return { orders: [order] };
    }
    case "describe": return {
      customers: [{ customerId: String(happening.person), createdAt: iso(now - 3 * DAY), updatedAt: at, detailedAt: at, tagsAt: at, tags: happening.tags, birthDate: happening.born, metafields: {} }],
    };
    case "merge": return happening.from === happening.to ? {} : { gone: [{ customerId: String(happening.from), mergedInto: String(happening.to), at }] };
    default: return {};
  }
}
