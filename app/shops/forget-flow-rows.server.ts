// Takes people out of all flows: what waited for them, who they were in, every line about them.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { lockFlows } from "../lib/lock.server.ts";
import { Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** Before their texts go: whoever takes one of their runs further has it until they have written what they decided, and comes upon it no more. */
export async function eraseFromFlows(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  await lockFlows(world, shop);
  const theirs = sql`shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`;
  await world.db.run(sql`delete from happened where ${theirs}`);
  await world.db.run(sql`delete from flow_watch where ${theirs}`);
  await world.db.run(sql`delete from flow_entry where ${theirs}`);
  // What they came to stays added to what everybody did, which names nobody.
  await world.db.run(sql`delete from flow_draw where ${theirs}`);
  // A replay shows some people's ways by their names.
  await world.db.run(sql`
    update flow_replay set result = jsonb_set(result, '{samples}', (select coalesce(jsonb_agg(one order by place), '[]') from jsonb_array_elements(result -> 'samples') with ordinality as each (one, place) where one ->> 'customer' <> all(${customerIds}::text[])))
    where shop_id = ${shop} and jsonb_typeof(result -> 'samples') = 'array'`);
  const runs = (await world.db.rows(z.object({ run: Id }), sql`delete from flow_run where ${theirs} returning run_id as run`)).map(({ run }) => run);
  const ofRuns = sql`shop_id = ${shop} and run_id = any(${runs}::bigint[])`;
  await world.db.run(sql`delete from flow_heard where ${ofRuns}`);
  await world.db.run(sql`delete from flow_line where ${ofRuns}`);
  await world.db.run(sql`delete from flow_doing where ${ofRuns}`);
}
