// What the list of segments and a segment's own page show.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, sql } from "../lib/sql.ts";
import { days, earlier } from "../lib/time.ts";
import type { World } from "../lib/world.ts";

/** Who saved the segments that every shop begins with. */
export const STARTED_BY = "Segue";
const MOVES_DAYS = 7;
const VERSIONS_MAX = 100;

const Line = z.object({
  segmentId: SegmentId, name: z.string(), state: z.string(), problem: z.string().nullable(), sentence: z.string(), memberCount: Count, unknownCount: Count,
  joined: Count, left: Count, evaluatedAt: Instant.nullable(), freshAt: Instant.nullable(), syncState: z.string(), tag: z.string().nullable(), isOwn: z.boolean(),
});
export type SegmentLine = z.infer<typeof Line>;

/**
 * All segments of the shop (at most SEGMENTS_MAX), by name. joined and left: in the last 7 days, by what
 * people did and by time; a first calculation and an edited question move nobody in that sense. freshAt: time
 * and facts up to here are in the count. isOwn: a merchant asked this question, not we who made the first ones.
 */
export function listSegments(world: World, shop: ShopId): Promise<SegmentLine[]> {
  const since = earlier(world.now(), days(MOVES_DAYS));
  return world.db.rows(Line, sql`
    select s.segment_id as "segmentId", s.name, s.state, s.problem, v.sentence, s.member_count as "memberCount", s.unknown_count as "unknownCount",
      (select count(*) from membership m
       where m.shop_id = ${shop} and m.segment_id = s.segment_id and m.entered_at >= ${since} and m.entered_cause not in ('first', 'edit')) as joined,
      (select count(*) from membership m where m.shop_id = ${shop} and m.segment_id = s.segment_id and m.left_at >= ${since} and m.left_cause <> 'edit') as left,
      s.evaluated_at as "evaluatedAt",
      case when s.full_due or s.state = 'parked' then s.evaluated_at else greatest(s.evaluated_at, shop.clocked_at) end as "freshAt",
      s.sync_state as "syncState", s.tag, v.created_by is distinct from ${STARTED_BY} as "isOwn"
    from segment s
    join shop on shop.shop_id = ${shop}
    join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
    where s.shop_id = ${shop} and s.deleted_at is null
    order by lower(s.name), s.segment_id`);
}

const Version = z.object({ version: Count, sentence: z.string(), createdAt: Instant, createdBy: z.string().nullable() });
export type VersionLine = z.infer<typeof Version>;
const Named = z.object({ segmentId: SegmentId, name: z.string() });

const Detail = z.object({
  segmentId: SegmentId, name: z.string(), version: Count, state: z.string(), problem: z.string().nullable(), memberCount: Count, unknownCount: Count,
  fullDue: z.boolean(), evaluatedAt: Instant.nullable(), evaluateMs: z.number().nullable(), freshAt: Instant.nullable(), definition: z.unknown(), sentence: z.string(),
  tag: z.string().nullable(), tagRule: z.string(), syncState: z.string(), syncProblem: z.string().nullable(), createdAt: Instant, updatedAt: Instant,
});
export type SegmentDetail = z.infer<typeof Detail> & { versions: VersionLine[]; usedBy: z.infer<typeof Named>[] };

/** Null where there is none, or it was deleted. `definition` is as stored: read it with readDefinition. */
export async function readSegment(world: World, shop: ShopId, segment: SegmentId): Promise<SegmentDetail | null> {
  const detail = await row(world.db, Detail, sql`
    select s.segment_id as "segmentId", s.name, s.version, s.state, s.problem, s.member_count as "memberCount", s.unknown_count as "unknownCount",
      s.full_due as "fullDue", s.evaluated_at as "evaluatedAt", s.evaluate_ms as "evaluateMs", v.definition, v.sentence, s.tag, s.tag_rule as "tagRule",
      s.sync_state as "syncState", s.sync_problem as "syncProblem", s.created_at as "createdAt", s.updated_at as "updatedAt",
      case when s.full_due or s.state = 'parked' then s.evaluated_at else greatest(s.evaluated_at, shop.clocked_at) end as "freshAt"
    from segment s
    join shop on shop.shop_id = ${shop}
    join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
    where s.shop_id = ${shop} and s.segment_id = ${segment} and s.deleted_at is null`);
  if (!detail) return null;
  const versions = await world.db.rows(Version, sql`
    select version, sentence, created_at as "createdAt", created_by as "createdBy" from segment_version
    where shop_id = ${shop} and segment_id = ${segment} order by version desc limit ${VERSIONS_MAX}`);
  return { ...detail, versions, usedBy: await usedBy(world, shop, segment) };
}

/** The segments whose question asks about this one. */
export const usedBy = (world: World, shop: ShopId, segment: SegmentId) => world.db.rows(Named, sql`
  select s.segment_id as "segmentId", s.name from segment_use u
  join segment s on s.shop_id = ${shop} and s.segment_id = u.segment_id and s.deleted_at is null
  where u.shop_id = ${shop} and u.uses_id = ${segment} order by lower(s.name), s.segment_id`);

const Movement = z.object({ day: z.string(), joined: Count, left: Count, byEdit: Count });
export type Movement = z.infer<typeof Movement>;

/**
 * One line a local day of the shop, today last. The first calculation is no joining. byEdit: who joined or
 * left because the question was changed, which says nothing of the people and stands apart.
 */
export function joinedAndLeft(world: World, shop: ShopId, segment: SegmentId, dayCount = 90): Promise<Movement[]> {
  const now = world.now();
  const since = earlier(now, days(dayCount + 2));
  return world.db.rows(Movement, sql`
    with zone as (select time_zone as name from shop where shop_id = ${shop}),
    today as (select (${now}::timestamptz at time zone zone.name)::date as day from zone),
    joined as (
      select (m.entered_at at time zone zone.name)::date as day, count(*) filter (where m.entered_cause <> 'edit') as people, count(*) filter (where m.entered_cause = 'edit') as edited
      from membership m cross join zone
      where m.shop_id = ${shop} and m.segment_id = ${segment} and m.entered_at >= ${since} and m.entered_cause <> 'first' group by 1),
    gone as (
      select (m.left_at at time zone zone.name)::date as day, count(*) filter (where m.left_cause <> 'edit') as people, count(*) filter (where m.left_cause = 'edit') as edited
      from membership m cross join zone
      where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at >= ${since} group by 1)
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(joined.people, 0) as joined, coalesce(gone.people, 0) as left,
      coalesce(joined.edited, 0) + coalesce(gone.edited, 0) as "byEdit"
    from today cross join lateral (select today.day - back as day from generate_series(0, ${dayCount - 1}::int) back) days
    left join joined on joined.day = days.day left join gone on gone.day = days.day
    order by days.day`);
}
