// Which rows of an event a leaf looks at: its filters, its window and what has to be joined for them.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { missingBefore } from "../cover.ts";
import type { EventKey, Filter, Test } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { EventField } from "../field.ts";
import { type Query, requireField } from "../query.ts";
import { scatter } from "../scatter.ts";
import { bounds, isPlain } from "../windows.ts";
import { boundSql, instant, windowSql } from "./context.ts";
import { type Join, joinsFor } from "./joins.ts";
import type { Chosen } from "./sources.ts";
import { wholeSql } from "./then.ts";
import { isBigint, testSql } from "./value.ts";

export function choose(query: Query, ask: ShopAsk): Chosen {
  const { event, window } = query;
  const since = window !== undefined && !isPlain(window) ? sql`${raw(EVENTS[event].at)} > ${boundSql(window, "k", ask)}` : null;
  const passing = (form: Form) => filtersSql(event, query.where ?? [], query.whereAny ?? false, ask, form);
  const scattered = window === undefined || scatter(window, ask.zone) === null ? null : windowSql(raw(EVENTS[event].at), window, ask);
  return {
    condition: both(passing("found"), since, scattered),
    met: both(passing("met"), since, scattered),
    bounds: bounds(window, ask),
    joins: [...joinsOf(event, query.where ?? []), ...(since ? ["customer" satisfies Join as Join] : [])],
    only: query.whereAny ? null : onlyOf(event, query.where ?? []),
  };
}

/** Of the same rows those that pass further filters. */
export const among = (all: Chosen, event: EventKey, filters: Filter[], ask: ShopAsk): Chosen => ({
  ...all, only: null, joins: [...all.joins, ...joinsOf(event, filters)],
  condition: both(all.condition, filtersSql(event, filters, false, ask, "found")), met: both(all.met, filtersSql(event, filters, false, ask, "met")),
});

function both(...conditions: (Sql | null)[]): Sql | null {
  const parts = conditions.filter((part) => part !== null);
  return parts.length === 0 ? null : join(parts, " AND ");
}

/** What the filters themselves read from; a condition on the product alone finds the products first. */
export const joinsOf = (event: EventKey, filters: Filter[]): Join[] =>
  filters.flatMap(({ field, test }) => (isOfProduct(requireField(event, field), test) ? [] : joinsFor(event, requireField(event, field))));

/** No product, no value: only "unknown" is true of such a line. */
const isOfProduct = ({ sql: text }: EventField, { op }: Test) => /\bp\./.test(text) && !/\b(l|o|e|k|ct|rk|rb|rt|np|nv|nt)\./.test(text) && op !== "unknown";

const isOfFew = ({ op }: Test) => op === "is" || op === "anyOf" || op === "hasAny" || op === "hasAll" || op === "hasExactly" || op === "startsWith";

/** Ids of which the rows must have one, if a filter says so. */
function onlyOf(event: EventKey, filters: Filter[]): Chosen["only"] {
  for (const { field: key, test } of filters) {
    const { type, sql: column } = requireField(event, key);
    if (type === "ref" && (test.op === "is" || test.op === "anyOf")) return { column, values: ("values" in test ? test.values : [test.value]).filter(isBigint) };
  }
  return null;
}

/** Rows are found by an index, or each is looked at that was found by other means. */
type Form = "found" | "met";

function filtersSql(event: EventKey, filters: Filter[], any: boolean, ask: ShopAsk, form: Form): Sql | null {
  const parts = filters.map(({ field: key, test }) => {
    const field = requireField(event, key);
    const passes = testSql(field, test, ask);
    if (!isOfProduct(field, test)) return passes;
    const product = raw(EVENTS[event].product ?? "");
    const products = sql`SELECT p.product_id FROM product p WHERE p.shop_id = ${ask.shop} AND ${passes}`;
    // The few that are asked for are looked up first, so that an index finds their lines; nearly all of them are better met on the way,
    // and no line is to be held against each of a long list.
    return form === "found" && isOfFew(test) ? sql`${product} = ANY(ARRAY(${products}))` : sql`${product} IN (${products})`;
  });
  if (parts.length === 0) return null;
  return any ? sql`(${join(parts, " OR ")})` : join(parts, " AND ");
}

/** What makes the answer for this customer unsure: null = nothing. That all orders of theirs are here makes it sure. */
export function hiddenSql(query: Query, ask: ShopAsk): Sql | null {
  const before = missingBefore(query, ask);
  if (before === null) return null;
  if (before === Infinity) return sql`true`;
  const isOrders = EVENTS[query.event].fromOrders;
  const { window } = query;
  if (window !== undefined && !isPlain(window)) {
    const reaches = sql`coalesce(${boundSql(window, "c", ask)} < ${instant(before)}, false)`;
    return isOrders ? sql`(${reaches} AND NOT ${wholeSql(ask)})` : reaches;
  }
  const { from } = bounds(window, ask);
  if (from !== null && from >= before) return null;
  return isOrders ? sql`(NOT ${wholeSql(ask)})` : sql`true`;
}
