// What our API reads of segments: sets, in pages by key.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { PublishedMembers, PublishedMemberships, PublishedSegments } from "./published.ts";

const text = (at: Date) => at.toISOString();
const Line = z.object({
  id: Count, name: z.string(), version: Count, sentence: z.string(), state: z.enum(["calculating", "live", "parked"]), memberCount: Count, unknownCount: Count, freshAt: Instant.nullable(),
});

/** All of them: a shop has at most SEGMENTS_MAX. */
export async function publishedSegments(world: World, shop: ShopId): Promise<z.infer<typeof PublishedSegments>> {
  const lines = await world.db.rows(Line, sql`
    select s.segment_id as id, s.name, s.version, v.sentence, s.state, s.member_count as "memberCount", s.unknown_count as "unknownCount",
      case when s.full_due or s.state = 'parked' then s.evaluated_at else greatest(s.evaluated_at, shop.clocked_at) end as "freshAt"
    from segment s
    join shop on shop.shop_id = ${shop}
    join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
    where s.shop_id = ${shop} and s.deleted_at is null order by s.segment_id`);
  return { segments: lines.map(({ freshAt, ...line }) => ({ ...line, freshAt: freshAt && text(freshAt) })) };
}

type Page = { after: string; limit: number };

/** Who is in it now, by number; null where there is no such segment. */
export async function publishedMembers(world: World, shop: ShopId, segment: SegmentId, { after, limit }: Page): Promise<z.infer<typeof PublishedMembers> | null> {
  const isThere = await row(world.db, z.object({ id: Count }), sql`select segment_id as id from segment where shop_id = ${shop} and segment_id = ${segment} and deleted_at is null`);
  if (!isThere) return null;
  const found = await world.db.rows(z.object({ customerId: CustomerId, enteredAt: Instant }), sql`
    select customer_id as "customerId", entered_at as "enteredAt" from membership
    where shop_id = ${shop} and segment_id = ${segment} and left_at is null and customer_id > ${after}::bigint order by customer_id limit ${limit + 1}`);
  const members = found.slice(0, limit).map(({ customerId, enteredAt }) => ({ customerId, enteredAt: text(enteredAt) }));
  return { members, next: found.length > limit ? (members.at(-1)?.customerId ?? null) : null };
}

const Membership = z.object({ id: Count, name: z.string(), enteredAt: Instant });

/** Null where nobody has, or had, that number. */
export async function publishedMemberships(world: World, shop: ShopId, asked: CustomerId): Promise<z.infer<typeof PublishedMemberships> | null> {
  const found = await row(world.db, z.object({ customerId: CustomerId }), sql`
    select c.customer_id as "customerId" from customer c
    where c.shop_id = ${shop} and c.customer_id = coalesce((select g.merged_into from customer_gone g where g.shop_id = ${shop} and g.customer_id = ${asked}), ${asked}::bigint)`);
  if (!found) return null;
  const segments = await world.db.rows(Membership, sql`
    select s.segment_id as id, s.name, m.entered_at as "enteredAt" from membership m
    join segment s on s.shop_id = ${shop} and s.segment_id = m.segment_id and s.deleted_at is null
    where m.shop_id = ${shop} and m.customer_id = ${found.customerId} and m.left_at is null order by s.segment_id`);
  return { customerId: found.customerId, segments: segments.map(({ enteredAt, ...one }) => ({ ...one, enteredAt: text(enteredAt) })) };
}
