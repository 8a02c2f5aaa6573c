// Where a customer whom Shopify merged stood in flows, the survivor stands; whoever was deleted is taken out. Two runs of one
// place in a flow do not become one person's: the survivor's goes on, or the older one, and the other ends.
import type { ShopId } from "../lib/ids.ts";
import { lockFlows } from "../lib/lock.server.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const STOP = JSON.stringify({ kind: "stop", reason: "personGone" });

/** Before their texts move: whoever takes a run further holds the run first, and its texts then. */
export async function moveFlows(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  await lockFlows(world, shop);
  const gone = sql`customer_gone g where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[])`;
  const merged = sql`${gone} and g.merged_into is not null`;
  const stopped = await world.db.run(sql`
    with mine as (
      select r.run_id, r.flow_id, r.merged_into, case when r.key = r.customer_id::text then r.merged_into::text else r.key end as key
      from (select f.run_id, f.flow_id, f.key, f.customer_id, g.merged_into from flow_run f, ${gone} and f.shop_id = ${shop} and f.customer_id = g.customer_id and f.ended_at is null) r)
    insert into flow_heard (shop_id, run_id, heard, at)
    select ${shop}::int, m.run_id, ${STOP}::jsonb, ${now}::timestamptz from mine m
    where m.merged_into is null
      or exists (select 1 from flow_run o where o.shop_id = ${shop} and o.customer_id = m.merged_into and o.flow_id = m.flow_id and o.key = m.key and o.ended_at is null)
      or exists (select 1 from mine o where o.merged_into = m.merged_into and o.flow_id = m.flow_id and o.key = m.key and o.run_id < m.run_id)
    order by m.run_id`);
  await world.db.run(sql`update happened t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  await world.db.run(sql`
    with taken as (
      delete from flow_watch w using ${gone} and w.shop_id = ${shop} and w.customer_id = g.customer_id
      returning w.flow_id, w.trigger, g.merged_into, w.key, w.version, w.at, w.due_at, w.about, w.detail)
    insert into flow_watch (shop_id, flow_id, trigger, customer_id, key, version, at, due_at, about, detail)
    select ${shop}::int, flow_id, trigger, merged_into, key, version, at, due_at, about, detail from taken where merged_into is not null order by flow_id, trigger, merged_into, key, due_at
    on conflict (shop_id, flow_id, trigger, customer_id, key) do nothing`);
  // The same fact tells of one person once.
  await world.db.run(sql`
    with mine as (
      select e.entry_id, e.flow_id, e.fact, g.merged_into, row_number() over (partition by e.flow_id, e.fact, g.merged_into order by e.state = 'entered' desc, e.entry_id) as place
      from flow_entry e, ${merged} and e.shop_id = ${shop} and e.customer_id = g.customer_id)
    delete from flow_entry e using mine m where e.shop_id = ${shop} and e.entry_id = m.entry_id
      and (m.place > 1 or exists (select 1 from flow_entry o where o.shop_id = ${shop} and o.customer_id = m.merged_into and o.flow_id = m.flow_id and o.fact = m.fact))`);
  await world.db.run(sql`update flow_entry t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  await world.db.run(sql`
    update flow_run t set customer_id = g.merged_into, key = case when t.key = g.customer_id::text then g.merged_into::text else t.key end from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  // One person is in one arm: the survivor's, or the first that any of them drew.
  await world.db.run(sql`
    with mine as (
      select d.flow_id, d.step, d.key, d.customer_id, g.merged_into, row_number() over (partition by d.flow_id, d.step, d.key, g.merged_into order by d.at, d.customer_id) as place
      from flow_draw d, ${merged} and d.shop_id = ${shop} and d.customer_id = g.customer_id)
    delete from flow_draw d using mine m where d.shop_id = ${shop} and d.flow_id = m.flow_id and d.step = m.step and d.key = m.key and d.customer_id = m.customer_id
      and (m.place > 1 or exists (select 1 from flow_draw o where o.shop_id = ${shop} and o.flow_id = m.flow_id and o.step = m.step and o.key = m.key and o.customer_id = m.merged_into))`);
  await world.db.run(sql`update flow_draw t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  await world.db.run(sql`update flow_doing t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  if (stopped > 0) await wake(world, shop, "flow");
}
