// What an event's rows can be joined with: the order, the product and the customer they belong to, and
// sub-queries about what is around them. Everything is one set a statement, never one query a row.
import { minorDigits } from "#app/lib/money.ts";
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import type { EventKey } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { EventField } from "../field.ts";
import { rowsSql } from "./sources.ts";
import { customersSql, ordersSql } from "./then.ts";
import { whoseSql } from "./whose.ts";

export type Join = "order" | "product" | "variant" | "customer" | "ranked" | "rankedBack" | "totals" | "contents" | "firstProduct" | "firstVendor" | "firstType";

/** A field's SQL names its tables by fixed aliases (field.ts); each but the event's own has to be joined. */
const ALIASES: [alias: RegExp, join: Join][] = [
  [/\bo\./, "order"], [/\b(p|nt)\./, "product"], [/\bva\./, "variant"], [/\bk\./, "customer"], [/\brk\./, "ranked"], [/\brb\./, "rankedBack"], [/\brt\./, "totals"], [/\bct\./, "contents"],
  [/\bnp\./, "firstProduct"], [/\bnv\./, "firstVendor"], [/\bnt\./, "firstType"],
];

export const joinsFor = (event: EventKey, field: EventField): Join[] =>
  ALIASES.flatMap(([alias, join]) => (alias.test(field.sql) && !(join === "order" && EVENTS[event].alias === "o") ? [join] : []));

/** In an order in which each may use what stands before it. */
export const JOINS: readonly Join[] = ["order", "product", "variant", "customer", "ranked", "rankedBack", "totals", "contents", "firstProduct", "firstVendor", "firstType"];

export function joinSql(join: Join, event: EventKey, ask: ShopAsk, candidates: Sql | null): Sql {
  const alias = raw(EVENTS[event].alias);
  switch (join) {
    case "order": return sql` LEFT JOIN ${ordersSql(ask, candidates)} o ON o.shop_id = ${ask.shop} AND o.order_id = ${alias}.order_id`;
    case "product": return sql` LEFT JOIN product p ON p.shop_id = ${ask.shop} AND p.product_id = ${raw(EVENTS[event].product ?? "")}`;
    case "variant": return sql` LEFT JOIN (${variantsSql(ask)}) va ON va.product_id = ${alias}.product_id AND va.variant_id = ${alias}.variant_id`;
    case "customer": return sql` JOIN ${customersSql(ask, candidates)} k ON k.shop_id = ${ask.shop} AND k.customer_id = ${alias}.customer_id`;
    case "ranked": return sql` LEFT JOIN (${countedSql("o.order_id, row_number() OVER w AS number, lag(o.processed_at) OVER w AS before_at", ask, candidates)} WINDOW w AS (PARTITION BY o.customer_id ORDER BY o.processed_at, o.order_id)) rk ON rk.order_id = ${alias}.order_id`;
    case "rankedBack": return sql` LEFT JOIN (${countedSql("o.order_id, row_number() OVER (PARTITION BY o.customer_id ORDER BY o.processed_at DESC, o.order_id DESC) AS back", ask, candidates)}) rb ON rb.order_id = ${alias}.order_id`;
    case "totals": return sql` LEFT JOIN (${countedSql("o.customer_id, sum(o.gross_minor - o.refunded_minor) AS total, count(*) AS orders", ask, candidates)} GROUP BY o.customer_id) rt ON rt.customer_id = ${alias}.customer_id`;
    case "contents": return sql` LEFT JOIN (${contentsSql(ask, candidates)}) ct ON ct.order_id = ${alias}.order_id`;
    // The index of lines has them in this order: nothing is sorted or hashed, here or for the join.
    case "firstProduct": return firstJoin("np", "l.product_id", sql`SELECT DISTINCT ON (l.customer_id, l.product_id) l.customer_id, l.product_id AS value, l.processed_at AS first_at ${itemsSql([], ask, candidates)} ORDER BY l.customer_id, l.product_id, l.processed_at`);
    case "firstVendor": return firstJoin("nv", "l.vendor", sql`SELECT l.customer_id, l.vendor AS value, min(l.processed_at) AS first_at ${itemsSql([], ask, candidates)} GROUP BY l.customer_id, l.vendor`);
    case "firstType": return firstJoin("nt", "p.product_type", sql`SELECT l.customer_id, p.product_type AS value, min(l.processed_at) AS first_at ${itemsSql(["product"], ask, candidates)} GROUP BY l.customer_id, p.product_type`);
    default: return join satisfies never;
  }
}

const everything = { condition: null, bounds: { from: null, to: null } };

const variantsSql = (ask: ShopAsk): Sql =>
  sql`SELECT x.product_id, x.variant_id, x.stock, x.price, x.price * ${String(10 ** minorDigits(ask.currency))}::numeric AS price_minor, x.restocked_at, x.cheaper_at, x.cheaper_from FROM variant x WHERE x.shop_id = ${ask.shop}`;

/** All orders that count now. */
const countedSql = (columns: string, ask: ShopAsk, candidates: Sql | null): Sql => sql`SELECT ${raw(columns)} ${rowsSql("order", { ...everything, joins: [] }, ask, candidates)}`;

/** What each order contains, whether it counts or not. */
function contentsSql(ask: ShopAsk, candidates: Sql | null): Sql {
  const list = (column: string, as: string) => `coalesce(array_agg(DISTINCT ${column}) FILTER (WHERE ${column} IS NOT NULL), '{}') AS ${as}`;
  const columns = raw([list("l.product_id", "products"), list("l.vendor", "vendors"), list("p.product_type", "types")].join(", "));
  return sql`SELECT l.order_id, ${columns} FROM order_line l${joinSql("product", "item", ask, candidates)} WHERE l.shop_id = ${ask.shop} AND ${whoseSql("l", ask, candidates)} GROUP BY l.order_id`;
}

/** All lines that count now. */
const itemsSql = (joins: Join[], ask: ShopAsk, candidates: Sql | null): Sql => rowsSql("item", { ...everything, joins }, ask, candidates);

/** `firsts`: when each customer first bought each product, vendor or type. */
const firstJoin = (name: string, value: string, firsts: Sql): Sql =>
  sql` LEFT JOIN (${firsts}) ${raw(name)} ON ${raw(name)}.customer_id = l.customer_id AND ${raw(name)}.value = ${raw(value)}`;

export const joinAll = (joins: readonly Join[], event: EventKey, ask: ShopAsk, candidates: Sql | null): Sql =>
  JOINS.filter((each) => joins.includes(each)).reduce((before, each) => sql`${before}${joinSql(each, event, ask, candidates)}`, empty);
