// Where segments are kept on a platform: the places of the targets.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { PLACE_MODELS } from "./adapter.ts";
import type { ConnectionId } from "./connection.ts";

const Row = z.object({ segment_id: SegmentId, segment: z.string(), key: z.string(), name: z.string(), ref: z.string().nullable(), model: z.enum(PLACE_MODELS) });
export type PlaceRow = z.infer<typeof Row>;

export const placesOf = (world: World, shop: ShopId, connection: ConnectionId): Promise<PlaceRow[]> =>
  world.db.rows(Row, sql`
    select t.segment_id, coalesce(s.name, t.place_name) as segment, t.place_key as key, t.place_name as name, t.place_ref as ref, t.model
    from target t left join segment s on s.shop_id = ${shop} and s.segment_id = t.segment_id
    where t.shop_id = ${shop} and t.connection_id = ${connection} order by t.segment_id`);

/** The place is there: its people may follow. */
export async function setPlace(world: World, shop: ShopId, connection: ConnectionId, segment: SegmentId, ref: string): Promise<void> {
  await world.db.run(sql`
    update target set place_ref = ${ref}, whole_due = true where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment}`);
}

/** It waits for a person. What is being removed is gone all the same. */
export async function breakTarget(world: World, shop: ShopId, connection: ConnectionId, segment: SegmentId, problem: string): Promise<void> {
  await world.db.run(sql`
    update target set state = 'broken', problem = ${problem}
    where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment} and state <> 'removing'`);
}
