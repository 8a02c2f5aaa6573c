// What every road of evaluation needs from the database before and after it compares: one road at a
// time for each shop, one instant, the segments with their questions, and a place for those that fail.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { lockMembership } from "../lib/lock.server.ts";
import { CoverRows, coversSql } from "./cover-rows.server.ts";
import type { Covers } from "./cover.ts";
import { CutoffRows, cutoffsSql } from "./cutoff-rows.server.ts";
import type { Cutoffs } from "./cutoff.ts";
import { wake } from "../lib/pump.server.ts";
import { Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Cause } from "./evaluate.ts";
import { ZoneRows, zonesSql } from "./zone-rows.server.ts";

const Start = z.object({
  currency: z.string(), time_zone: z.string(), orders_since: Instant.nullable(), clocked_at: Instant.nullable(), road_at: Instant, installing: z.boolean(), covers: CoverRows, zones: ZoneRows, cutoffs: CutoffRows,
});

export type Start = { now: Date; clockedAt: Date | null; zone: string; currency: string; ordersSince: Date | null; covers: Covers; zones: string[]; cutoffs: Cutoffs; installing: boolean };

/**
 * First in a road's transaction: waits until no other road is under way for this shop, then takes the
 * instant, so that stays follow each other in time. Never earlier than where another road has been,
 * whatever this machine's clock says: a stay that begins ahead of us would be missed by those who ask
 * about it, and edges between would be looked at twice on one side and never on the other.
 */
export async function startRoad(world: World, shop: ShopId): Promise<Start> {
  await lockMembership(world, shop);
  const start = await row(world.db, Start, sql`
    update shop set road_at = greatest(road_at, clocked_at, ${world.now()}::timestamptz) where shop_id = ${shop}
    returning currency, time_zone, orders_since, clocked_at, road_at, exists (
      select 1 from import_run run
      where run.shop_id = ${shop} and run.reason = 'install' and run.state not in ('done', 'parked')) as installing, ${coversSql(shop)} as covers, ${zonesSql(shop)} as zones, ${cutoffsSql(shop)} as cutoffs`);
  if (!start) throw new Error("The shop is gone.");
  const { currency, time_zone: zone, orders_since: ordersSince, clocked_at: clockedAt, road_at: now, covers, zones, cutoffs, installing } = start;
  return { now, clockedAt, zone, currency, ordersSince, covers, zones, cutoffs, installing };
}

const RoadHead = z.object({
  segment_id: SegmentId, version: z.number().int(), uses: z.array(SegmentId),
  full_due: z.boolean(), quiet: z.boolean(), evaluated_at: Instant.nullable(), sync_state: z.string(), pinned: z.boolean(),
});

export type RoadHead = {
  segment: SegmentId; version: number; uses: SegmentId[];
  fullDue: boolean; quiet: boolean; evaluatedAt: Date | null; synced: boolean;
  /** Somebody is pinned in it. */
  pinned: boolean;
};

export type RoadSegment = RoadHead & { /** JSON. */ definition: string };

/** Every segment that can be evaluated, with its question as stored. */
export const roadSegments = async (world: World, shop: ShopId): Promise<RoadSegment[]> => withDefinitions(world, shop, await roadHeads(world, shop));

/** The same without their questions, which are most of what there is to read. */
export async function roadHeads(world: World, shop: ShopId): Promise<RoadHead[]> {
  const rows = await world.db.rows(RoadHead, sql`
    select s.segment_id, s.version, s.full_due, s.quiet, s.evaluated_at, s.sync_state, coalesce(u.uses, '{}') as uses, p.segment_id is not null as pinned
    from segment s
    left join (select segment_id, array_agg(uses_id order by uses_id) as uses from segment_use where shop_id = ${shop} group by segment_id) u on u.segment_id = s.segment_id
    left join (select distinct segment_id from segment_pin where shop_id = ${shop}) p on p.segment_id = s.segment_id
    where s.shop_id = ${shop} and s.deleted_at is null and s.state <> 'parked'
    order by s.segment_id`);
  return rows.map((found) => ({
    segment: found.segment_id, version: found.version, uses: found.uses,
    fullDue: found.full_due, quiet: found.quiet, evaluatedAt: found.evaluated_at, synced: found.sync_state !== "off", pinned: found.pinned,
  }));
}

const Text = z.object({ segment_id: SegmentId, definition: z.string() });

/** Each by its key, whatever the statistics know of the shop: that is what the limit is for. */
export async function withDefinitions(world: World, shop: ShopId, heads: RoadHead[]): Promise<RoadSegment[]> {
  const rows = await world.db.rows(Text, sql`
    select head.segment_id, v.definition
    from unnest(${heads.map(({ segment }) => segment)}::int[], ${heads.map(({ version }) => version)}::int[]) as head (segment_id, version)
    cross join lateral (
      select definition::text from segment_version where shop_id = ${shop} and segment_id = head.segment_id and version = head.version limit 1) v`);
  const texts = new Map(rows.map(({ segment_id: segment, definition }) => [segment, definition]));
  return heads.flatMap((head) => {
    const definition = texts.get(head.segment);
    return definition === undefined ? [] : [{ ...head, definition }];
  });
}

const Exists = z.object({ exists: z.boolean() });

/** A look before a road is taken: whoever writes such rows later wakes the pump again. */
export const isAnyChanged = async (world: World, shop: ShopId): Promise<boolean> =>
  (await row(world.db, Exists, sql`select exists (select 1 from customer where shop_id = ${shop} and changed_at is not null)`))?.exists ?? false;

export const isAnyFullDue = async (world: World, shop: ShopId): Promise<boolean> =>
  (await row(world.db, Exists, sql`select exists (select 1 from segment where shop_id = ${shop} and full_due and deleted_at is null and state <> 'parked')`))?.exists ?? false;

const Changed = z.object({ customer_id: CustomerId, order_count: z.number().int() });

/** Customers whose facts changed, held until the road commits: facts that arrive meanwhile wait, and mark them again. */
export const takeChanged = (world: World, shop: ShopId, limit: number): Promise<z.infer<typeof Changed>[]> =>
  world.db.rows(Changed, sql`
    select customer_id, order_count from customer
    where shop_id = ${shop} and changed_at is not null
    order by customer_id limit ${limit} for update skip locked`);

export const clearChanged = (world: World, shop: ShopId, customers: CustomerId[]) => world.db.run(sql`
  update customer set changed_at = null where shop_id = ${shop} and customer_id = any(${customers}::bigint[])`);

/** Customers one of whose facts lay ahead and does no more. */
export async function dueToRoll(world: World, shop: ShopId, now: Date, limit: number): Promise<CustomerId[]> {
  const rows = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
    select customer_id from customer where shop_id = ${shop} and roll_again_at <= ${now} order by roll_again_at, customer_id limit ${limit}`);
  return rows.map((found) => found.customer_id);
}

/** Before any of them is written: whoever writes several takes them in this order. */
export const holdSegments = (world: World, shop: ShopId, segments: SegmentId[]) => world.db.rows(z.object({ segment_id: SegmentId }), sql`
  select segment_id from segment where shop_id = ${shop} and segment_id = any(${segments}::int[]) order by segment_id for no key update`);

/** The whole segment is as of `now`. Only if nobody saved it meanwhile: then its full evaluation is due again. */
export const settleFull = (world: World, shop: ShopId, at: { segment: SegmentId; version: number; now: Date; ms: number; members: number; unknown: number | null }) => world.db.run(sql`
  update segment set full_due = full_due and version <> ${at.version}, quiet = quiet and version <> ${at.version},
    state = case when version = ${at.version} then 'live' else state end, problem = null,
    member_count = ${at.members}, unknown_count = coalesce(${at.unknown}::int, unknown_count), evaluated_at = ${at.now}, evaluate_ms = ${at.ms}
  where shop_id = ${shop} and segment_id = ${at.segment}`);

/** One line for the whole segment: whoever reads changes looks at all of its members again. */
export const noteRebuilt = (world: World, shop: ShopId, segment: SegmentId, version: number, cause: Cause, now: Date) => world.db.run(sql`
  insert into membership_change (shop_id, segment_id, kind, cause, version, at)
  values (${shop}, ${segment}, 'rebuilt', ${cause}, ${version}, ${now})`);

/** Those who ask about a segment that moved as a whole are asked as a whole, and as quietly. */
export const dueAgain = (world: World, shop: ShopId, segments: SegmentId[], quiet: boolean) => world.db.run(sql`
  update segment set full_due = true, quiet = quiet or ${quiet}
  where shop_id = ${shop} and segment_id = any(${segments}::int[]) and deleted_at is null`);

/** Set aside where a person sees it with its reason; its members stay as they were. */
export const parkSegment = (world: World, shop: ShopId, segment: SegmentId, version: number, problem: string) => world.db.run(sql`
  update segment set state = 'parked', problem = ${problem}
  where shop_id = ${shop} and segment_id = ${segment} and version = ${version}`);

export const moveClock = (world: World, shop: ShopId, to: Date) => world.db.run(sql`update shop set clocked_at = ${to} where shop_id = ${shop}`);

export const wakeMirror = (world: World, shop: ShopId) => wake(world, shop, "mirror");
