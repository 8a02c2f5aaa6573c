// The sixteen definitions of the engine study, D1 to D16, each as a definition of the language and as
// the SQL a person would write by hand for this schema: roll-ups where they are exact, net of refunds,
// without orders that do not count. Conditions on texts and visits, which have no facts yet, stand as
// the nearest condition on orders; `note` says so.
import { type ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import type { Agg, Attr, Filter, Node, NumberTest, Window } from "#app/segments/definition.ts";

export type Question = { id: string; title: string; note?: string; node: Node; hand: (shop: ShopId, now: Date) => Sql };

const all = (...nodes: Node[]): Node => ({ kind: "all", nodes });
const any = (...nodes: Node[]): Node => ({ kind: "any", nodes });
const attr = (field: string, test: Attr["test"]): Node => ({ kind: "attr", field, test });
const rolling = (n: number): Window => ({ kind: "last", n, unit: "day", clock: "rolling" });
const ago = (n: number): Window => ({ kind: "ago", n, unit: "day", clock: "rolling" });
const ge = (value: number): NumberTest => ({ op: "ge", value });
const none: NumberTest = { op: "eq", value: 0 };
const count = (event: Agg["event"], test: NumberTest, more: Partial<Agg> = {}): Node => ({ kind: "agg", measure: "count", event, test, ...more });
const net = (measure: Agg["measure"], test: NumberTest, more: Partial<Agg> = {}): Node => ({ kind: "agg", measure, event: "order", field: "order.net", test, ...more });
const last = (window: Window) => attr("order.last", { op: "in", window });
const subscribed = attr("sms.state", { op: "is", value: "SUBSCRIBED" });
const discounted: Filter[] = [{ field: "order.discounted", test: { op: "isTrue" } }];
const product = (value: string): Filter[] => [{ field: "item.product", test: { op: "is", value } }];
const type = (value: string): Filter[] => [{ field: "item.type", test: { op: "is", value } }];
const back = (now: Date, n: number) => sql`${earlier(now, days(n))}::timestamptz`;
const counts = (now: Date, alias: Sql) => sql`${alias}.processed_at <= ${now}::timestamptz and (${alias}.void_at is null or ${alias}.void_at > ${now}::timestamptz)`;
const O = sql`o`, L = sql`l`;
const orders = (shop: ShopId, now: Date) => sql`from orders o where o.shop_id = ${shop} and o.customer_id is not null and ${counts(now, O)}`;
const lines = (shop: ShopId, now: Date) => sql`from order_line l where l.shop_id = ${shop} and l.customer_id is not null and ${counts(now, L)}`;

export const QUESTIONS: Question[] = [
  {
    id: "D1", title: "high-value recent purchasers", note: "a discounted order in 14 d for the SMS click",
    node: all(count("order", ge(1), { window: rolling(30) }), net("avg", { op: "gt", value: 150 }), subscribed, count("order", ge(1), { where: discounted, window: rolling(14) })),
    hand: (shop, now) => sql`
      select c.customer_id from customer c
      join (select o.customer_id from orders o where o.shop_id = ${shop} and ${counts(now, O)} and o.processed_at > ${back(now, 14)} and o.discount_minor > 0 group by o.customer_id) d on d.customer_id = c.customer_id
      where c.shop_id = ${shop} and c.last_order_at > ${back(now, 30)} and c.order_count > 0 and c.net_minor > 15000 * c.order_count and c.sms_state = 'SUBSCRIBED'`,
  },
  {
    id: "D2", title: "re-engagement candidates", note: "no refund in 60 d for no click",
    node: all(count("order", ge(1)), count("order", none, { window: rolling(90) }), subscribed, count("refund", none, { window: rolling(60) })),
    hand: (shop, now) => sql`
      select c.customer_id from customer c
      left join (select r.customer_id from order_refund r where r.shop_id = ${shop} and r.processed_at > ${back(now, 60)} and r.processed_at <= ${now} group by r.customer_id) r on r.customer_id = c.customer_id
      where c.shop_id = ${shop} and c.order_count >= 1 and c.last_order_at <= ${back(now, 90)} and c.sms_state = 'SUBSCRIBED' and r.customer_id is null`,
  },
  {
    id: "D3", title: "AOV tier 75-150", node: net("avg", { op: "within", from: 75, to: 150 }),
    hand: (shop) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.order_count > 0 and c.net_minor >= 7500 * c.order_count and c.net_minor <= 15000 * c.order_count`,
  },
  {
    id: "D4", title: "3-5 orders in 365 d", node: count("order", { op: "within", from: 3, to: 5 }, { window: rolling(365) }),
    hand: (shop, now) => sql`
      select g.customer_id from (select o.customer_id, count(*) as n ${orders(shop, now)} and o.processed_at > ${back(now, 365)} group by o.customer_id) g where g.n >= 3 and g.n <= 5`,
  },
  {
    id: "D5", title: "last order 30-90 d ago", node: last({ kind: "between-ago", from: 30, to: 90, unit: "day", clock: "rolling" }),
    hand: (shop, now) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.last_order_at > ${back(now, 90)} and c.last_order_at <= ${back(now, 30)}`,
  },
  {
    id: "D6", title: ">=80 % of spend at one vendor",
    node: all(count("order", ge(2)), { kind: "share", event: "item", of: "money", by: "item.vendor", test: ge(80) }),
    hand: (shop, now) => sql`
      select c.customer_id from customer c
      join (select z.customer_id, max(z.s) * 1.0 / nullif(sum(z.s), 0) as share from (
        select l.customer_id, l.vendor, sum(l.amount_minor) as s ${lines(shop, now)} group by l.customer_id, l.vendor) z group by z.customer_id) s on s.customer_id = c.customer_id
      where c.shop_id = ${shop} and c.order_count >= 2 and s.share >= 0.8`,
  },
  {
    id: "D7", title: "bought A not B, 90 d", node: all(count("item", ge(1), { where: product("1"), window: rolling(90) }), count("item", none, { where: product("2"), window: rolling(90) })),
    hand: (shop, now) => sql`
      select g.customer_id from (
        select l.customer_id, count(*) filter (where l.product_id = 1) as a, count(*) filter (where l.product_id = 2) as b
        ${lines(shop, now)} and l.processed_at > ${back(now, 90)} and l.product_id in (1, 2) group by l.customer_id) g where g.a >= 1 and g.b = 0`,
  },
  {
    id: "D8", title: "3 of a type in 90 d, no order in 14 d", note: "bought for viewed",
    node: all(count("item", ge(3), { where: type("Type 2"), window: rolling(90) }), count("order", none, { window: rolling(14) })),
    hand: (shop, now) => sql`
      select g.customer_id from (
        select l.customer_id, count(*) as n from order_line l join product p on p.shop_id = ${shop} and p.product_id = l.product_id
        where l.shop_id = ${shop} and ${counts(now, L)} and l.processed_at > ${back(now, 90)} and p.product_type = 'Type 2' group by l.customer_id) g
      join customer c on c.shop_id = ${shop} and c.customer_id = g.customer_id where g.n >= 3 and c.last_order_at <= ${back(now, 14)}`,
  },
  {
    id: "D9", title: "RFM champions", note: "fixed bands for quintiles",
    node: all(last(rolling(90)), count("order", ge(5)), net("sum", ge(500))),
    hand: (shop, now) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.last_order_at > ${back(now, 90)} and c.order_count >= 5 and c.net_minor >= 50000`,
  },
  {
    id: "D10", title: "20-40 % of >=5 orders discounted, 365 d", note: "discounted orders for clicks",
    node: { kind: "share", event: "order", of: "count", part: discounted, window: rolling(365), atLeast: 5, test: { op: "within", from: 20, to: 40 } },
    hand: (shop, now) => sql`
      select g.customer_id from (
        select o.customer_id, count(*) as n, count(*) filter (where o.discount_minor > 0) as d ${orders(shop, now)} and o.processed_at > ${back(now, 365)} group by o.customer_id) g
      where g.n >= 5 and g.d >= 0.2 * g.n and g.d <= 0.4 * g.n`,
  },
  {
    id: "D11", title: "first-time type buyer, 30 d",
    node: { kind: "nth", k: 1, event: "item", where: type("Type 3"), field: "order.processed", test: { op: "in", window: rolling(30) } },
    hand: (shop, now) => sql`
      select g.customer_id from (
        select l.customer_id, min(l.processed_at) as first from order_line l join product p on p.shop_id = ${shop} and p.product_id = l.product_id
        where l.shop_id = ${shop} and l.customer_id is not null and ${counts(now, L)} and p.product_type = 'Type 3' group by l.customer_id) g where g.first > ${back(now, 30)}`,
  },
  {
    id: "D12", title: "established and active", node: all(attr("order.first", { op: "in", window: ago(180) }), last(rolling(90))),
    hand: (shop, now) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.first_order_at <= ${back(now, 180)} and c.last_order_at > ${back(now, 90)}`,
  },
  {
    id: "D13", title: "nested and/or/not", note: "AOV and orders for predictions, orders for clicks",
    node: all(
      attr("person.country", { op: "anyOf", values: ["US", "CA"] }),
      any(count("order", ge(2), { window: rolling(365) }), net("sum", ge(200), { window: rolling(180) })),
      any(attr("person.tags", { op: "hasAny", values: ["vip"] }), all(net("avg", ge(100)), count("order", ge(3)))),
      { kind: "not", node: any(attr("sms.state", { op: "is", value: "UNSUBSCRIBED" }), all(attr("email.state", { op: "isNot", value: "SUBSCRIBED" }), count("order", none, { window: rolling(90) }))) },
    ),
    hand: (shop, now) => sql`
      select c.customer_id from customer c
      join (select o.customer_id, count(*) as n, sum(o.gross_minor - o.refunded_minor) filter (where o.processed_at > ${back(now, 180)}) as s
        ${orders(shop, now)} and o.processed_at > ${back(now, 365)} group by o.customer_id) o on o.customer_id = c.customer_id
      where c.shop_id = ${shop} and c.country_code in ('US', 'CA') and (o.n >= 2 or o.s >= 20000) and ('vip' = any(c.tags) or (c.net_minor >= 10000 * c.order_count and c.order_count >= 3))
        and c.sms_state <> 'UNSUBSCRIBED' and (c.email_state = 'SUBSCRIBED' or c.last_order_at > ${back(now, 90)})`,
  },
  {
    id: "D14", title: "in D4, not in D1, subscribed",
    node: all({ kind: "in", segment: 4, how: { kind: "is" } }, { kind: "not", node: { kind: "in", segment: 1, how: { kind: "is" } } }, subscribed),
    hand: (shop) => sql`
      select c.customer_id from customer c where c.shop_id = ${shop} and c.sms_state = 'SUBSCRIBED'
        and c.customer_id in (select m.customer_id from bench_membership m where m.shop_id = ${shop} and m.segment_id = 4 and m.left_at is null)
        and not (c.customer_id in (select m.customer_id from bench_membership m where m.shop_id = ${shop} and m.segment_id = 1 and m.left_at is null))`,
  },
  {
    id: "D15", title: "price shoppers: >=60 % discounted", node: all(count("order", ge(2)), { kind: "share", event: "order", of: "count", part: discounted, test: ge(60) }),
    hand: (shop) => sql`select c.customer_id from customer c where c.shop_id = ${shop} and c.order_count >= 2 and c.discounted_count >= 0.6 * c.order_count`,
  },
  {
    id: "D16", title: "discounted order in 3 d, none since", note: "a discounted order for a cart",
    node: all(count("order", ge(1), { where: discounted, window: rolling(3) }), { kind: "nth", k: -1, event: "order", field: "order.discounted", test: { op: "isTrue" } }),
    hand: (shop, now) => sql`
      select g.customer_id from (
        select o.customer_id, max(o.processed_at) as at ${orders(shop, now)} and o.processed_at > ${back(now, 3)} and o.discount_minor > 0 group by o.customer_id) g
      join customer c on c.shop_id = ${shop} and c.customer_id = g.customer_id where g.at >= c.last_order_at`,
  },
];
