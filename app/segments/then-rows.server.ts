// How many were in a segment at an instant of the past by its question, who of them still is, and what was
// recorded of its size.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Recorded = z.object({ segmentId: SegmentId, since: Instant });

/** Since when who is in it is recorded, of every segment. */
export async function recordedSince(world: World, shop: ShopId): Promise<Record<number, number>> {
  const rows = await world.db.rows(Recorded, sql`select segment_id as "segmentId", created_at as since from segment where shop_id = ${shop} order by segment_id`);
  return Object.fromEntries(rows.map(({ segmentId, since }) => [segmentId, since.getTime()]));
}

const Sizes = z.object({ customers: Count, total: Count, unknown: Count, stayed: Count, left: Count, joined: Count, unsure: Count });
export type ThenSizes = z.infer<typeof Sizes>;

const held = (shop: ShopId, segment: SegmentId) => sql`select m.customer_id from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null`;

/** joined: in now, and known not to have been then. unsure: in now, and not known of then. */
export async function thenSizes(world: World, shop: ShopId, segment: SegmentId, verdicts: Sql): Promise<ThenSizes> {
  const sizes = await row(world.db, Sizes, sql`
    with compared as (
      select verdict.customer_id is not null as existed, verdict.verdict, held.customer_id is not null as inside
      from (${verdicts}) verdict full join (${held(shop, segment)}) held on held.customer_id = verdict.customer_id)
    select count(*) filter (where existed) as customers, count(*) filter (where verdict) as total, count(*) filter (where existed and verdict is null) as unknown,
      count(*) filter (where verdict and inside) as stayed, count(*) filter (where verdict and not inside) as left,
      count(*) filter (where inside and (not existed or not verdict)) as joined, count(*) filter (where inside and existed and verdict is null) as unsure
    from compared`);
  return sizes ?? { customers: 0, total: 0, unknown: 0, stayed: 0, left: 0, joined: 0, unsure: 0 };
}

export const GROUPS = ["then", "stayed", "left", "joined"] as const;
export type Group = (typeof GROUPS)[number];

/** customer_id of the group; `verdicts` are those of then. */
export function groupSql(shop: ShopId, segment: SegmentId, verdicts: Sql, group: Group): Sql {
  const inside = held(shop, segment);
  switch (group) {
    case "then": return sql`select v.customer_id from (${verdicts}) v where v.verdict`;
    case "stayed": return sql`select v.customer_id from (${verdicts}) v where v.verdict and v.customer_id in (${inside})`;
    case "left": return sql`select v.customer_id from (${verdicts}) v where v.verdict and v.customer_id not in (${inside})`;
    case "joined": return sql`select h.customer_id from (${inside}) h left join (${verdicts}) v on v.customer_id = h.customer_id where v.customer_id is null or not v.verdict`;
    default: return group satisfies never;
  }
}

const Total = z.object({ size: Count, unknown: Count });

export async function sizeOf(world: World, verdicts: Sql): Promise<z.infer<typeof Total>> {
  return (await row(world.db, Total, sql`select count(*) filter (where v.verdict) as size, count(*) filter (where v.verdict is null) as unknown from (${verdicts}) v`)) ?? { size: 0, unknown: 0 };
}

const Past = z.object({ at: Instant, size: Count });

/** As it was written down at the time; nothing for instants before the segment was made. */
export const recordedSizes = (world: World, shop: ShopId, segment: SegmentId, instants: Date[]) => world.db.rows(Past, sql`
  select asked.at, (
    select count(*) from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.entered_at <= asked.at and (m.left_at is null or m.left_at > asked.at)) as size
  from segment s cross join unnest(${instants}::timestamptz[]) as asked (at)
  where s.shop_id = ${shop} and s.segment_id = ${segment} and asked.at >= s.created_at order by asked.at`);
