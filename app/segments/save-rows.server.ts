// Writing segments: one at a time for each shop (the shop's own row is the lock), a version a question.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** Competitors' most generous limit; the roads are measured with it. */
export const SEGMENTS_MAX = 1_000;

const Known = z.object({ segmentId: SegmentId, name: z.string(), uses: z.array(SegmentId), syncState: z.string() });
export type KnownSegment = z.infer<typeof Known>;

/** In a transaction: nobody else saves a segment of this shop until it commits, so that two saves cannot close a circle together. */
export async function lockSegments(world: World, shop: ShopId): Promise<KnownSegment[]> {
  await world.db.rows(z.object({ shop_id: Count }), sql`select shop_id from shop where shop_id = ${shop} for no key update`);
  return knownSegments(world, shop);
}

export const knownSegments = (world: World, shop: ShopId): Promise<KnownSegment[]> => world.db.rows(Known, sql`
  select s.segment_id as "segmentId", s.name, s.sync_state as "syncState",
    array(select u.uses_id from segment_use u where u.shop_id = ${shop} and u.segment_id = s.segment_id order by u.uses_id) as uses
  from segment s where s.shop_id = ${shop} and s.deleted_at is null order by s.segment_id`);

/** Small numbers, counted per shop, and never given twice. */
export async function countSegment(world: World, shop: ShopId): Promise<SegmentId> {
  const counted = await row(world.db, z.object({ segment_count: SegmentId }), sql`
    update shop set segment_count = segment_count + 1 where shop_id = ${shop} returning segment_count`);
  if (!counted) throw new Error("The shop is gone.");
  return counted.segment_count;
}

export async function hasEverHadOne(world: World, shop: ShopId): Promise<boolean> {
  const counted = await row(world.db, z.object({ segment_count: Count }), sql`select segment_count from shop where shop_id = ${shop}`);
  return (counted?.segment_count ?? 0) > 0;
}

export const insertSegment = (world: World, shop: ShopId, segment: SegmentId, name: string, now: Date) => world.db.run(sql`
  insert into segment (shop_id, segment_id, name, created_at, updated_at) values (${shop}, ${segment}, ${name}, ${now}, ${now})`);

/** Flows that a question asks about, and those of whose steps. */
export type AskedOfFlows = { flows: number[]; byStep: number[] };
export type NewVersion = { version: number; definition: unknown; sentence: string; uses: number[]; asked: AskedOfFlows; createdBy: string | null };

export async function insertVersion(world: World, shop: ShopId, segment: SegmentId, saved: NewVersion, now: Date): Promise<void> {
  await world.db.run(sql`
    insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at, created_by)
    values (${shop}, ${segment}, ${saved.version}, ${JSON.stringify(saved.definition)}::jsonb, ${saved.sentence}, ${now}, ${saved.createdBy})`);
  await world.db.run(sql`update segment set flow_ids = ${saved.asked.flows}::int[], flow_step_ids = ${saved.asked.byStep}::int[] where shop_id = ${shop} and segment_id = ${segment}`);
  await world.db.run(sql`delete from segment_use where shop_id = ${shop} and segment_id = ${segment}`);
  await world.db.run(sql`
    insert into segment_use (shop_id, segment_id, uses_id) select ${shop}, ${segment}, used from unnest(${saved.uses}::int[]) used`);
}

/** A new question: everybody is asked again, and flows are not told of what only the edit moved. */
export const turnToVersion = (world: World, shop: ShopId, segment: SegmentId, version: number, now: Date) => world.db.run(sql`
  update segment set version = ${version}, full_due = true, quiet = true, state = 'calculating', problem = null, updated_at = ${now}
  where shop_id = ${shop} and segment_id = ${segment}`);

export const renameSegment = (world: World, shop: ShopId, segment: SegmentId, name: string, now: Date) => world.db.run(sql`
  update segment set name = ${name}, updated_at = ${now} where shop_id = ${shop} and segment_id = ${segment} and deleted_at is null`);

/** The same question with other notes. */
export async function renoteVersion(world: World, shop: ShopId, segment: SegmentId, version: number, definition: unknown, now: Date): Promise<void> {
  await world.db.run(sql`
    update segment_version set definition = ${JSON.stringify(definition)}::jsonb where shop_id = ${shop} and segment_id = ${segment} and version = ${version}`);
  await world.db.run(sql`update segment set updated_at = ${now} where shop_id = ${shop} and segment_id = ${segment}`);
}

const Current = z.object({ name: z.string(), version: Count, definition: z.unknown(), syncState: z.string() });

export const currentVersion = (world: World, shop: ShopId, segment: SegmentId) => row(world.db, Current, sql`
  select s.name, s.version, v.definition, s.sync_state as "syncState" from segment s
  join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  where s.shop_id = ${shop} and s.segment_id = ${segment} and s.deleted_at is null`);

/** Its stays end with it and are kept: they happened. */
export async function removeSegment(world: World, shop: ShopId, segment: SegmentId, now: Date): Promise<void> {
  await world.db.run(sql`
    update membership m set left_at = greatest(${now}::timestamptz, m.entered_at), left_cause = 'edit', left_version = m.entered_version
    where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null`);
  await world.db.run(sql`delete from segment_use where shop_id = ${shop} and segment_id = ${segment}`);
  await world.db.run(sql`delete from segment_pin where shop_id = ${shop} and segment_id = ${segment}`);
  await world.db.run(sql`
    update segment set deleted_at = ${now}, full_due = false, member_count = 0, updated_at = ${now} where shop_id = ${shop} and segment_id = ${segment}`);
}

/** A person pressed "try again" on a parked segment. */
export const tryAgain = (world: World, shop: ShopId, segment: SegmentId) => world.db.run(sql`
  update segment set state = 'calculating', problem = null, full_due = true
  where shop_id = ${shop} and segment_id = ${segment} and state = 'parked' and deleted_at is null`);
