// A step reads what it moves, however much a shop has done before, and also of a shop that the planner's statistics have
// not met yet: of such a one PostgreSQL expects a row or two, and would rather read everything than look one up.
import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, type Db, raw, row, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { PLATFORM_KINDS } from "#app/outbox/platform-command.ts";
import { relay } from "#app/outbox/relay.server.ts";
import { dueCommands, nextRelayAt } from "#app/outbox/relay-rows.server.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { startSync } from "#app/sync/sync.server.ts";
import { isMoving } from "#app/sync/target-member-rows.server.ts";
import { endFirst } from "#app/sync/target-rows.server.ts";
import { addCustomers, aTarget, connected, knownThere, rest, type SyncedPlatform, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { aSegment, move } from "./sync-world.ts";

const MANY = 3_000;
/** From so many on, reading all that waits seemed to PostgreSQL as cheap as looking up what may go. */
const WAITING = 30_000;
const STEPS = 8;
const TABLES = ["customer", "membership", "connection_person", "target_member", "outbox", "outbox_person", "mirror_member"];

const world = await aWorld();

async function aSyncedShop(platform: SyncedPlatform) {
  const shop = await aShop(world);
  const platforms = withPlatforms(world);
  const people = await addCustomers(world, shop, [1, 2, 3]);
  knownThere(platforms, platform, [1, 2, 3]);
  const connection = await connected(world, shop, platforms, platform);
  const segment = await aSegment(world, shop, "Regulars");
  await move(world, shop, segment, people.slice(0, 1), true);
  if ((await startSync(world, shop, segment, {})).length > 0) throw new Error("no tag");
  await aTarget(world, shop, connection, segment);
  await tagged(world, shop);
  return { shop, connection, segment, people };
}

/** Shopify has put the tags on. */
const tagged = ({ db }: World, shop: ShopId): Promise<number> => db.run(sql`
  update outbox set state = 'done', done_at = ${world.now()} where shop_id = ${shop} and kind = 'tagsAdd' and state = 'due'`);

/** As many people as are held there by now, each by a command of their own. */
async function holdMany(shop: ShopId, connection: ConnectionId, segment: number): Promise<void> {
  const one = sql`generate_series(1001, ${1_000 + MANY}::int) as one (id)`;
  const [phone, email] = [sql`'+1303' || (5000000 + id)`, sql`'many' || id || '@example.com'`];
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone, email) select ${shop}, id, ${phone}, ${email} from ${one}`);
  await world.db.run(sql`
    insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
    select ${shop}, ${segment}, id, 1, ${world.now()}, 'fact', 1 from ${one}`);
  await world.db.run(sql`
    insert into connection_person (shop_id, connection_id, customer_id, phone, email, platform_id, seen_at) select ${shop}, ${connection}, id, ${phone}, ${email}, 'many' || id, ${world.now()} from ${one}`);
  await world.db.run(sql`
    insert into target_member (shop_id, connection_id, segment_id, customer_id, state, told_phone, told_email, changed_at)
    select ${shop}, ${connection}, ${segment}, id, 'held', ${phone}, ${email}, ${world.now()} from ${one}`);
  await world.db.run(sql`
    insert into mirror_member (shop_id, segment_id, customer_id, tag, state, changed_at) select ${shop}, ${segment}, id, 'segue:regulars', 'held', ${world.now()} from ${one}`);
  await world.db.run(sql`
    insert into outbox (shop_id, kind, key, payload, state, due_at, created_at, done_at) select ${shop}, 'tagsAdd', 'tag/' || id, '{}', 'done', ${world.now()}, ${world.now()}, ${world.now()} from ${one}`);
  await world.db.run(sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, state, due_at, created_at, done_at, customer_id, segment_id)
    select ${shop}, ${connection}, 'platformChange', 'many/' || id, '{}', 'done', ${world.now()}, ${world.now()}, ${world.now()}, id, ${segment} from ${one}`);
}

/** Statistics that have met other shops. */
async function meetAnother(platform: SyncedPlatform): Promise<void> {
  const { shop, connection, segment } = await aSyncedShop(platform);
  await holdMany(shop, connection, segment);
  await analyzed();
}

const rowsRead = async (db: Db): Promise<number> => (await row(db, z.object({ read: Count }), sql`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_xact_user_tables`))?.read ?? 0;

/** The rows of tables that were read while one person moved from our segment to the platform. */
async function readFor(platform: SyncedPlatform, isLarge: boolean): Promise<number> {
  const { shop, connection, segment, people } = await aSyncedShop(platform);
  if (isLarge) await holdMany(shop, connection, segment);
  // Once in an hour everybody is counted.
  await move(world, shop, segment, people.slice(1, 2), true);
  await rest(world, shop);
  await tagged(world, shop);
  await rest(world, shop);
  await move(world, shop, segment, people.slice(2), true);
  const read = await world.db.transact(async (db) => {
    const within: World = { ...world, db };
    let rows = 0;
    for (let step = 0; step < STEPS; step++) {
      const before = await rowsRead(db);
      await mirror.step(within, shop);
      await relay.step(within, shop);
      rows += (await rowsRead(db)) - before;
      await tagged(within, shop);
    }
    return rows;
  });
  await rest(world, shop);
  const held = await world.db.run(sql`select 1 from target_member where shop_id = ${shop} and customer_id in (2, 3) and state = 'held'`);
  expect(held).toBe(2);
  expect(await world.db.run(sql`select 1 from mirror_member where shop_id = ${shop} and customer_id in (2, 3) and state = 'held'`)).toBe(2);
  return read;
}

test.each(["postscript", "klaviyo"] as const)("Sync with %s reads as much for one person of thousands as for one of three.", async (platform) => {
  await meetAnother(platform);
  const few = await readFor(platform, false);
  expect(few).toBeGreaterThan(0);
  expect(await readFor(platform, true)).toBeLessThan(few + MANY / 2);
});

/** A place that fills, all but its last person there, and a command for each of them that waits for the platform's limits. */
async function waitsFor(shop: ShopId, connection: ConnectionId, segment: number, people: number): Promise<void> {
  const one = sql`generate_series(10001, ${10_000 + people}::int) as one (id)`;
  await world.db.run(sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, state, due_at, created_at, customer_id, segment_id)
    select ${shop}, ${connection}, 'platformChange', 'waits/' || id, '{}', 'due', ${world.now()}, ${world.now()}, id, ${segment} from ${one}`);
  await world.db.run(sql`
    insert into target_member (shop_id, connection_id, segment_id, customer_id, state, command_id, changed_at)
    select ${shop}, ${connection}, ${segment}, id, case when id = ${10_000 + people}::int then 'adding' else 'held' end, case when id = ${10_000 + people}::int then 1 end, ${world.now()} from ${one}`);
  await world.db.run(sql`update target set state = 'first', whole_due = false where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment}`);
}

async function readWaiting(people: number, met: boolean): Promise<number> {
  const { shop, connection, segment } = await aSyncedShop("postscript");
  await waitsFor(shop, connection, segment, people);
  if (met) await meetAlone(shop);
  return world.db.transact(async (db) => {
    const before = await rowsRead(db);
    const within: World = { ...world, db };
    const due = await dueCommands(within, shop, connection, { kinds: PLATFORM_KINDS, counts: PLATFORM_KINDS.map(() => 2), now: world.now() });
    expect(due).toHaveLength(2);
    await nextRelayAt(within, shop, connection, world.now());
    await endFirst(within, shop);
    await isMoving(within, shop, { connection, segment });
    return (await rowsRead(db)) - before;
  });
}

/** As where one shop is most of a table: a kind is then thought to be nearly everywhere. */
async function meetAlone(shop: ShopId): Promise<void> {
  for (const table of ["outbox_person", "outbox", "target_member"]) await world.db.run(sql`delete from ${raw(table)} where shop_id <> ${shop}`);
  await world.db.run(sql`delete from outbox where shop_id = ${shop} and kind = 'tagsAdd'`);
  await analyzed();
}

const analyzed = async (): Promise<void> => {
  for (const table of TABLES) await world.db.run(sql`analyze ${raw(table)}`);
};

test.each([false, true])("Of thousands who wait for a platform's limits, only those are read who may go now (statistics that have met them: %s).", async (met) => {
  const few = await readWaiting(3, met);
  expect(few).toBeGreaterThan(0);
  expect(await readWaiting(WAITING, met)).toBeLessThan(few + MANY / 10);
});
