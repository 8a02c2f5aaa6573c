// The questions of coming.server.ts to the database: who flips between two instants, and stays that are
// only foretold beside those that are.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, join, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Foretold } from "./coming.ts";

const Asked = z.object({ segment: SegmentId, definition: z.unknown(), uses: z.array(SegmentId), isKept: z.boolean() });
export type AskedSegment = z.infer<typeof Asked>;

/** The segment and all it asks about, directly or through others. isKept: the roads keep it, so that time will move it. */
export const askedSegments = (world: World, shop: ShopId, segment: SegmentId): Promise<AskedSegment[]> => world.db.rows(Asked, sql`
  with recursive asked (segment_id) as (
    select ${segment}::int
    union select u.uses_id from asked join segment_use u on u.shop_id = ${shop} and u.segment_id = asked.segment_id)
  select s.segment_id as segment, v.definition, s.state <> 'parked' as "isKept",
    array(select u.uses_id from segment_use u where u.shop_id = ${shop} and u.segment_id = s.segment_id order by u.uses_id) as uses
  from asked
  join segment s on s.shop_id = ${shop} and s.segment_id = asked.segment_id and s.deleted_at is null
  join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  order by s.segment_id`);

/** Who has orders or refunds dated ahead. Their roll-ups will change by themselves, so nothing is foretold of them. */
export async function countAhead(world: World, shop: ShopId): Promise<number> {
  const counted = await row(world.db, z.object({ count: Count }), sql`select count(*) from customer c where c.shop_id = ${shop} and c.roll_again_at is not null`);
  return counted?.count ?? 0;
}

const FlipRow = z.object({ customer: CustomerId, enters: z.boolean() });

/** Who of the candidates is in at one instant and not at the other. Both questions name verdicts of the candidates they are given. */
export const flipsBetween = (world: World, shop: ShopId, candidates: Sql, earlier: (candidates: Sql) => Sql, later: (candidates: Sql) => Sql): Promise<z.infer<typeof FlipRow>[]> => world.db.rows(FlipRow, sql`
  with candidate as materialized (
    select distinct x.customer_id from (${candidates}) x
    where not exists (select from customer c where c.shop_id = ${shop} and c.customer_id = x.customer_id and c.roll_again_at is not null))
  select young.customer_id as customer, young.verdict is true as enters
  from (${later(sql`select customer_id from candidate`)}) young
  join (${earlier(sql`select customer_id from candidate`)}) old on old.customer_id = young.customer_id
  where young.verdict is true is distinct from (old.verdict is true)
  order by young.customer_id`);

const MeetingRow = z.object({ customer: CustomerId, days: z.number() });
/** Of `meetings` of a comparison with time (compile.ts). */
export const readMeetings = (world: World, query: Sql): Promise<z.infer<typeof MeetingRow>[]> => world.db.rows(MeetingRow, sql`select m.customer_id as customer, m.days from (${query}) m order by m.customer_id`);

/** In place of the table of stays: those of these segments with what is foretold of them. */
export function staysWith(shop: ShopId, segments: { segment: SegmentId; foretold: Foretold }[]): Sql {
  const ended = segments.flatMap(({ segment, foretold }) => foretold.ended.map((each) => ({ segment, ...each })));
  const begun = segments.flatMap(({ segment, foretold }) => foretold.begun.map((each) => ({ segment, ...each })));
  return sql`(
    select m.shop_id, m.segment_id, m.customer_id, m.entered_at, coalesce(m.left_at, e.at) as left_at from membership m
    left join unnest(${ended.map(({ segment }) => segment)}::int[], ${ended.map(({ customer }) => customer)}::bigint[], ${ended.map(({ at }) => at)}::timestamptz[]) as e (segment_id, customer_id, at)
      on e.segment_id = m.segment_id and e.customer_id = m.customer_id and m.left_at is null
    where m.shop_id = ${shop}
    union all
    select ${shop}::int, b.segment_id, b.customer_id, b.entered_at, b.left_at
    from unnest(${begun.map(({ segment }) => segment)}::int[], ${begun.map(({ customer }) => customer)}::bigint[], ${begun.map(({ at }) => at)}::timestamptz[], ${begun.map(({ leftAt }) => leftAt)}::timestamptz[]) as b (segment_id, customer_id, entered_at, left_at))`;
}

export const namedCustomers = (customers: Iterable<string>): Sql => sql`select unnest(${[...customers]}::bigint[]) as customer_id`;
export const together = (candidates: Sql[]): Sql => join(candidates, " union all ");
