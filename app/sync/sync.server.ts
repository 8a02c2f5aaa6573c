// Sync as the screens see it: switch it on, switch it off (with the tags or without), and how it stands.
import { z } from "zod";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { lockMirror } from "../lib/lock.server.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { withdraw } from "./difference-rows.server.ts";
import { askWhole } from "./mirror-rows.server.ts";
import type { SyncState } from "./segment-rows.server.ts";
import { segmentSync, setSync, taggedSegments, tagPrefix, TagRule, tagsOfOthers } from "./segment-rows.server.ts";
import { countMirror, countStrays } from "./state-rows.server.ts";
import { checkTag, defaultTag, sameTag } from "./tag.ts";

/** A form field left empty takes the tag that `suggestTag` names. */
export const StartSync = z.object({ tag: z.string().default(""), rule: TagRule.default("restore") });
export type StartSync = z.input<typeof StartSync>;

/** Empty = done. Also changes the tag or the rule of a sync that is on, and goes on with one that paused. */
export function startSync(world: World, shop: ShopId, segmentId: SegmentId, input: StartSync): Promise<Problem[]> {
  const { tag: asked, rule } = StartSync.parse(input);
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const segment = await segmentSync(world, shop, segmentId);
    if (!segment || segment.deleted_at !== null) return [{ path: [], message: "The segment does not exist any more." }];
    const prefix = await tagPrefix(world, shop);
    const tag = asked === "" ? (segment.tag ?? defaultTag(prefix, segment.name)) : asked;
    const others = await tagsOfOthers(world, shop, segmentId);
    // A tag that is in use stays good when the shop's prefix changes.
    const problems = checkTag(tag, segment.tag !== null && sameTag(segment.tag, tag) ? "" : prefix, others);
    if (problems.length > 0) return problems;
    await setSync(world, shop, segmentId, { state: "on", tag, rule });
    await askWhole(world, shop, segmentId, segment.version, world.now());
    await wake(world, shop, "mirror");
    return [];
  });
}

/** The tag that a segment would get. */
export async function suggestTag(world: World, shop: ShopId, name: string): Promise<string> {
  return defaultTag(await tagPrefix(world, shop), name);
}

/**
 * With `removeTags`, the tag is taken from everybody who carries it because of us; without, it stays
 * where it is, and sync remembers where, so that switching on again finds the difference.
 */
export function stopSync(world: World, shop: ShopId, segmentId: SegmentId, { removeTags }: { removeTags: boolean }): Promise<void> {
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const segment = await segmentSync(world, shop, segmentId);
    if (!segment) return;
    await withdraw(world, shop, segmentId);
    await setSync(world, shop, segmentId, { state: removeTags ? "removing" : "off" });
    if (!removeTags) return;
    await askWhole(world, shop, segmentId, segment.version, world.now());
    await wake(world, shop, "mirror");
  });
}

/** The merchant holds all changes of the tag; resuming finds the difference. */
export function pauseSync(world: World, shop: ShopId, segmentId: SegmentId): Promise<void> {
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const segment = await segmentSync(world, shop, segmentId);
    if (segment?.sync_state !== "on") return;
    await withdraw(world, shop, segmentId);
    await setSync(world, shop, segmentId, { state: "paused" });
  });
}

/** Goes on with the tag and the rule it had. */
export async function resumeSync(world: World, shop: ShopId, segmentId: SegmentId): Promise<Problem[]> {
  const segment = await segmentSync(world, shop, segmentId);
  if (segment?.sync_state !== "paused") return [];
  return startSync(world, shop, segmentId, { tag: segment.tag ?? "", rule: segment.tag_rule });
}

/** Offered before the app is uninstalled: afterwards our access is gone. Returns how many segments had a tag. */
export function removeAllTags(world: World, shop: ShopId): Promise<number> {
  return transact(world, async (world) => {
    const segments = await taggedSegments(world, shop);
    for (const segment of segments) await stopSync(world, shop, segment.segment_id, { removeTags: true });
    return segments.length;
  });
}

export type SyncStanding = {
  state: SyncState;
  tag: string | null;
  rule: TagRule;
  problem: string | null;
  held: number;
  adding: number;
  removing: number;
  refused: number;
  /** Who moved was not looked at yet, so that the counts say too little. */
  isBehind: boolean;
  /** Carry the tag without us: somebody gave it to them in Shopify. Left alone. */
  strays: number;
  lastChangedAt: Date | null;
};

export async function syncState(world: World, shop: ShopId, segmentId: SegmentId): Promise<SyncStanding | null> {
  const segment = await segmentSync(world, shop, segmentId);
  if (!segment) return null;
  const { sync_state: state, tag, tag_rule: rule, sync_problem: problem } = segment;
  const counts = await countMirror(world, shop, segmentId);
  const strays = tag === null ? 0 : await countStrays(world, shop, segmentId, tag);
  return { state, tag, rule, problem, ...counts, strays };
}
