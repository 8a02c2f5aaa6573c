// Whether a flow was looked at on the shop's own past exactly as it is: nothing goes live without it.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { FlowId } from "./flow.ts";

const Seen = z.object({ replayId: Id, days: z.int(), until: Instant, doneAt: Instant, seenAt: Instant.nullable() });
export type SeenReplay = z.infer<typeof Seen>;

/** The newest that is done, of this very definition. */
export const doneReplay = (world: World, shop: ShopId, flow: FlowId, digest: string): Promise<SeenReplay | null> => row(world.db, Seen, sql`
  select r.replay_id as "replayId", r.days, r.until, r.done_at as "doneAt", r.seen_at as "seenAt" from flow_replay r
  where r.shop_id = ${shop} and r.flow_id = ${flow} and r.digest = ${digest} and r.state = 'done' order by r.seen_at is null, r.replay_id desc limit 1`);

/** A merchant has its numbers before their eyes. */
export const noteReplaySeen = (world: World, shop: ShopId, flow: FlowId, digest: string, now: Date): Promise<number> => world.db.run(sql`
  update flow_replay set seen_at = ${now} where shop_id = ${shop} and flow_id = ${flow} and digest = ${digest} and state = 'done' and seen_at is null`);
