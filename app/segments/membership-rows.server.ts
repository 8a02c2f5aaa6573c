// Membership is intervals: one row a stay. Both statements here compare who matches with who is in,
// open and close stays, write the changes and keep each segment's count, in one statement each. They
// compare by a full join, which PostgreSQL can only do by hash or merge: no estimate, however wrong,
// can turn it into a nested loop over a million people. For the same reason the whole segment brings the last
// stay of everybody along: looked up one by one in a table that was just empty, it cost the square of them.
import { z } from "zod";
import { changedFact } from "../customers/happened.ts";
import { happenedFrom, wakeFlows } from "../customers/happened-rows.server.ts";
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import { Count, join, row, sql, type Sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { SegmentId as Segment } from "../lib/ids.ts";
import type { Cause, Moved } from "./evaluate.ts";

const MovedRow = z.object({ segment_id: Segment, entered: Count, left: Count, told: z.boolean() });

export type Question = {
  segment: SegmentId;
  version: number;
  /** customer_id of everybody the question is put to; who is no customer any more belongs here too. */
  asked: Sql;
  /** customer_id of those of them who match. */
  members: Sql;
};

/** Puts each question to its own candidates. Nobody else's stay changes. `shared` are parts of the statement that questions select from. */
export async function moveSome(world: World, shop: ShopId, shared: Sql[], questions: Question[], now: Date, cause: Cause): Promise<Moved[]> {
  if (questions.length === 0) return [];
  return move(world, shop, { shared, versions: questions, asked: unionAll(questions, (question) => question.asked), matched: unionAll(questions, (question) => question.members) }, now, cause);
}

type Version = { segment: SegmentId; version: number };

/** The same where it is known already who of the customers matches: each segment was put to all of them. */
export async function moveKnown(
  world: World, shop: ShopId, versions: Version[], customers: CustomerId[], matched: Pair[], now: Date, cause: Cause,
): Promise<Moved[]> {
  if (versions.length === 0) return [];
  return move(world, shop, {
    shared: [], versions,
    asked: sql`select version.segment_id, c.customer_id from version cross join unnest(${customers}::bigint[]) as c (customer_id)`,
    matched: pairs(matched),
  }, now, cause);
}

export type Pair = { segment: SegmentId; customer: string };

/** The same where each was asked about some segments only. */
export async function movePairs(world: World, shop: ShopId, versions: Version[], asked: Pair[], matched: Pair[], now: Date, cause: Cause): Promise<Moved[]> {
  if (asked.length === 0) return [];
  return move(world, shop, { shared: [], versions, asked: pairs(asked), matched: pairs(matched) }, now, cause);
}

const pairs = (all: Pair[]) => sql`select * from unnest(${all.map(({ segment }) => segment)}::int[], ${all.map(({ customer }) => customer)}::bigint[]) as p (segment_id, customer_id)`;

async function move(world: World, shop: ShopId, parts: { shared: Sql[]; versions: Version[]; asked: Sql; matched: Sql }, now: Date, cause: Cause): Promise<Moved[]> {
  const segments = parts.versions.map(({ segment }) => segment);
  const versions = parts.versions.map(({ version }) => version);
  const rows = await world.db.rows(MovedRow, sql`
    with ${join([...parts.shared, sql`version as (select * from unnest(${segments}::int[], ${versions}::int[]) as v (segment_id, version))`], ", ")},
    asked as materialized (${parts.asked}),
    matched as materialized (${parts.matched}),
    held as materialized (
      select m.segment_id, m.customer_id
      from (select distinct customer_id from asked) c
      join membership m on m.shop_id = ${shop} and m.customer_id = c.customer_id and m.left_at is null
      join asked a on a.segment_id = m.segment_id and a.customer_id = m.customer_id),
    difference as materialized (
      select segment_id, customer_id, matched.inside is true as inside
      from (select distinct segment_id, customer_id, true as inside from matched) matched
      full join (select segment_id, customer_id, true as inside from held) held using (segment_id, customer_id)
      where matched.inside is null or held.inside is null),
    entering as (
      select d.segment_id, d.customer_id, last.stay, last.left_at
      from difference d left join lateral (
        select m.stay, m.left_at from membership m
        where m.shop_id = ${shop} and m.segment_id = d.segment_id and m.customer_id = d.customer_id
        order by m.stay desc limit 1) last on true
      where d.inside),
    ${moves(shop, now, cause)},
    noted as (${notes(shop, now, cause)}),
    total as (
      select segment_id, count(*) filter (where inside) as entered, count(*) filter (where not inside) as left
      from difference group by segment_id),
    counted as (
      update segment s set member_count = s.member_count + total.entered - total.left
      from total where s.shop_id = ${shop} and s.segment_id = total.segment_id)
    select segment_id, entered, "left", exists (select 1 from told) as told from total order by segment_id`);
  if (rows[0]?.told) await wakeFlows(world, shop);
  return rows.map((moved) => ({ segment: moved.segment_id, entered: moved.entered, left: moved.left }));
}

const Whole = z.object({ entered: Count, left: Count, members: Count, unknown: Count, noted: z.boolean(), told: z.boolean() });

/**
 * Puts the question to everybody. `verdicts` yields customer_id and verdict (true, or null for unknown;
 * false may be left out). Everybody who moved is noted, unless they are more than `notesMax`: then nobody is.
 */
export async function moveAll(
  world: World, shop: ShopId, question: { segment: SegmentId; version: number; verdicts: Sql }, now: Date, cause: Cause, notesMax: number,
): Promise<Omit<z.infer<typeof Whole>, "told">> {
  const { segment, version, verdicts } = question;
  const whole = await row(world.db, Whole, sql`
    with version as (select ${segment}::int as segment_id, ${version}::int as version),
    verdict as materialized (select v.customer_id, v.verdict from (${verdicts}) v where v.verdict is not false),
    difference as materialized (
      select ${segment}::int as segment_id, customer_id, matched.inside is true as inside, held.stay, held.left_at
      from (select customer_id, true as inside from verdict where verdict) matched
      full join (
        select customer_id, max(stay) as stay, max(left_at) as left_at, bool_or(left_at is null) as inside from membership
        where shop_id = ${shop} and segment_id = ${segment} group by customer_id) held using (customer_id)
      where (matched.inside is true) <> (held.inside is true)),
    entering as (select segment_id, customer_id, stay, left_at from difference where inside),
    ${moves(shop, now, cause)},
    noted as (
      ${notes(shop, now, cause, sql`where (select count(*) from difference) <= ${notesMax}::bigint`)}
      returning 1)
    select exists (select 1 from noted) as noted, exists (select 1 from told) as told,
      (select count(*) from difference where inside) as entered, (select count(*) from difference where not inside) as left,
      (select count(*) from verdict where verdict) as members, (select count(*) from verdict where verdict is null) as unknown`);
  if (!whole) return { entered: 0, left: 0, members: 0, unknown: 0, noted: false };
  const { told, ...moved } = whole;
  if (told) await wakeFlows(world, shop);
  return moved;
}

/** `entering` has the last stay of each. A stay never begins before the last one ended, even where two machines' clocks differ. */
const moves = (shop: ShopId, now: Date, cause: Cause) => sql`
    opened as (
      insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
      select ${shop}, d.segment_id, d.customer_id, coalesce(d.stay, 0) + 1, greatest(${now}::timestamptz, d.left_at), ${cause}, v.version
      from entering d join version v on v.segment_id = d.segment_id returning segment_id, customer_id, stay),
    closed as (
      update membership m set left_at = greatest(${now}::timestamptz, m.entered_at), left_cause = ${cause}, left_version = v.version
      from difference d join version v on v.segment_id = d.segment_id
      where not d.inside and m.shop_id = ${shop} and m.segment_id = d.segment_id and m.customer_id = d.customer_id and m.left_at is null
      returning m.segment_id, m.customer_id, m.stay),
    told as (
      ${happenedFrom(shop, stays(now, cause), now)}
      returning 1)`;

/** For whoever listens: what began or ended, and that something changed. What nobody did, and time did not do, goes by another name. */
const stays = (now: Date, cause: Cause) => sql`(
        select moved.kind || '/' || moved.segment_id || ${cause === "fact" || cause === "clock" ? "" : "/any"}::text as what, moved.customer_id as "customerId", moved.kind || '/' || moved.segment_id || '/' || moved.stay as fact,
          ${now}::timestamptz as at, null::jsonb as about, null::text as "textKey", jsonb_build_object('cause', ${cause}::text) as detail
        from (select 'entered' as kind, * from opened union all select 'left', * from closed) moved
        union all
        select distinct 'changed', moved.customer_id, ${changedFact(now)}, ${now}::timestamptz, null::jsonb, null::text, null::jsonb
        from (select customer_id from opened union all select customer_id from closed) moved) f`;

const notes = (shop: ShopId, now: Date, cause: Cause, where = sql``) => sql`
      insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at)
      select ${shop}, d.segment_id, d.customer_id, case when d.inside then 'entered' else 'left' end, ${cause}, v.version, ${now}::timestamptz
      from difference d join version v on v.segment_id = d.segment_id
      ${where}
      order by d.segment_id, d.customer_id`;

const unionAll = (questions: Question[], of: (question: Question) => Sql) => join(
  questions.map((question) => sql`select ${question.segment}::int as segment_id, q.customer_id from (${of(question)}) q`), " union all ");
