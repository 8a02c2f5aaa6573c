// A shop's life as Shopify would tell it, from a list of small numbers: every event with the webhooks
// it causes, payloads as they really look, instants that move with every change.
import { type Facts, sortTags } from "#app/customers/fact.ts";

export type Told = { topic: string; payload: unknown; at: Date } | { read: Partial<Facts> };

type Customer = { id: number; name: string; city: string; tags: string[]; sms: string; smsAt: string | null; updatedAt: string; gone: boolean };
type Line = { id: number; product: number; quantity: number; current: number; price: number };
type Refund = { id: number; at: string; amount: number };
type Order = { id: number; customer: number | null; at: string; updatedAt: string; lines: Line[]; refunds: Refund[]; cancelledAt: string | null; test: boolean; deleted: boolean };

export const OPS = ["join", "rename", "tag", "untag", "read", "consent", "order", "guest", "cancel", "refund", "edit", "erase", "merge", "leave", "readOrder", "product", "browse", "click"] as const;
export type Op = { op: (typeof OPS)[number]; who: number; what: number };

const money = (minor: number) => ({ shop_money: { amount: (minor / 100).toFixed(2), currency_code: "USD" }, presentment_money: { amount: "0.00", currency_code: "USD" } });

type Life = {
  customers: Customer[]; orders: Order[]; told: Told[]; born: Map<number, string>; start: Date; seconds: number; next: number;
};

const instant = (life: Life) => new Date(life.start.getTime() + life.seconds * 1000);
const iso = (life: Life) => instant(life).toISOString();
const say = (life: Life, topic: string, payload: unknown) => void life.told.push({ topic, payload, at: instant(life) });
const gid = (customer: Customer) => `gid://shopify/Customer/${customer.id}`;
const pick = <Thing>(things: Thing[], number: number): Thing | undefined => things[number % Math.max(1, things.length)];

export function tell(ops: readonly Op[], start: Date): Told[] {
  const life: Life = { customers: [], orders: [], told: [], born: new Map(), start, seconds: 0, next: 1_000 };
  for (const { op, who, what } of ops) {
    life.seconds += 60 + what;
    const customer = pick(life.customers.filter((each) => !each.gone), who);
    const order = pick(life.orders.filter((each) => !each.deleted), who);
    if (op === "join") join(life, what);
    else if (op === "guest") place(life, null, what);
    else if (op === "product") product(life, 1 + (who % 4), what);
    else if (order) ofOrder(life, order, op, what);
    if (customer) ofCustomer(life, customer, op, what);
  }
  return life.told;
}

function join(life: Life, what: number): void {
  const fresh: Customer = { id: life.next++, name: `N${what}`, city: `C${what}`, tags: [], sms: "not_subscribed", smsAt: null, updatedAt: iso(life), gone: false };
  life.born.set(fresh.id, iso(life));
  life.customers.push(fresh);
  say(life, "customers/create", customerPayload(life, fresh));
}

function product(life: Life, id: number, what: number): void {
  if (what % 7 === 6) return say(life, "products/delete", { id });
  say(life, "products/update", { id, updated_at: iso(life), title: `P${what}`, vendor: "V", product_type: "", status: "active", tags: "", handle: "p", category: null });
}

function place(life: Life, customer: number | null, what: number): void {
  const lines = Array.from({ length: 1 + (what % 3) }, (_, index) => ({
    id: life.next++, product: 1 + ((what + index) % 4), quantity: 1 + (what % 2), current: 1 + (what % 2), price: 500 + what * 10,
  }));
  const order: Order = { id: life.next++, customer, at: iso(life), updatedAt: iso(life), cancelledAt: null, test: what % 11 === 10, deleted: false, refunds: [], lines };
  life.orders.push(order);
  say(life, "orders/create", orderPayload(life, order));
}

function ofOrder(life: Life, order: Order, op: Op["op"], what: number): void {
  if (op === "cancel" && !order.cancelledAt) {
    order.cancelledAt = order.updatedAt = iso(life);
    say(life, "orders/cancelled", orderPayload(life, order));
  } else if (op === "refund") {
    const refund = { id: life.next++, at: iso(life), amount: 100 + what };
    order.refunds.push(refund);
    for (const line of order.lines.slice(0, 1)) line.current = Math.max(0, line.current - 1);
    order.updatedAt = iso(life);
    say(life, "refunds/create", refundPayload(order, refund));
    say(life, "orders/updated", orderPayload(life, order));
  } else if (op === "edit") {
    order.lines.push({ id: life.next++, product: 1 + (what % 4), quantity: 1, current: 1, price: 100 });
    order.updatedAt = iso(life);
    say(life, "orders/updated", orderPayload(life, order));
  } else if (op === "erase") {
    order.deleted = true;
    say(life, "orders/delete", { id: order.id });
  } else if (op === "readOrder") {
    life.told.push({ read: { orders: [{ orderId: String(order.id), detailedAt: order.updatedAt, appName: "App", returnStatus: `R${order.refunds.length}`, utmSource: "utm" }] } });
  }
}

function ofCustomer(life: Life, customer: Customer, op: Op["op"], what: number): void {
  if (op === "order") place(life, customer.id, what);
  else if (op === "rename") {
    customer.name = `R${what}`;
    customer.updatedAt = iso(life);
    say(life, "customers/update", customerPayload(life, customer));
  } else if (op === "tag" || op === "untag") tagged(life, customer, op === "tag", ["VIP", "wholesale", "Ünïcode"][what % 3] ?? "VIP");
  else if (op === "read") read(life, customer);
  else if (op === "consent") {
    customer.sms = what % 2 ? "subscribed" : "unsubscribed";
    customer.smsAt = iso(life);
    const consent = { state: customer.sms, opt_in_level: "single_opt_in", consent_updated_at: customer.smsAt, consent_collected_from: "shopify" };
    say(life, "customers_marketing_consent/update", { id: customer.id, phone: null, sms_marketing_consent: consent });
  } else if (op === "browse") browse(life, { customerId: String(customer.id) }, what);
  // An email may be heard of before, or long after, its customer is described.
  else if (op === "click") browse(life, { who: `${customer.id}@Example.com` }, what);
  else if (op === "merge") merge(life, customer, what);
  else if (op === "leave") {
    customer.gone = true;
    say(life, "customers/delete", { id: customer.id });
  }
}

function browse(life: Life, whose: { customerId: string } | { who: string }, what: number): void {
  const event = { source: what % 2 ? "api" : "pixel", sourceId: `e${life.next++}`, kind: "productViewed" as const, at: iso(life), productId: String(1 + (what % 4)), ...whose };
  life.told.push({ read: { events: [event], covers: [{ kind: "productViewed", since: iso(life) }] } });
}

function tagged(life: Life, customer: Customer, add: boolean, tag: string): void {
  if (customer.tags.includes(tag) === add) return;
  customer.tags = add ? [...customer.tags, tag] : customer.tags.filter((each) => each !== tag);
  customer.updatedAt = iso(life);
  say(life, add ? "customer.tags_added" : "customer.tags_removed", { customerId: gid(customer), tags: [tag], occurredAt: iso(life) });
  say(life, "customers/update", customerPayload(life, customer));
}

function read(life: Life, customer: Customer): void {
  const fact = { customerId: String(customer.id), detailedAt: customer.updatedAt, locale: `l-${customer.name}`, companies: [customer.city] };
  life.told.push({ read: { customers: [{ ...fact, tagsAt: customer.updatedAt, tags: sortTags(customer.tags) }] } });
}

/** Shopify may say of a merged customer that it was deleted, too. */
function merge(life: Life, customer: Customer, what: number): void {
  const into = life.customers.find((other) => !other.gone && other !== customer);
  if (!into) return;
  customer.gone = true;
  for (const order of life.orders) if (order.customer === customer.id) order.customer = into.id;
  const ids = { admin_graphql_api_customer_kept_id: gid(into), admin_graphql_api_customer_deleted_id: gid(customer) };
  say(life, "customers/merge", { ...ids, status: "completed", errors: [] });
  if (what % 2) say(life, "customers/delete", { id: customer.id });
}

const customerPayload = (life: Life, customer: Customer) => ({
  id: customer.id, admin_graphql_api_id: gid(customer), created_at: life.born.get(customer.id), updated_at: customer.updatedAt, first_name: customer.name,
  last_name: "", email: `${customer.id}@example.com`, phone: null, state: "enabled", note: null, verified_email: true, tax_exempt: false,
  default_address: { city: customer.city, province_code: "NY", country_code: "US", zip: "10001" },
});

const refundPayload = (order: Order, refund: Refund) => ({
  id: refund.id, order_id: order.id, created_at: refund.at, processed_at: refund.at, refund_line_items: [], order_adjustments: [],
  transactions: [{ kind: "refund", status: "success", amount: (refund.amount / 100).toFixed(2), currency: "USD" }],
});

function orderPayload(life: Life, order: Order) {
  const total = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const buyer = life.customers.find((customer) => customer.id === order.customer);
  return {
    id: order.id, admin_graphql_api_id: `gid://shopify/Order/${order.id}`, created_at: order.at, processed_at: order.at, updated_at: order.updatedAt, name: `#${order.id}`,
    test: order.test, cancelled_at: order.cancelledAt, cancel_reason: order.cancelledAt ? "customer" : null, source_name: "web", location_id: null, financial_status: "paid",
    fulfillment_status: null, currency: "USD", presentment_currency: "USD", total_price_set: money(total), subtotal_price_set: money(total), total_discounts_set: money(0),
    total_shipping_price_set: money(0), total_tax_set: money(0), total_weight: 100, discount_codes: [], tags: "b, a", payment_gateway_names: ["bogus"], shipping_lines: [],
    shipping_address: null, customer: buyer ? { id: buyer.id, updated_at: null } : null, fulfillments: [],
    line_items: order.lines.map((line) => ({
      id: line.id, product_id: line.product, variant_id: null, sku: `S${line.product}`, title: `T${line.product}`, variant_title: null, vendor: "V", quantity: line.quantity,
      current_quantity: line.current, grams: 1, gift_card: false, price_set: money(line.price), discount_allocations: [],
    })),
    refunds: order.refunds.map((refund) => refundPayload(order, refund)),
  };
}
