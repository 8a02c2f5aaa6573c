// One question of each kind of leaf, as a definition of the language and as the SQL a person would write
// by hand for this schema. That SQL keeps to what both PostgreSQL and DuckDB understand.
import { type ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import type { Filter, NumberTest, Window } from "#app/segments/definition.ts";
import type { Question } from "./segments-questions.ts";

const rolling = (n: number): Window => ({ kind: "last", n, unit: "day", clock: "rolling" });
const ge = (value: number): NumberTest => ({ op: "ge", value });
const back = (now: Date, n: number) => sql`${earlier(now, days(n)).toISOString()}::timestamptz`;
const at = (now: Date) => sql`${now.toISOString()}::timestamptz`;
const orders = (shop: ShopId, now: Date) => sql`from orders o where o.shop_id = ${shop} and o.customer_id is not null and o.processed_at <= ${at(now)} and (o.void_at is null or o.void_at > ${at(now)})`;
const lines = (shop: ShopId, now: Date) => sql`from order_line l where l.shop_id = ${shop} and l.customer_id is not null and l.processed_at <= ${at(now)} and (l.void_at is null or l.void_at > ${at(now)})`;
const told = (shop: ShopId, now: Date, kind: string): Sql => sql`from event e where e.shop_id = ${shop} and e.kind = ${kind} and e.customer_id is not null and e.at <= ${at(now)}`;
const discounted: Filter[] = [{ field: "order.discounted", test: { op: "isTrue" } }];
const vendor: Filter[] = [{ field: "item.vendor", test: { op: "is", value: "Vendor 3" } }];
const product = (value: string): Filter[] => [{ field: "event.product", test: { op: "is", value } }];

/** The first four segments are D1 to D4, whose members the bench has calculated; the list has one customer in ten. */
export const LEAVES: Question[] = [
  {
    id: "attr", title: "joined in the last 90 days", node: { kind: "attr", field: "person.created", test: { op: "in", window: rolling(90) } },
    hand: (shop, now) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.created_at > ${back(now, 90)} and c.created_at <= ${at(now)}`,
  },
  {
    id: "agg", title: "sum: 100 spent at one vendor in 180 days", node: { kind: "agg", measure: "sum", event: "item", field: "item.amount", where: vendor, window: rolling(180), test: ge(100) },
    hand: (shop, now) => sql`select l.customer_id ${lines(shop, now)} and l.processed_at > ${back(now, 180)} and l.vendor = 'Vendor 3' group by l.customer_id having sum(l.amount_minor) >= 10000`,
  },
  {
    id: "agg of events", title: "viewed a product 3 times in 30 days", node: { kind: "agg", measure: "count", event: "productViewed", where: product("1"), window: rolling(30), test: ge(3) },
    hand: (shop, now) => sql`select e.customer_id ${told(shop, now, "productViewed")} and e.at > ${back(now, 30)} and e.product_id = 1 group by e.customer_id having count(*) >= 3`,
  },
  {
    id: "agg never", title: "viewed products, never of late", node: { kind: "all", nodes: [{ kind: "agg", measure: "count", event: "productViewed", test: ge(5) }, { kind: "agg", measure: "count", event: "productViewed", window: rolling(60), test: { op: "eq", value: 0 } }] },
    hand: (shop, now) => sql`select e.customer_id ${told(shop, now, "productViewed")} group by e.customer_id having count(*) >= 5 and max(e.at) <= ${back(now, 60)}`,
  },
  {
    id: "nth", title: "the second order was above 100", node: { kind: "nth", k: 2, event: "order", field: "order.net", test: { op: "gt", value: 100 } },
    hand: (shop, now) => sql`
      select z.customer_id from (select o.customer_id, o.gross_minor - o.refunded_minor as net, row_number() over (partition by o.customer_id order by o.processed_at, o.order_id) as k ${orders(shop, now)}) z
      where z.k = 2 and z.net > 10000`,
  },
  {
    id: "some", title: "a product bought at least 3 times", node: { kind: "some", by: "item.product", measure: "count", event: "item", test: ge(3) },
    hand: (shop, now) => sql`select distinct z.customer_id from (select l.customer_id ${lines(shop, now)} and l.product_id is not null group by l.customer_id, l.product_id having count(*) >= 3) z`,
  },
  {
    id: "share", title: "half of the orders discounted, of at least 4", node: { kind: "share", event: "order", of: "count", part: discounted, atLeast: 4, window: rolling(730), test: ge(50) },
    hand: (shop, now) => sql`select o.customer_id ${orders(shop, now)} and o.processed_at > ${back(now, 730)} group by o.customer_id having count(*) >= 4 and 2 * count(*) filter (where o.discount_minor > 0) >= count(*)`,
  },
  {
    id: "top", title: "favourite vendor by items", node: { kind: "top", of: "count", field: "item.vendor", event: "item", test: { op: "is", value: "Vendor 3" } },
    hand: (shop, now) => sql`
      select z.customer_id from (
        select g.customer_id, g.vendor, row_number() over (partition by g.customer_id order by g.n desc, g.at desc, g.order_id desc, g.line_id desc) as place from (
          select l.customer_id, l.vendor, count(*) as n, max(l.processed_at) as at, max(l.order_id) as order_id, max(l.line_id) as line_id ${lines(shop, now)} and l.vendor is not null group by l.customer_id, l.vendor) g) z
      where z.place = 1 and z.vendor = 'Vendor 3'`,
  },
  {
    id: "seq", title: "cart, and no checkout within a day, 30 days", node: { kind: "seq", event: "cartAdded", first: [], thenEvent: "checkoutStarted", then: [], within: { n: 1, unit: "day" }, absent: true, window: rolling(30) },
    hand: (shop, now) => sql`
      select distinct e.customer_id ${told(shop, now, "cartAdded")} and e.at > ${back(now, 30)} and e.at <= ${back(now, 1)}
        and not exists (select 1 from event n where n.shop_id = ${shop} and n.kind = 'checkoutStarted' and n.customer_id = e.customer_id and n.at >= e.at and n.at <= e.at + interval '1 day')`,
  },
  {
    id: "cmp", title: "orders of 90 days exceed half of all orders", node: { kind: "cmp", left: { kind: "agg", measure: "count", event: "order", window: rolling(90) }, cmp: "gt", factor: 0.5, right: { kind: "agg", measure: "count", event: "order", window: rolling(365) } },
    hand: (shop, now) => sql`select o.customer_id ${orders(shop, now)} and o.processed_at > ${back(now, 365)} group by o.customer_id having 2 * count(*) filter (where o.processed_at > ${back(now, 90)}) > count(*)`,
  },
  {
    id: "in", title: "joined another segment of late", node: { kind: "in", segment: 2, how: { kind: "joined", window: rolling(30) } },
    hand: (shop, now) => sql`select distinct m.customer_id from membership m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id where m.shop_id = ${shop} and m.segment_id = 2 and m.entered_at > ${back(now, 30)} and m.entered_at <= ${at(now)}`,
  },
  {
    id: "list", title: "on a list", node: { kind: "list", list: 1 },
    // A list keeps who is no customer any more.
    hand: (shop) => sql`select m.customer_id from list_member m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id where m.shop_id = ${shop} and m.list_id = 1`,
  },
  {
    id: "bucket", title: "one in ten by lot", node: { kind: "bucket", salt: "bench", from: 0, to: 999 },
    hand: (shop) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and ('0x' || substr(md5('bench:' || c.customer_id), 1, 8))::bigint % 10000 < 1000`,
  },
];
