import { expect, test } from "vitest";
import { z } from "zod";
import { Count, raw, sql } from "#app/lib/sql.ts";
import { SHOP_TABLES } from "#app/shops/forget.ts";
import { relay } from "#app/outbox/relay.server.ts";
import { disconnect } from "#app/sync/disconnect.server.ts";
import { aSegment, move } from "#tests/laws/sync-world.ts";
import { addCustomers, aTarget, connected, knownThere, phoneOf, rest, SYNCED, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { forget } from "./forget.server.ts";

const world = await aWorld();

test("Whoever must be erased is erased at the platforms that were told of them, nowhere is their name left meanwhile, and the others stay.", async () => {
  const [shop, platforms] = [await aShop(world), withPlatforms(world)];
  const [gone, stays] = [7007, 9];
  const people = await addCustomers(world, shop, [gone, stays]);
  const segment = await aSegment(world, shop, "Regulars");
  await move(world, shop, segment, people, true);
  const connections = [];
  for (const platform of SYNCED) {
    knownThere(platforms, platform, [gone, stays]);
    const connection = await connected(world, shop, platforms, platform);
    await aTarget(world, shop, connection, segment);
    connections.push(connection);
  }
  const known = () => SYNCED.map((platform) => platforms.view(platform).people.map(({ phone }) => phone).sort());
  expect(known()).toEqual(SYNCED.map(() => [phoneOf(gone), phoneOf(stays)].sort()));
  const now = world.now();
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', 'customers/redact', 'r', ${now}, ${now}, ${JSON.stringify({ customer: { id: gone, email: null, phone: null }, orders_to_redact: [] })}, ${now})`);
  await forget.step(world, shop);
  const asked = () => world.db.rows(z.object({ state: z.string(), words: Count }), sql`
    select state, count(payload->'sealed') as words from outbox where shop_id = ${shop} and kind = 'platformErase' group by state order by state`);
  expect(await asked()).toEqual([{ state: "due", words: 3 }]);
  for (const table of [...SHOP_TABLES, "inbox"]) {
    const rows = await world.db.rows(z.object({ text: z.string() }), sql`select to_jsonb(t)::text as text from ${raw(table)} t where shop_id = ${shop}`);
    expect({ table, rows: rows.filter(({ text }) => /7007/.test(text)) }).toEqual({ table, rows: [] });
  }
  // A connection that is being ended still passes it on.
  for (const id of connections.slice(0, 1)) await disconnect(world, shop, id, { cleanUp: false });
  while ((await relay.step(world, shop)) > 0);
  await rest(world, shop);
  expect(known()).toEqual(SYNCED.map(() => [phoneOf(stays)]));
  expect(await asked()).toEqual([{ state: "done", words: 0 }]);
}, 60_000);
