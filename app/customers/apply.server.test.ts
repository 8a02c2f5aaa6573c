// A large set goes into the tables by COPY, a small one is merged row by row: the rows are the same,
// whatever the texts hold.
import fc from "fast-check";
import { z } from "zod";
import { expect, test } from "vitest";
import type { ShopId } from "#app/lib/ids.ts";
import { raw, sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { writeFacts } from "./apply.server.ts";
import { type CustomerFact, type Facts, type LineFact, noFacts, type OrderFact } from "./fact.ts";

const world = await aWorld();

/** More than a set that is merged. */
const MANY = 60;
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Half of them with what means something to COPY, to a list or to JSON. */
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), fc.array(fc.constantFrom("\\", "\\N", "\\.", "\t", "\n", "\r", "\0", '"', "{", "}", ",", "NULL", "\ud800", "ü", "🎈"), { maxLength: 4 }).map((parts) => parts.join("")));
const maybe = fc.option(text);
const at = fc.constantFrom("2026-01-01T00:00:00Z", "2026-02-01T12:00:00.123+02:00");

const order: fc.Arbitrary<OrderFact> = fc.oneof(
  fc.record({
    orderId: fc.constant("0"), updatedAt: at, customerId: fc.option(fc.constantFrom("1", "2")), name: maybe, processedAt: at, test: fc.boolean(), grossMinor: fc.integer(), note: maybe,
    tags: fc.array(text, { maxLength: 3 }), attributes: fc.array(text, { maxLength: 2 }), voidAt: fc.option(at),
  }),
  fc.record({ orderId: fc.constant("0"), deletedAt: at, voidAt: fc.constant("1970-01-01T00:00:00Z") }),
);
const line: fc.Arbitrary<LineFact> = fc.record({
  orderId: fc.integer({ min: 1, max: MANY + 10 }).map(String), lineId: fc.constant("0"), updatedAt: at, productId: fc.option(fc.constant("9")), variantId: fc.constant(null), sku: maybe, title: maybe, variantTitle: maybe,
  vendor: maybe, quantity: fc.nat(9), currentQuantity: fc.nat(9), amountMinor: fc.nat(), discountMinor: fc.nat(), giftCard: fc.boolean(),
}, { requiredKeys: ["orderId", "lineId", "updatedAt", "productId", "variantId", "sku", "title", "variantTitle", "vendor", "quantity", "currentQuantity", "amountMinor", "discountMinor", "giftCard"] });
const customer: fc.Arbitrary<CustomerFact> = fc.record({
  customerId: fc.constant("0"), updatedAt: at, firstName: maybe, note: maybe, verifiedEmail: fc.constantFrom(true, false, null), detailedAt: at, companies: fc.array(text, { maxLength: 2 }), latitude: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
  metafields: fc.dictionary(text, fc.record({ type: text, value: text }), { maxKeys: 2 }), birthDate: fc.option(fc.constant("1990-02-28"), { nil: null }), smsState: fc.constant("SUBSCRIBED"), smsUpdatedAt: at,
});
const many = <Fact>(fact: fc.Arbitrary<Fact>) => fc.array(fact, { minLength: MANY, maxLength: MANY });

async function rowsOf(shop: ShopId) {
  const all: Record<string, string[]> = {};
  for (const table of ["customer", "orders", "order_line"]) {
    const rows = await world.db.rows(z.object({ row: z.string() }), sql`select (to_jsonb(t) - 'shop_id')::text as row from ${raw(table)} t where shop_id = ${shop} order by row`);
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

const write = (shop: ShopId, facts: Partial<Facts>) =>
  transact(world, (within) => writeFacts(within, shop, { ...noFacts(), ...facts }, { now: world.now(), live: false }));

test("A set that is copied gives the rows that one after the other gives, whatever its texts hold.", async () => {
  console.info(`seed=${SEED}`);
  await fc.assert(fc.asyncProperty(many(customer), many(order), many(line), async (c, o, l) => {
    const customers = c.map((fact, index) => ({ ...fact, customerId: String(index + 1) }));
    const orders = o.map((fact, index) => ({ ...fact, orderId: String(index + 1) }));
    const lines = l.map((fact, index) => ({ ...fact, lineId: String(index + 1) }));
    const [copied, merged] = [await aShop(world), await aShop(world)];
    await write(copied, { customers, orders, lines });
    for (let from = 0; from < MANY; from += 20) {
      const part = <Fact>(all: Fact[]) => all.slice(from, from + 20);
      await write(merged, { customers: part(customers), orders: part(orders), lines: part(lines) });
    }
    expect(await rowsOf(copied)).toEqual(await rowsOf(merged));
  }), { seed: SEED, numRuns: 12, endOnFailure: true });
});

test("Of a large set only what is new is copied: what is there already is merged, and a fact that comes twice is one row.", async () => {
  const [once, twice] = [await aShop(world), await aShop(world)];
  const [orders = []] = fc.sample(many(order), { numRuns: 1, seed: SEED });
  const [lines = []] = fc.sample(many(line), { numRuns: 1, seed: SEED });
  const facts = { orders: orders.map((fact, index) => ({ ...fact, orderId: String(index + 1) })), lines: lines.map((fact, index) => ({ ...fact, lineId: String(index + 1) })) };
  await write(once, facts);
  await write(twice, { orders: facts.orders.slice(0, 10), lines: facts.lines.slice(0, 10) });
  await write(twice, { orders: [...facts.orders, ...facts.orders.slice(0, 30)], lines: [...facts.lines.slice(30), ...facts.lines] });
  expect(await rowsOf(twice)).toEqual(await rowsOf(once));
});

test("Lines that came long before their orders take over what these say.", async () => {
  const shop = await aShop(world);
  const [lines = []] = fc.sample(many(line), { numRuns: 1, seed: SEED });
  await write(shop, { lines: lines.map((fact, index) => ({ ...fact, orderId: String(index + 1), lineId: "1" })) });
  await write(shop, { orders: lines.map((_, index) => ({ orderId: String(index + 1), updatedAt: "2026-01-01T00:00:00Z", processedAt: "2026-01-01T00:00:00Z", customerId: "7" })) });
  const found = await world.db.rows(z.object({ lines: z.coerce.number() }), sql`select count(*) as lines from order_line where shop_id = ${shop} and customer_id = 7 and processed_at = '2026-01-01T00:00:00Z'`);
  expect(found).toEqual([{ lines: MANY }]);
});
