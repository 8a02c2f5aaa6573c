// A shop with customers, synced segments and a Shopify that keeps tags; membership is written as
// evaluation would write it, webhooks as ingest would.
import { tagKey } from "#app/customers/fact.ts";
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, later } from "#app/lib/time.ts";
import { transact, type World } from "#app/lib/world.ts";
import { deliver } from "#app/outbox/deliver.server.ts";
import { domainOf, saveOfflineSession } from "#app/shopify/session-rows.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import type { TagEvent } from "./sync-shopify.ts";

/** A token that lives for a thousand hours. */
export async function withToken(world: World, shop: ShopId, accessToken = "shpat_test"): Promise<string> {
  const domain = await domainOf(world, shop);
  if (domain === null) throw new Error("no such shop");
  const expires = later(world.now(), hours(1000));
  await saveOfflineSession(world, domain, { id: `offline_${domain}`, accessToken, expires, refreshToken: "refresh-1", refreshTokenExpires: expires }, "");
  return domain;
}

export async function aSegment(world: World, shop: ShopId, name: string): Promise<SegmentId> {
  const [made] = await world.db.rows(z.object({ segment_id: SegmentId }), sql`
    with counted as (update shop set segment_count = segment_count + 1 where shop_id = ${shop} returning segment_count)
    insert into segment (shop_id, segment_id, name, state, created_at, updated_at)
    select ${shop}, segment_count, ${name}, 'live', ${world.now()}, ${world.now()} from counted returning segment_id`);
  if (!made) throw new Error("no segment");
  return made.segment_id;
}

export const customerIds = (...ids: number[]) => ids.map((id) => CustomerId.parse(String(id)));

/** Opens or closes stays with their changes, in one transaction. */
export async function move(world: World, shop: ShopId, segment: SegmentId, people: CustomerId[], inside: boolean, quiet = false): Promise<void> {
  const now = world.now();
  await transact(world, async ({ db }) => {
    const moved = await db.rows(z.object({ customer_id: CustomerId }), inside
      ? sql`
        insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
        select ${shop}, ${segment}, c, coalesce((select max(stay) from membership m
          where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = c), 0) + 1, ${now}, 'fact', 1
        from unnest(${people}::bigint[]) as one (c)
        where not exists (select 1 from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = c and m.left_at is null)
        returning customer_id`
      : sql`
        update membership set left_at = ${now}, left_cause = 'fact', left_version = 1
        where shop_id = ${shop} and segment_id = ${segment} and customer_id = any(${people}::bigint[]) and left_at is null returning customer_id`);
    await db.run(sql`
      insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at)
      select ${shop}, ${segment}, c, ${quiet ? "rebuilt" : inside ? "entered" : "left"}, 'fact', 1, ${now}
      from unnest(${quiet ? [null] : moved.map((row) => row.customer_id)}::bigint[]) as one (c)`);
  });
}

export async function members(world: World, shop: ShopId, segment: SegmentId): Promise<string[]> {
  const rows = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
    select customer_id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`);
  return rows.map((row) => row.customer_id);
}

/** The last word on a tag wins, in whatever order the words come, and twice is once. */
export async function hear(world: World, shop: ShopId, ...events: TagEvent[]): Promise<void> {
  const column = <Value>(of: (event: TagEvent) => Value) => events.map(of);
  await world.db.run(sql`
    insert into customer_tag (shop_id, customer_id, tag_key, tag, present, changed_at)
    select distinct on (customer_id, key) ${shop}, customer_id, key, tag, present, at
    from unnest(${column(({ customerId }) => customerId)}::bigint[], ${column(({ tag }) => tagKey(tag))}::text[], ${column(({ tag }) => tag)}::text[],
      ${column(({ present }) => present)}::boolean[], ${column(({ at }) => at)}::timestamptz[]) with ordinality as heard (customer_id, key, tag, present, at, place)
    order by customer_id, key, at desc, place desc
    on conflict (shop_id, customer_id, tag_key) do update set present = excluded.present, changed_at = excluded.changed_at
    where customer_tag.changed_at < excluded.changed_at`);
}

/** Mirror and deliver until neither moves a row. */
export async function untilRest(world: World, shop: ShopId): Promise<number> {
  let total = 0;
  for (let round = 0; round < 500; round++) {
    const moved = (await mirror.step(world, shop)) + (await deliver.step(world, shop));
    if (moved === 0) return total;
    total += moved;
  }
  throw new Error("never at rest");
}

/** The next instant at which a command becomes due, or null. What is due now and does not move waits for one of those. */
export async function nextDue(world: World, shop: ShopId): Promise<Date | null> {
  const [row] = await world.db.rows(z.object({ at: z.date().nullable() }), sql`
    select min(due_at) as at from outbox where shop_id = ${shop} and state in ('due', 'leased') and due_at > ${world.now()}`);
  return row?.at ?? null;
}
