// What sync needs of the segments: their tags, rules and states.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { Settings } from "../shops/settings.ts";

export const SyncState = z.enum(["off", "on", "paused", "removing"]);
export type SyncState = z.infer<typeof SyncState>;
export const TagRule = z.enum(["restore", "pause"]);
export type TagRule = z.infer<typeof TagRule>;

const Synced = z.object({
  segment_id: SegmentId,
  name: z.string(),
  version: z.number(),
  tag: z.string().nullable(),
  tag_rule: TagRule,
  sync_state: SyncState,
  sync_problem: z.string().nullable(),
  deleted_at: z.date().nullable(),
});
export type Synced = z.infer<typeof Synced>;

const columns = sql`segment_id, name, version, tag, tag_rule, sync_state, sync_problem, deleted_at`;

export const segmentSync = (world: World, shop: ShopId, segment: SegmentId): Promise<Synced | null> =>
  row(world.db, Synced, sql`select ${columns} from segment where shop_id = ${shop} and segment_id = ${segment}`);

/** Those that may have something to do: a deleted segment may still be taking its tags away. */
export const activeSyncs = (world: World, shop: ShopId): Promise<Synced[]> =>
  world.db.rows(Synced, sql`
    select ${columns} from segment
    where shop_id = ${shop} and (sync_state = 'removing' or (sync_state = 'on' and deleted_at is null)) order by segment_id`);

/** Segments whose tag is on somebody because of us, or may soon be. */
export const taggedSegments = (world: World, shop: ShopId): Promise<Synced[]> =>
  world.db.rows(Synced, sql`
    select ${columns} from segment s
    where shop_id = ${shop} and (sync_state <> 'off'
      or exists (select 1 from mirror_member m where m.shop_id = ${shop} and m.segment_id = s.segment_id))
    order by segment_id`);

/** The tags of the other segments, in use or still on their people. */
export async function tagsOfOthers(world: World, shop: ShopId, segment: SegmentId): Promise<string[]> {
  const found = await world.db.rows(z.object({ tag: z.string() }), sql`
    select tag from segment
    where shop_id = ${shop} and segment_id <> ${segment} and tag is not null
      and (deleted_at is null or exists (
        select 1 from mirror_member m where m.shop_id = ${shop} and m.segment_id = segment.segment_id))
    order by segment_id`);
  return found.map(({ tag }) => tag);
}

export async function tagPrefix(world: World, shop: ShopId): Promise<string> {
  const found = await row(world.db, z.object({ settings: Settings }), sql`select settings from shop where shop_id = ${shop}`);
  return (found?.settings ?? Settings.parse({})).tagPrefix;
}

type Change = { state: SyncState; tag?: string; rule?: TagRule; problem?: string | null };

export async function setSync(world: World, shop: ShopId, segment: SegmentId, { state, tag, rule, problem = null }: Change): Promise<void> {
  await world.db.run(sql`
    update segment set sync_state = ${state}, sync_problem = ${problem},
      tag = coalesce(${tag ?? null}, tag), tag_rule = coalesce(${rule ?? null}, tag_rule)
    where shop_id = ${shop} and segment_id = ${segment}`);
}

/** Ends a removal that has nothing left to take away; the tag is free again. Returns how many ended. */
export function endRemovals(world: World, shop: ShopId): Promise<number> {
  return world.db.run(sql`
    update segment set sync_state = 'off', tag = null, sync_problem = null
    where shop_id = ${shop} and sync_state = 'removing' and not exists (
      select 1 from mirror_member m where m.shop_id = ${shop} and m.segment_id = segment.segment_id)`);
}
