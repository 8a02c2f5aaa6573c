// Since when which events are known: what only Segue does from the start, for shops it has from the start; whatever may have happened
// unheard is unknown, and not never.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { OWN_KINDS } from "#app/customers/event-kind.ts";
import { noFacts } from "#app/customers/fact.ts";
import { givenFact } from "#app/messages/coupons/coupon-told.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { raw, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { openShop, uninstall } from "#app/shops/install.server.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aWorld } from "#tests/support/world.ts";
import { previewSegment } from "./preview.server.ts";
import { parse } from "./text.ts";

const world = await aWorld();
const MIGRATION = readFileSync(new URL("../../prisma/migrations/20261127190200_own_known/migration.sql", import.meta.url), "utf8");

async function asked(shop: ShopId, text: string): Promise<[total: number, unknown: number]> {
  const read = parse(text);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const preview = await previewSegment(world, shop, read.definition);
  if (!("total" in preview)) throw new Error(JSON.stringify(preview.problems));
  return [preview.total, preview.unknown];
}

const opened = async (domain: string): Promise<ShopId> => {
  const shop = await openShop(world, { domain, scopes: [] });
  await addCustomers(world, shop, [1, 2]);
  return shop;
};

const give = (shop: ShopId, customer: string) =>
  writeFacts(world, shop, { ...noFacts(), events: [givenFact({ couponId: 1, name: "Spring", endsAt: null }, customer, world.now())] }, { now: world.now(), live: true });

test("that nothing of what only Segue does was done to somebody is sure from the first day, and stays so once somebody else is told of", async () => {
  const shop = await opened("young.myshopify.com");
  for (const kind of OWN_KINDS) expect([kind, ...(await asked(shop, `count(${kind}) = 0`))]).toEqual([kind, 2, 0]);
  expect(await asked(shop, "count(smsDelivered) = 0")).toEqual([0, 2]);
  await give(shop, "1");
  expect(await asked(shop, "count(couponGiven) = 0")).toEqual([1, 0]);
  expect(await asked(shop, "count(couponUsed) in more than 1 y ago = 0")).toEqual([2, 0]);
});

test("a shop that comes back may have missed that a code was used, and nothing else of these", async () => {
  const shop = await opened("again.myshopify.com");
  world.clock.advance(days(1));
  await uninstall(world, shop, world.now());
  world.clock.advance(days(3));
  await openShop(world, { domain: "again.myshopify.com", scopes: [] });
  world.clock.advance(days(1));
  expect(await asked(shop, "count(couponUsed) = 0")).toEqual([0, 2]);
  expect(await asked(shop, "count(couponUsed) in last 1 d rolling = 0")).toEqual([2, 0]);
  expect(await asked(shop, "count(couponGiven) = 0")).toEqual([2, 0]);
});

test("where codes or choices came before they were told, it is known from the migration on; elsewhere from the start", async () => {
  const [early, late] = [await opened("early.myshopify.com"), await opened("late.myshopify.com")];
  for (const shop of [early, late]) {
    await world.db.run(sql`insert into event_cover (shop_id, kind, name, since) values (${shop}, 'couponGiven', '', 'epoch'), (${shop}, 'smsSkipped', '', 'epoch')`);
    await world.db.run(sql`insert into coupon_code (shop_id, coupon_id, customer_id, code, state, at) values (${shop}, 1, 1, ${`CODE${shop}`}, 'made', ${world.now()})`);
  }
  await give(late, "1");
  await world.db.run(sql`insert into number_state (shop_id, number, state, preference, changed_at) values (${early}, '\\x01', '{}', '{"declined":["News"]}', ${world.now()})`);
  for (const statement of MIGRATION.replaceAll(/^--.*$/gm, "").split(/;\s*$/m)) if (statement.trim() !== "") await world.db.run(raw(statement));
  const known = async (shop: ShopId) => Promise.all(OWN_KINDS.map(async (kind) => [kind, (await asked(shop, `count(${kind}) = 0`))[1]]));
  expect(Object.fromEntries(await known(early))).toEqual({ smsSkipped: 0, smsDeferred: 0, preferencesChosen: 2, couponGiven: 2, couponUsed: 2 });
  expect(Object.fromEntries(await known(late))).toEqual({ smsSkipped: 0, smsDeferred: 0, preferencesChosen: 0, couponGiven: 0, couponUsed: 0 });
});
