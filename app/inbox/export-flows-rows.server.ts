// Which flows a person was in or could not enter, what was decided there and what was done, for the file that they may ask for.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Row = z.object({ row: z.record(z.string(), z.unknown()) });

/** `ids`: every number they had at Shopify. */
export async function exportedFlows(world: World, shop: ShopId, ids: string[]): Promise<Record<string, Record<string, unknown>[]>> {
  const read = async (query: Sql) => (await world.db.rows(Row, query)).map(({ row }) => row);
  const named = sql`(select f.name from flow f where f.shop_id = ${shop} and f.flow_id = t.flow_id)`;
  const theirs = sql`t.shop_id = ${shop} and t.customer_id = any(${ids}::bigint[])`;
  return {
    flowEntries: await read(sql`select jsonb_strip_nulls(jsonb_build_object('flow', ${named}, 'because_of', t.fact, 'at', t.at, 'about', t.about, 'state', t.state, 'because', t.reason, 'decided_at', t.decided_at)) as row from flow_entry t where ${theirs} order by t.entry_id`),
    flowRuns: await read(sql`
      select jsonb_strip_nulls(jsonb_build_object('flow', ${named}, 'version', t.version, 'state', t.state, 'step', t.step, 'entered_at', t.entered_at, 'ended_at', t.ended_at, 'because', t.reason, 'without_texts', t.control,
        'decisions', (select jsonb_agg(l.line order by l.seq) from flow_line l where l.shop_id = ${shop} and l.run_id = t.run_id))) as row from flow_run t where ${theirs} order by t.run_id`),
    flowDoings: await read(sql`select jsonb_strip_nulls(jsonb_build_object('flow', ${named}, 'step', t.step, 'what', t.what, 'state', t.state, 'at', t.at, 'done_at', t.done_at)) as row from flow_doing t where ${theirs} order by t.doing_id`),
    flowDraws: await read(sql`select jsonb_strip_nulls(jsonb_build_object('flow', ${named}, 'step', t.step, 'arm', e.design #>> array['arms', t.arm::text, 'name'], 'at', t.at, 'counted_at', t.counted_at, 'did', t.did, 'spent', t.minor)) as row from flow_draw t
      join flow_experiment e on e.shop_id = ${shop} and e.flow_id = t.flow_id and e.step = t.step and e.key = t.key where ${theirs} order by t.flow_id, t.step, t.key`),
    flowWatches: await read(sql`select jsonb_build_object('flow', ${named}, 'key', t.key, 'at', t.at, 'looked_at', t.due_at, 'about', t.about) as row from flow_watch t where ${theirs} order by t.due_at, t.flow_id, t.trigger, t.key`),
    flowNews: await read(sql`select jsonb_build_object('what', t.what, 'because_of', t.fact, 'at', t.at, 'about', t.about) as row from happened t where ${theirs} order by t.happened_id`),
  };
}
