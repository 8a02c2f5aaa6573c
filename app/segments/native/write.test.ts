// What Shopify's language can say of a segment, in which words; and what it cannot, and why.
import { expect, test } from "vitest";
import { Definition } from "../definition.ts";
import { writeNative } from "./write.ts";

const attr = (field: string, test: object, more: object = {}) => ({ kind: "attr", field, test, ...more });
const orders = (test: object, more: object = {}) => ({ kind: "agg", measure: "count", event: "order", test, ...more });
const last = (n: number, unit = "day") => ({ kind: "last", n, unit });
const not = (node: object) => ({ kind: "not", node });
const read = (node: object) => writeNative(Definition.parse({ version: 1, node }));

test.each([
  [attr("shopify.orders", { op: "ge", value: 2 }), "number_of_orders >= 2"],
  [attr("shopify.spent", { op: "within", from: 10, to: 99.5 }), "amount_spent BETWEEN 10 AND 99.5"],
  [not(attr("shopify.spent", { op: "within", from: 10, to: 20 })), "amount_spent < 10 OR amount_spent > 20"],
  [attr("person.created", { op: "in", window: last(30) }), "customer_added_date >= -30d"],
  [attr("person.created", { op: "in", window: { kind: "between", from: "2026-01-01", to: "2026-01-31" } }), "customer_added_date BETWEEN 2026-01-01 AND 2026-01-31"],
  [attr("order.daysSinceLast", { op: "ge", value: 60 }), "last_order_date <= -60d"],
  [not(attr("order.daysSinceLast", { op: "ge", value: 60 })), "last_order_date > -60d"],
  [attr("order.last", { op: "unknown" }), "last_order_date IS NULL"],
  [attr("person.tags", { op: "hasAny", values: ["O'Hara", "vip"] }), "customer_tags CONTAINS 'O\\'Hara' OR customer_tags CONTAINS 'vip'"],
  [attr("person.tags", { op: "hasNone", values: ["a"] }), "customer_tags NOT CONTAINS 'a'"],
  [not(attr("person.tags", { op: "hasAll", values: ["a", "b"] })), "customer_tags NOT CONTAINS 'a' OR customer_tags NOT CONTAINS 'b'"],
  [attr("email.state", { op: "is", value: "SUBSCRIBED" }), "email_subscription_status = 'SUBSCRIBED'"],
  [attr("sms.state", { op: "isNot", value: "NOT_SUBSCRIBED" }), "sms_subscription_status != 'NOT_SUBSCRIBED' AND sms_subscription_status IS NOT NULL"],
  [attr("person.country", { op: "anyOf", values: ["GB", "IE"] }), "customer_countries CONTAINS 'GB' OR customer_countries CONTAINS 'IE'"],
  [attr("person.emailDomain", { op: "is", value: "Example.com" }), "customer_email_domain = 'example.com'"],
  [orders({ op: "ge", value: 1 }), "orders_placed MATCHES ()"],
  [orders({ op: "ge", value: 3 }, { window: last(2, "month") }), "orders_placed MATCHES (count >= 3, date >= -2m)"],
  [orders({ op: "eq", value: 0 }, { window: last(90) }), "orders_placed NOT MATCHES (date >= -90d)"],
  [orders({ op: "le", value: 2 }), "orders_placed NOT MATCHES (count >= 3)"],
  [orders({ op: "within", from: 2, to: 4 }), "orders_placed MATCHES (count >= 2) AND orders_placed NOT MATCHES (count >= 5)"],
  [{ kind: "agg", measure: "sum", event: "order", field: "order.net", test: { op: "ge", value: 500 }, window: { kind: "ago", n: 1, unit: "year" } }, "orders_placed MATCHES (sum_amount >= 500, date < -1y)"],
  [{ kind: "agg", measure: "count", event: "item", where: [{ field: "item.product", test: { op: "anyOf", values: ["11", "12"] } }], test: { op: "eq", value: 0 } }, "products_purchased NOT MATCHES (id IN (11, 12))"],
  [{ kind: "all", nodes: [attr("shopify.orders", { op: "ge", value: 2 }), { kind: "any", nodes: [attr("person.tags", { op: "hasAny", values: ["a"] }), attr("person.country", { op: "is", value: "GB" })] }] },
    "number_of_orders >= 2 AND (customer_tags CONTAINS 'a' OR customer_countries CONTAINS 'GB')"],
  [not({ kind: "any", nodes: [attr("shopify.orders", { op: "ge", value: 2 }), attr("person.tags", { op: "hasAny", values: ["a"] })] }), "number_of_orders < 2 AND customer_tags NOT CONTAINS 'a'"],
])("%j", (node, query) => {
  expect(read(node)).toMatchObject({ query });
});

test.each([
  [attr("person.city", { op: "is", value: "Leeds" }), "Shopify names a city with its country and region, in a spelling of its own."],
  [attr("person.note", { op: "is", value: "x" }), "Shopify has no filter for “Note”."],
  [attr("person.created", { op: "in", window: { kind: "last", n: 2, unit: "hour" } }), "Shopify counts in whole days of the shop, not in hours or to the minute."],
  [attr("person.created", { op: "in", window: { kind: "last", n: 7, unit: "day", clock: "rolling" } }), "Shopify counts in whole days of the shop, not in hours or to the minute."],
  [attr("person.created", { op: "in", window: { kind: "after", date: "2026-01-01T10:00:00Z" } }), "Shopify counts in whole days of the shop, not in hours or to the minute."],
  [attr("person.created", { op: "month", values: [1] }), "Shopify has no such comparison here."],
  [attr("sms.state", { op: "is", value: "SUBSCRIBED" }, { ifUnknown: "yes" }), "Shopify cannot be told how to decide what is not known."],
  [orders({ op: "ge", value: 1 }, { where: [{ field: "order.net", test: { op: "ge", value: 50 } }] }), "Shopify cannot narrow down which orders are counted."],
  [orders({ op: "ge", value: 0 }), "Nobody, or everybody, has such a number of orders."],
  [{ kind: "agg", measure: "count", event: "refund", test: { op: "ge", value: 1 } }, "Shopify cannot count these here."],
  [{ kind: "agg", measure: "count", event: "item", test: { op: "ge", value: 3 } }, "Of items Shopify can ask whether any was bought: at least one, or none."],
  [{ kind: "flow", flow: 3, how: { kind: "is" } }, "Shopify knows nothing of the flows of Segue. Let the flow add a tag, and ask for the tag."],
  [{ kind: "list", list: 3 }, "Shopify knows nothing of the lists of Segue."],
  [attr("list.3.number.points", { op: "ge", value: 5 }), "Shopify knows nothing of the columns of Segue’s lists."],
  [{ kind: "all", nodes: [] }, "Shopify has no empty group."],
])("%j cannot be said", (node, message) => {
  expect(read(node)).toMatchObject({ refusals: [{ path: ["node"], message }] });
});

test("Every condition that cannot be said is named with its place, and too many or too long ones are refused as a whole.", () => {
  expect(read({ kind: "any", nodes: [attr("shopify.orders", { op: "ge", value: 2 }), not(attr("person.note", { op: "is", value: "x" })), { kind: "list", list: 1 }] })).toEqual({
    refusals: [{ path: ["node", "nodes", 1, "node"], message: "Shopify has no filter for “Note”." }, { path: ["node", "nodes", 2], message: "Shopify knows nothing of the lists of Segue." }],
  });
  expect(read(attr("person.tags", { op: "hasAny", values: Array.from({ length: 11 }, (_, n) => `t${n}`) }))).toEqual({ refusals: [{ path: [], message: "Shopify takes at most 10 conditions in a segment; this one would need 11." }] });
  expect(read(attr("person.tags", { op: "hasAny", values: Array.from({ length: 10 }, (_, n) => `${n}`.repeat(490)) }))).toEqual({ refusals: [{ path: [], message: "Shopify takes at most 5,000 characters in a segment; this one would need 5,186." }] });
});

test("What Shopify means a little differently is said, once; and which filters the shop must offer.", () => {
  const written = read({ kind: "all", nodes: [orders({ op: "ge", value: 2 }), attr("order.last", { op: "in", window: last(30) }), attr("email.state", { op: "is", value: "SUBSCRIBED" })] });
  expect(written).toMatchObject({ doubts: ["Shopify counts orders that were cancelled too."], filters: ["email_subscription_status", "last_order_date", "orders_placed"] });
});
