// Who should carry a segment's tag beside who does, and what we are about to do about it.
import { z } from "zod";
import { tagKey } from "../customers/fact.ts";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { tagKeySql } from "./tag.ts";

const Beside = z.object({
  customer_id: CustomerId,
  wanted: z.boolean(),
  state: z.enum(["held", "refused"]).nullable(),
  tag: z.string().nullable(),
  problem: z.string().nullable(),
});
export type Beside = z.infer<typeof Beside>;

type Asked = { segment: SegmentId; tag: string | null; isWanted: boolean; people: CustomerId[] | null; limit: number };

/** Leaves out whoever is as wanted, and whoever has a command under way. `people` null: everybody. */
export function besides(world: World, shop: ShopId, { segment, tag, isWanted, people, limit }: Asked): Promise<Beside[]> {
  const asked = people === null ? sql`` : sql`and m.customer_id = any(${people}::bigint[])`;
  return world.db.rows(Beside, sql`
    with wanted as (
      select m.customer_id from membership m
      where ${isWanted} and m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null ${asked}
        and not exists (select 1 from customer_gone g where g.shop_id = ${shop} and g.customer_id = m.customer_id)),
    held as (
      select m.customer_id, m.state, m.tag, m.problem from mirror_member m
      where m.shop_id = ${shop} and m.segment_id = ${segment} ${asked})
    select customer_id, wanted.customer_id is not null as wanted, held.state, held.tag, held.problem
    from wanted full join held using (customer_id)
    where coalesce(held.state, '') not in ('adding', 'removing')
      and (wanted.customer_id is null or held.state is null or ${tagKeySql("held.tag")} is distinct from ${tag === null ? null : tagKey(tag)}::text)
      and not (wanted.customer_id is null and held.state = 'held' and held.problem is not null)
    order by customer_id limit ${limit}`);
}

type Move = { segment: SegmentId; tag: string; people: CustomerId[]; commandIds: string[]; now: Date };

export async function markAdding(world: World, shop: ShopId, { segment, tag, people, commandIds, now }: Move): Promise<void> {
  await world.db.run(sql`
    insert into mirror_member (shop_id, segment_id, customer_id, tag, state, command_id, changed_at)
    select ${shop}, ${segment}, customer_id, ${tag}, 'adding', command_id, ${now}
    from unnest(${people}::bigint[], ${commandIds}::bigint[]) as one (customer_id, command_id)`);
}

export async function markRemoving(world: World, shop: ShopId, { segment, people, commandIds, now }: Move): Promise<void> {
  await world.db.run(sql`
    update mirror_member m set state = 'removing', command_id = one.command_id, changed_at = ${now}
    from unnest(${people}::bigint[], ${commandIds}::bigint[]) as one (customer_id, command_id)
    where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = one.customer_id and m.state = 'held'`);
}

/** Of people without a command under way. */
export async function forget(world: World, shop: ShopId, segment: SegmentId, people: CustomerId[]): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    delete from mirror_member
    where shop_id = ${shop} and segment_id = ${segment} and customer_id = any(${people}::bigint[]) and state in ('held', 'refused')`);
}

/** Commands of the segment that no worker ever took are withdrawn, and their people stand as before. */
export async function withdraw(world: World, shop: ShopId, segment: SegmentId): Promise<void> {
  await world.db.run(sql`
    with withdrawn as (
      delete from outbox where shop_id = ${shop} and segment_id = ${segment} and connection_id is null and state = 'due' and fence = 0 returning command_id),
    people as (
      delete from outbox_person p using withdrawn w where p.shop_id = ${shop} and p.command_id = w.command_id),
    added as (
      delete from mirror_member m using withdrawn w
      where m.shop_id = ${shop} and m.segment_id = ${segment} and m.command_id = w.command_id and m.state = 'adding')
    update mirror_member m set state = 'held', command_id = null from withdrawn w
    where m.shop_id = ${shop} and m.segment_id = ${segment} and m.command_id = w.command_id and m.state = 'removing'`);
}
