// Who is in several segments at once, from the open stays alone: what is shown is what the segments hold.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, join, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { isIn, type Region, sizeOf } from "./overlap.ts";

const Comparable = z.object({ segmentId: SegmentId, name: z.string(), memberCount: Count, evaluatedAt: Instant.nullable() });
export type Comparable = z.infer<typeof Comparable>;

/** All segments of the shop (at most SEGMENTS_MAX), by name. */
export const comparableSegments = (world: World, shop: ShopId): Promise<Comparable[]> => world.db.rows(Comparable, sql`
  select segment_id as "segmentId", name, member_count as "memberCount", evaluated_at as "evaluatedAt"
  from segment where shop_id = ${shop} and deleted_at is null order by lower(name), segment_id`);

const RegionRow = z.object({ mask: z.number().int(), people: Count });

/** Each region that has somebody. */
export const countRegions = (world: World, shop: ShopId, segments: SegmentId[]): Promise<Region[]> => world.db.rows(RegionRow, sql`
  select person.mask, count(*) as people
  from (select bit_or(stay.bit) as mask from (${join(segments.map((segment, place) => openStays(shop, segment, place)), " union all ")}) stay group by stay.customer_id) person
  group by person.mask order by person.mask`);

const openStays = (shop: ShopId, segment: SegmentId, place: number): Sql =>
  sql`select m.customer_id, ${2 ** place}::int as bit from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null`;

/** customer_id of everybody in the region. `regions` are those counted: the smallest segment of the region leads. */
export function peopleOf(shop: ShopId, segments: SegmentId[], mask: number, regions: Region[]): Sql {
  const [lead = 0] = segments.map((_, place) => place).filter((place) => isIn(mask, place)).toSorted((a, b) => sizeOf(regions, a) - sizeOf(regions, b) || a - b);
  const others = segments.flatMap((segment, place) => (place === lead ? [] : [sql`${isIn(mask, place) ? sql`and` : sql`and not`} exists (
    select from membership o where o.shop_id = ${shop} and o.segment_id = ${segment} and o.customer_id = m.customer_id and o.left_at is null)`]));
  return sql`select m.customer_id from membership m where m.shop_id = ${shop} and m.segment_id = ${segments[lead] ?? 0} and m.left_at is null ${others.length === 0 ? sql`` : join(others, " ")}`;
}
