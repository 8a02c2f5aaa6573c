// What somebody owns comes back, or gets cheaper: how variants are kept, who is looked at again because of it, and how a segment
// that asks about it moves, by what Shopify tells and by time.
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { type Facts, noFacts } from "#app/customers/fact.ts";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { Id, Instant, sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { clockRoad } from "./clock.server.ts";
import { evaluate } from "./evaluate.server.ts";
import { createSegment } from "./save.server.ts";
import { parse } from "./text.ts";

const world = await aWorld();
let shop: ShopId;
let clock: number;

const at = (ms: number) => later(START, ms).toISOString();
const tell = (facts: Partial<Facts>) => transact(world, (inside) => writeFacts(inside, shop, { ...noFacts(), ...facts }, { now: world.now(), live: true }));
/** An hour later than the word before. */
function variant(stock: number | null, price: string | null, variantId = "11") {
  clock += 1;
  world.clock.set(later(START, hours(clock)));
  return tell({ variants: [{ variantId, productId: "1", updatedAt: at(hours(clock)), title: null, price, stock }] });
}

const line = (customer: string, variantId: string, amountMinor: number) => ({
  orderId: customer, lineId: "1", updatedAt: at(0), productId: "1", variantId, sku: null, title: "Mug", variantTitle: null, vendor: "Acme", quantity: 2, currentQuantity: 2, amountMinor, discountMinor: 0, giftCard: false,
});

/** 1 and 2 own the variant, for which they paid 10.00 and 30.00; 3 owns another of the product; 4 owns nothing. */
beforeEach(async () => {
  shop = await aShop(world);
  clock = 0;
  world.clock.set(START);
  await tell({
    customers: ["1", "2", "3", "4"].map((customerId) => ({ customerId, createdAt: at(-days(9)), updatedAt: at(-days(9)) })),
    products: [{ productId: "1", updatedAt: at(-days(9)), title: "Mug" }],
    orders: ["1", "2", "3"].map((id) => ({ orderId: id, customerId: id, name: `#${id}`, processedAt: at(-days(3)), updatedAt: at(-days(3)), currency: "USD", grossMinor: 6_000 })),
    lines: [line("1", "11", 2_000), line("2", "11", 6_000), line("3", "12", 6_000)],
  });
  await looked();
});

const Row = z.object({ stock: z.number().nullable(), back: Instant.nullable(), cheaper: Instant.nullable(), from: z.string().nullable() });
const kept = async () => {
  const [found] = await world.db.rows(Row, sql`select stock, restocked_at as back, cheaper_at as cheaper, cheaper_from::text as from from variant where shop_id = ${shop} and variant_id = 11`);
  const hour = (instant: Date | null | undefined) => (instant ? (instant.getTime() - START.getTime()) / hours(1) : null);
  return found && [found.stock, hour(found.back), hour(found.cheaper), found.from];
};

async function looked(): Promise<string[]> {
  const marked = await world.db.rows(z.object({ id: Id }), sql`select customer_id as id from customer where shop_id = ${shop} and changed_at is not null order by customer_id`);
  while ((await evaluate.step(world, shop)) > 0) continue;
  return marked.map(({ id }) => id);
}

async function asking(text: string): Promise<SegmentId> {
  const read = parse(text);
  const saved = "definition" in read ? await createSegment(world, shop, { name: text.slice(0, 100), definition: read.definition }) : null;
  if (!saved || !("segment" in saved)) throw new Error(`${text}: ${JSON.stringify(saved ?? read)}`);
  await looked();
  return saved.segment;
}

const members = async (segment: SegmentId) =>
  (await world.db.rows(z.object({ id: Id }), sql`select customer_id as id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`)).map(({ id }) => id);

test("it is back since it was sold out, until it is sold out again; cheaper than before the last fall, until it costs as much", async () => {
  const words: [stock: number | null, price: string | null, then: unknown[]][] = [
    [0, "20.00", [0, null, null, null]], [5, "20.00", [5, 2, null, null]], [4, "18.50", [4, 2, 3, "20.00"]], [null, "16.00", [4, 2, 4, "18.50"]], [1, "17.00", [1, 2, 4, "18.50"]],
    [-1, "17.00", [-1, null, 4, "18.50"]], [0, "18.50", [0, null, null, null]], [9, "18.50", [9, 8, null, null]], [9, null, [9, 8, null, null]], [9, "1.00", [9, 8, null, null]],
  ];
  for (const [stock, price, then] of words) {
    await variant(stock, price);
    expect(await kept()).toEqual(then);
  }
  // An older word changes nothing, and the same word once more is no other.
  await tell({ variants: [{ variantId: "11", productId: "1", updatedAt: at(hours(1)), title: null, price: "20.00", stock: 0 }] });
  expect(await kept()).toEqual([9, 8, null, null]);
});

test("whoever bought the product is looked at again where it stands otherwise, and not for a piece less on the shelf", async () => {
  await variant(5, "20.00");
  expect(await looked()).toEqual([]);
  await asking("count(item where item.inStock is true) >= 1");
  const owners = ["1", "2", "3"];
  const told = [await variant(4, "20.00"), await looked(), await variant(0, "20.00"), await looked(), await variant(0, "20.00"), await looked(), await variant(0, "19.00"), await looked(), await variant(3, "19.00"), await looked()];
  expect(told.filter((each) => Array.isArray(each))).toEqual([[], owners, [], owners, owners]);
  const product = (updatedAt: string, title: string) => tell({ products: [{ productId: "1", updatedAt, title }] });
  await product(at(1), "Mug");
  expect(await looked()).toEqual([]);
  await product(at(2), "Cup");
  expect(await looked()).toEqual(owners);
});

test("owners of what is back or cheaper come in by the word of it, and go out by time", async () => {
  await variant(0, "20.00");
  const back = await asking("count(item where item.restocked in last 7 d) >= 1");
  const cheaper = await asking("count(item where item.costsLess >= 20) >= 1");
  const fell = await asking("count(item where item.priceFell in last 3 d and item.priceFellBy >= 10) >= 1 and count(item where item.inStock is true) >= 1");
  const all = async () => [await members(back), await members(cheaper), await members(fell)];
  expect(await all()).toEqual([[], ["2"], []]);
  await variant(3, "20.00");
  await looked();
  expect(await all()).toEqual([["1", "2"], ["2"], []]);
  await variant(2, "18.10");
  await variant(2, "16.20");
  await looked();
  expect(await all()).toEqual([["1", "2"], ["2"], ["1", "2"]]);
  await variant(2, "8.00");
  await looked();
  expect(await all()).toEqual([["1", "2"], ["1", "2"], ["1", "2"]]);
  for (const [after, then] of [[days(4), [["1", "2"], ["1", "2"], []]], [days(4), [[], ["1", "2"], []]]] as const) {
    world.clock.advance(after);
    await clockRoad(world, shop);
    expect(await all()).toEqual(then);
  }
});
