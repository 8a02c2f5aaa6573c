// The shop a case is played on: the real tables, saved by the real save, moved by the real roads.
import { z } from "zod";
import { CustomerId, SegmentId, ShopId } from "#app/lib/ids.ts";
import type { Problem } from "#app/lib/problem.ts";
import { row, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import type { Node } from "#app/segments/definition.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { match } from "#app/segments/match.ts";
import { currentVersion } from "#app/segments/save-rows.server.ts";
import { createSegment, saveSegment } from "#app/segments/save.server.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { lockSettings, saveSettings } from "#app/shops/rows.server.ts";

export type Refused = { problems: Problem[] };

let shops = 0;

export async function addShop(world: World, timeZone: string): Promise<ShopId> {
  const now = world.now();
  const found = await row(world.db, z.object({ shop_id: ShopId }), sql`
    insert into shop (domain, currency, time_zone, state, created_at, installed_at, clocked_at)
    values (${`case-${++shops}.myshopify.com`}, 'USD', ${timeZone}, 'active', ${now}, ${now}, ${now}) returning shop_id`);
  if (!found) throw new Error("the shop was not inserted");
  return found.shop_id;
}

/** A new segment, or a new version of that one. */
export async function defineSegment(world: World, shop: ShopId, name: string, node: Node, segment: number | null): Promise<Refused | { segment: number }> {
  const definition = { version: 1, node };
  await mapMetafields(world, shop, node);
  if (segment === null) return createSegment(world, shop, { name: `${name} ${world.ids.uuid().slice(-8)}`, definition });
  const saved = await saveSegment(world, shop, SegmentId.parse(segment), { definition });
  return "problems" in saved ? saved : { segment };
}

/** A trait of a case is a metafield; the merchant would have chosen it in Settings. */
async function mapMetafields(world: World, shop: ShopId, node: Node): Promise<void> {
  const named = [...JSON.stringify(node).matchAll(/"metafield\.[a-z]+\.([^"]+)"/g)].flatMap(([, name]) => name ?? []);
  if (named.length === 0) return;
  await world.db.transact(async (db) => {
    const settings = await lockSettings({ ...world, db }, shop);
    await saveSettings({ ...world, db }, shop, { ...settings, metafields: [...new Set([...settings.metafields, ...named])] });
  });
}

/** As the worker would: the clock first, then everything that is due. */
export async function age(world: World, shop: ShopId): Promise<void> {
  await clockRoad(world, shop);
  while ((await evaluate.step(world, shop)) > 0) continue;
}

const Member = z.object({ customer_id: CustomerId });

export async function membersOf(world: World, shop: ShopId, segment: number): Promise<CustomerId[]> {
  const rows = await world.db.rows(Member, sql`
    select customer_id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`);
  return rows.map((member) => member.customer_id);
}

/** Everybody of whom match.ts says otherwise than the members do. */
export async function askMatch(world: World, shop: ShopId, segment: number): Promise<CustomerId[]> {
  const members = new Set(await membersOf(world, shop, segment));
  const stored = await currentVersion(world, shop, SegmentId.parse(segment));
  const read = readDefinition(stored?.definition);
  if (!("definition" in read)) throw new Error("the stored definition cannot be read");
  const zone = await row(world.db, z.object({ time_zone: z.string() }), sql`select time_zone from shop where shop_id = ${shop}`);
  const everybody = await world.db.rows(Member, sql`select customer_id from customer where shop_id = ${shop} order by customer_id`);
  const people = await readPeople(world, shop, everybody.map((customer) => customer.customer_id));
  const ask = { now: world.now(), zone: zone?.time_zone ?? "UTC", currency: "USD", ordersSince: null };
  return people.map((person) => CustomerId.parse(person.customer.customerId))
    .filter((id, index) => people[index] && (match(read.definition, people[index], ask).verdict === true) !== members.has(id));
}
