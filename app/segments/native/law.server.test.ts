// Law: what is written in Shopify's language finds there the people whom the segment finds here. Random
// segments over a shop that was imported from the sandbox; the sandbox reads the language by itself. Where
// a doubt was said, whoever it may be about (someone with a cancelled or refunded order) is left out.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { import_ } from "#app/inbox/import.server.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import { askImports } from "#app/shops/rows.server.ts";
import { addTags } from "#sandbox/shopify/tags.ts";
import { cancelOrder, placeOrder, refundOrder } from "#sandbox/shopify/orders.ts";
import { membersOf } from "#sandbox/shopify/segment-match.ts";
import { readQuery } from "#sandbox/shopify/segment-query.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { compile } from "../compile.ts";
import type { Definition, Node } from "../definition.ts";
import { writeNative } from "./write.ts";

const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`native: seed=${seed}`);

const { world, store, opened } = await aSandboxWorld({ seed: 7, customers: 60, orders: 140, historyDays: 200, products: 6 });
const people = [...store.tables.Customer.values()];
people.forEach((customer, n) => n % 3 === 0 && addTags(store, customer, ["VIP", ...(n % 2 ? ["o'hara"] : [])]));
const placed = [...store.tables.Order.values()];
for (const order of placed.slice(0, 5)) cancelOrder(store, order);
for (const order of placed.slice(5, 9)) refundOrder(store, order, { amount: 100 });
const [guest] = people;
if (guest) placeOrder(store, { customerId: guest.id, lines: [{ title: "Test", price: 100, quantity: 1 }], test: true });

const shop = await opened();
const zone = store.settings.timeZone;
await askImports(world, shop, ["products", "customers", "orders"], "install", "", world.now());
for (let step = 0; step < 200; step++) {
  if ((await import_.step(world, shop)) === 0) world.clock.advance(minutes(1));
  if ((await world.db.run(sql`select 1 from import_run where shop_id = ${shop} and state <> 'done'`)) === 0) break;
}
world.clock.set(new Date(store.now()));

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const n = fc.integer({ min: 0, max: 5 });
const days = fc.integer({ min: 1, max: 150 });
const window = fc.oneof(
  fc.record({ kind: pick("last" as const, "ago" as const), n: days, unit: pick("day" as const) }),
  fc.record({ kind: pick("last" as const, "ago" as const), n: fc.integer({ min: 1, max: 5 }), unit: pick("week" as const, "month" as const) }),
  fc.tuple(days, days).map(([a, b]) => ({ kind: "between-ago" as const, from: Math.min(a, b), to: Math.max(a, b), unit: "day" as const })),
);
const comparison = pick("eq" as const, "ne" as const, "lt" as const, "le" as const, "gt" as const, "ge" as const);
const numbers = (values: fc.Arbitrary<number>) => fc.oneof(fc.record({ op: comparison, value: values }), fc.tuple(values, values, pick("within" as const, "notWithin" as const)).map(([a, b, op]) => ({ op, from: Math.min(a, b), to: Math.max(a, b) })));
const codes = (...values: string[]) => fc.oneof(fc.record({ op: pick("is" as const, "isNot" as const), value: pick(...values) }), fc.record({ op: pick("anyOf" as const, "noneOf" as const), values: fc.uniqueArray(pick(...values), { minLength: 1, maxLength: 2 }) }));
const attr = (field: fc.Arbitrary<string>, test: fc.Arbitrary<object>) => fc.record({ kind: pick("attr" as const), field, test });
const products = [...store.tables.Product.keys()].map(String);
const leaf = fc.oneof(
  attr(pick("shopify.orders"), numbers(n)),
  attr(pick("shopify.spent"), numbers(fc.integer({ min: 0, max: 20_000 }).map((minor) => minor / 100))),
  attr(pick("person.created", "order.first", "order.last"), fc.oneof(window.map((each) => ({ op: "in", window: each })), pick({ op: "known" }, { op: "unknown" }))),
  attr(pick("person.daysSinceCreated", "order.daysSinceFirst", "order.daysSinceLast"), numbers(days)),
  attr(pick("person.tags"), fc.record({ op: pick("hasAny" as const, "hasAll" as const, "hasNone" as const), values: fc.uniqueArray(pick("vip", "O'Hara", "none"), { minLength: 1, maxLength: 2 }) })),
  attr(pick("email.state", "sms.state"), codes("SUBSCRIBED", "UNSUBSCRIBED", "NOT_SUBSCRIBED")),
  attr(pick("person.state"), codes("DISABLED", "ENABLED")),
  attr(pick("person.country"), codes("GB", "US", "DE")),
  attr(pick("person.emailDomain"), codes("example.com", "Example.com", "nowhere.example")),
  fc.record({ kind: pick("agg" as const), measure: pick("count" as const), event: pick("order" as const), test: numbers(n), window: fc.oneof(window, pick({ kind: "all" as const })) }),
  fc.record({ kind: pick("agg" as const), measure: pick("sum" as const), event: pick("order" as const), field: pick("order.net"), test: fc.record({ op: comparison, value: fc.integer({ min: 0, max: 300 }) }), window }),
  fc.record({ kind: pick("agg" as const), measure: pick("count" as const), event: pick("item" as const), where: fc.uniqueArray(pick(...products), { minLength: 1, maxLength: 2 }).map((values) => [{ field: "item.product", test: { op: "anyOf", values } }]), test: pick({ op: "ge", value: 1 }, { op: "eq", value: 0 }), window }),
);
// Every field and test above is one that the shapes of a definition hold; compile reads them as they are.
const node: fc.Arbitrary<Node> = fc.letrec<{ node: unknown; group: unknown }>((tie) => ({
  node: fc.oneof({ weight: 4, arbitrary: leaf }, tie("group"), tie("node").map((each) => ({ kind: "not", node: each }))),
  group: fc.record({ kind: pick("all", "any"), nodes: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
})).node.map((drawn) => drawn as Node);

/** Of whom one of the doubts may be true. */
const doubtful = new Set(people.filter((customer) => customer.addresses.length !== 1 || customer.email === null || customer.phone === null || store.ordersOfCustomer(customer.id).some((order) => order.cancelledAt !== null || order.test || order.refunds.length > 0)).map(({ id }) => String(id)));

test("Whoever a segment finds here, its query finds there; and where that may not be so, a doubt was said.", async () => {
  expect(people.length - doubtful.size).toBeGreaterThan(15);
  const seen = { written: 0, refused: 0, sure: 0, members: 0 };
  for (const each of fc.sample(node, { numRuns: 400, seed })) {
    const definition: Definition = { version: 1, node: each };
    const written = writeNative(definition);
    if ("refusals" in written) {
      seen.refused += 1;
      continue;
    }
    const isSure = written.doubts.length === 0;
    const counts = (id: string) => isSure || !doubtful.has(id);
    const ours = (await world.db.rows(z.object({ customer_id: Id }), compile(definition, { shop, now: world.now(), zone, currency: store.settings.currency }).members())).map(({ customer_id }) => customer_id);
    const theirs = membersOf(store, readQuery(written.query)).map(({ id }) => String(id));
    const sorted = (ids: string[]) => ids.filter(counts).sort();
    expect({ seed, query: written.query, definition, found: sorted(theirs) }).toEqual({ seed, query: written.query, definition, found: sorted(ours) });
    seen.written += 1;
    seen.sure += Number(isSure);
    seen.members += ours.length;
  }
  expect(seen.written).toBeGreaterThan(200);
  expect(seen.sure).toBeGreaterThan(50);
  expect(seen.members).toBeGreaterThan(1000);
}, 120_000);
