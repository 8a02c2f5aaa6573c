// A ranking stands for an hour: whoever passes its edge is in, nobody else moves, and then it is taken anew.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { clockRoad } from "./clock.server.ts";
import { CUTOFFS_STAND_MS } from "./cutoff.server.ts";
import type { Definition, Place } from "./definition.ts";
import { evaluate } from "./evaluate.server.ts";
import { previewSegment } from "./preview.server.ts";
import { createSegment } from "./save.server.ts";
import { why } from "./why.server.ts";

const ranked = (place: Place): Definition => ({ version: 1, node: { kind: "rank", of: { kind: "agg", measure: "sum", field: "order.net", event: "order" }, place } });

async function aRankedShop() {
  const world = await aWorld();
  const shop = await aShop(world);
  let orders = 0;
  const buys = async (customer: number, grossMinor: number) => {
    const facts = noFacts();
    const at = world.now().toISOString();
    facts.orders.push({ orderId: String(++orders), customerId: String(customer), processedAt: at, updatedAt: at, currency: "USD", grossMinor });
    await writeFacts(world, shop, facts, { now: world.now(), live: true });
  };
  const rest = async () => {
    await clockRoad(world, shop);
    while ((await evaluate.step(world, shop)) > 0) continue;
  };
  const members = async (segment: number) => (await world.db.rows(z.object({ id: Count }), sql`
    select customer_id as id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`)).map(({ id }) => id);
  for (const customer of [1, 2, 3, 4, 5]) await buys(customer, customer * 1_000);
  return { world, shop, buys, rest, members };
}

test("somebody who passes the edge is in at once, and who was in stays in until the ranking is taken anew", async () => {
  const { world, shop, buys, rest, members } = await aRankedShop();
  await createSegment(world, shop, { name: "Best two", definition: ranked({ kind: "top", n: 2, unit: "people" }) });
  await rest();
  expect(await members(1)).toEqual([4, 5]);
  await buys(1, 9_000);
  world.clock.advance(CUTOFFS_STAND_MS - 1);
  await rest();
  expect(await members(1)).toEqual([1, 4, 5]);
  world.clock.advance(1);
  await rest();
  expect(await members(1)).toEqual([1, 5]);
});

test("the explanation says which numbers somebody was held against, and since when", async () => {
  const { world, shop, rest } = await aRankedShop();
  await createSegment(world, shop, { name: "Best fifth", definition: ranked({ kind: "tile", tile: 2, of: 5 }) });
  await rest();
  world.clock.advance(hours(2));
  await rest();
  const [found] = await why(world, shop, CustomerId.parse("4"));
  expect(found?.answer.leaves[0]).toMatchObject({
    verdict: true, value: 40,
    cutoff: { number: 2, at: new Date(START.getTime() + hours(2)), people: 5, limits: [{ cmp: "ge", value: 40 }, { cmp: "lt", value: 50 }] },
  });
});

test("who equals the last one in is in too, and who never ordered is in no part", async () => {
  const { world, shop, buys, rest, members } = await aRankedShop();
  await buys(1, 2_000);
  await buys(2, 1_000);
  const facts = noFacts();
  facts.customers.push({ customerId: "6", createdAt: START.toISOString(), updatedAt: START.toISOString(), metafields: {} });
  await writeFacts(world, shop, facts, { now: world.now(), live: true });
  await createSegment(world, shop, { name: "Best three", definition: ranked({ kind: "top", n: 3, unit: "people" }) });
  await createSegment(world, shop, { name: "Last half", definition: ranked({ kind: "tile", tile: 2, of: 2 }) });
  await createSegment(world, shop, { name: "Not in the last half", definition: { version: 1, node: { kind: "not", node: ranked({ kind: "tile", tile: 2, of: 2 }).node } } });
  await rest();
  expect([await members(1), await members(2), await members(3)]).toEqual([[1, 2, 3, 4, 5], [], [1, 2, 3, 4, 5, 6]]);
});

test("what was never saved is ranked for the look alone", async () => {
  const { world, shop, rest, members } = await aRankedShop();
  expect(await previewSegment(world, shop, ranked({ kind: "median", side: "above" }))).toMatchObject({ total: 2, unknown: 0 });
  await createSegment(world, shop, { name: "Above the middle", definition: ranked({ kind: "median", side: "above" }) });
  await rest();
  expect(await members(1)).toEqual([4, 5]);
  expect((await why(world, shop, CustomerId.parse("5")))[0]?.answer.leaves[0]?.cutoff?.number).toBe(1);
});

test("a ranking of scores is held against those that were taken with it", async () => {
  const { world, shop, rest, members } = await aRankedShop();
  await world.db.run(sql`insert into event_cover (shop_id, kind, name, since) select ${shop}::int, kind, '', 'epoch' from unnest(array['smsDelivered', 'smsClicked', 'smsOptedOut']) as kind`);
  const facts = noFacts();
  const told = (customer: number, kind: "smsDelivered" | "smsClicked", n: number) => ({
    source: "klaviyo", sourceId: `${kind}/${customer}/${n}`, kind, customerId: String(customer), at: new Date(world.now().getTime() - hours(100 - n)).toISOString(),
  });
  for (const customer of [1, 2, 3, 4, 5]) for (let n = 0; n < 10; n += 1) {
    facts.events.push(told(customer, "smsDelivered", n), ...(n < customer ? [told(customer, "smsClicked", n)] : []));
  }
  await writeFacts(world, shop, facts, { now: world.now(), live: true });
  await createSegment(world, shop, { name: "Keenest two", definition: { version: 1, node: { kind: "rank", of: { kind: "attr", field: "sms.score", with: { full: 100 } }, place: { kind: "top", n: 2, unit: "people" } } } });
  await rest();
  expect(await members(1)).toEqual([4, 5]);
});
