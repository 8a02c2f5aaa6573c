// One person's way through a replay, computed anew each time that somebody looks at it: nothing of a person is kept with a
// replay's result.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { days } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { readPasts, readReplaying } from "./read-past.server.ts";
import { replayPerson } from "./replay.ts";
import { replayOf } from "./replay-rows.server.ts";
import type { Replayed } from "./replaying.ts";

export type ReplayedPath = Replayed & { definition: FlowDefinition };

/** Null: there is no such replay, or no such customer any more. */
export async function replayedPath(world: World, shop: ShopId, of: { flow: number; replay: string }, customer: CustomerId): Promise<ReplayedPath | null> {
  const found = await replayOf(world, shop, of.flow, of.replay);
  return found ? pathOver(world, shop, { flow: of.flow, definition: found.definition, from: found.until.getTime() - days(found.days), until: found.until.getTime() }, customer) : null;
}

/** The same over any span. */
export async function pathOver(world: World, shop: ShopId, asked: { flow: number; definition: FlowDefinition; version?: number; from: number; until: number }, customer: CustomerId): Promise<ReplayedPath | null> {
  const { replaying } = await readReplaying(world, shop, asked);
  const [past] = await readPasts(world, shop, replaying, [customer]);
  return past ? { ...replayPerson(replaying, past), definition: asked.definition } : null;
}
