// Once a night what a platform holds is read back, where it can be read, and held against what we believe. What
// differs is counted, told on the target, and mended by the difference. Also: what became of a place that was
// made or dropped.
import type { ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { days, earlier, later, minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { enqueuePlatform } from "../outbox/enqueue-platform.server.ts";
import { membershipOf } from "../platforms/capabilities.ts";
import { beginReading, compareRead, type EndedCommand, endedCommands } from "./target-settle-rows.server.ts";
import { deleteTarget, readTarget, setCommand, setCompareAt, setTarget, setWhole, type Target } from "./target-rows.server.ts";

const EVERY_MS = days(1);
/** A platform shows a change some minutes after it has accepted it. */
const SEEN_LATE_MS = minutes(15);

export const nextCompare = (now: Date) => later(now, EVERY_MS);

/** Begins the comparisons that are due; returns how many. */
export async function compareDue(world: World, shop: ShopId, targets: Target[], now: Date): Promise<number> {
  let begun = 0;
  for (const target of targets) {
    if (target.state !== "on" || target.connection !== "on" || target.command_id !== null || target.compare_at === null || target.compare_at > now) continue;
    if (!membershipOf(target.platform, target.model)?.readable) {
      // What we believe is all there is: it is gone through as a whole.
      await setWhole(world, shop, target, true);
      await setCompareAt(world, shop, target, nextCompare(now));
      begun += 1;
      continue;
    }
    const { connection_id: connection, segment_id: segmentId } = target;
    const key = `${connection}/${segmentId}/members/${world.ids.uuid()}`;
    const ids = await enqueuePlatform(world, shop, connection, [{ key, command: { kind: "platformMembers", segmentId } }], now);
    const id = ids.get(key);
    invariant(id, "a new key makes a new command");
    await beginReading(world, shop, target, id, { now, next: nextCompare(now) });
    begun += 1;
  }
  return begun;
}

/** Returns how many commands about places were done. */
export async function settlePlaces(world: World, shop: ShopId, now: Date): Promise<number> {
  const ended = await endedCommands(world, shop);
  for (const command of ended) await settlePlace(world, shop, command, now);
  return ended.length;
}

async function settlePlace(world: World, shop: ShopId, command: EndedCommand, now: Date): Promise<void> {
  const { connection_id, segment_id, kind, problem } = command;
  const target = await readTarget(world, shop, connection_id, segment_id);
  if (!target) return;
  if (kind === "platformMembers" && problem === null && target.reading_at !== null) {
    return compareRead(world, shop, { ...command, strangers: command.progress.strangers, before: earlier(target.reading_at, SEEN_LATE_MS), now });
  }
  if (kind === "platformDrop" && problem === null) return deleteTarget(world, shop, target);
  await setCommand(world, shop, target, null);
  if (kind !== "platformMembers" && problem !== null) await setTarget(world, shop, target, { state: "broken", problem, wholeDue: false });
}
