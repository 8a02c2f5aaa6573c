// When there is something to do again for the flows of a shop that are at rest.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Instant, join, raw, row, type Sql, sql } from "../../lib/sql.ts";
import { HELD_UNTIL } from "../../messages/campaigns/campaign-texts.ts";
import type { World } from "../../lib/world.ts";
import { isUnanswered } from "../doing/doing-rows.server.ts";

/** Each the first of its index. What a flow that stands still keeps waiting is woken with it. */
export async function nextFlowsAt(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`
    select min(at) as at from (
      (select least(due_at, look_at) as at from flow_run where shop_id = ${shop} and state = 'running' and least(due_at, look_at) is not null order by least(due_at, look_at), run_id limit 1)
      union all (select due_at from flow_entry where shop_id = ${shop} and state = 'waiting' and due_at < ${HELD_UNTIL} order by due_at, entry_id limit 1)
      union all (select w.due_at from flow_watch w join flow f on f.shop_id = ${shop} and f.flow_id = w.flow_id and f.state in ('live', 'shadow') where w.shop_id = ${shop} order by w.due_at, w.flow_id, w.customer_id limit 1)
      union all (select due_at from flow where shop_id = ${shop} and due_at is not null order by due_at, flow_id limit 1)
      union all (select due_at from flow_doing where shop_id = ${shop} and state = 'due' order by due_at, doing_id limit 1)
      union all (select due_at from flow_experiment where shop_id = ${shop} and due_at is not null order by due_at, flow_id, step, key limit 1)
      union all (select min(at) from happened where shop_id = ${shop})) as coming`);
  return found?.at ?? null;
}

const stateOfFlow = (shop: Sql, flow: Sql): Sql => sql`(select f.state from flow f where f.shop_id = ${shop} and f.flow_id = ${flow})`;
const stateOfRun = (shop: Sql, run: Sql): Sql => sql`(select p.state from flow_run p where p.shop_id = ${shop} and p.run_id = ${run})`;

/** Is there any? In the order of an index, of which the first is taken: however the planner guesses, nothing else is read. */
const any = (of: Sql): Sql => sql`coalesce((select true from ${of} limit 1), false)`;

/**
 * What there may be to do for a shop's flows, each a condition of the shop. What a run that is set aside has yet to hear waits with it, and looks of a flow that stands still with that.
 * Of runs and entries the first in time is looked at: the planner takes a third of all for due, and would read through those that wait to meet one.
 */
const DUE = {
  activate: (shop, now) => any(sql`flow f where f.shop_id = ${shop} and f.due_at <= ${now} order by f.due_at, f.flow_id`),
  tell: (shop, now) => any(sql`happened h where h.shop_id = ${shop} and h.at <= ${now} order by h.happened_id`),
  stock: (shop) => any(sql`variant_news n where n.shop_id = ${shop} order by n.news_id`),
  look: (shop, now) => any(sql`flow_watch w where w.shop_id = ${shop} and w.due_at <= ${now} and ${stateOfFlow(shop, sql`w.flow_id`)} is distinct from 'paused' order by w.due_at, w.flow_id, w.customer_id`),
  enter: (shop, now) => sql`coalesce((select e.due_at from flow_entry e where e.shop_id = ${shop} and e.state = 'waiting' order by e.due_at, e.entry_id limit 1) <= ${now}::timestamptz, false)`,
  advance: (shop, now) => sql`(${any(sql`flow_heard h where h.shop_id = ${shop} and ${stateOfRun(shop, sql`h.run_id`)} is distinct from 'parked' order by h.heard_id`)}
    or coalesce((select least(r.due_at, r.look_at) from flow_run r where r.shop_id = ${shop} and r.state = 'running' and least(r.due_at, r.look_at) is not null order by least(r.due_at, r.look_at), r.run_id limit 1) <= ${now}::timestamptz, false))`,
  carryOut: (shop, now) => sql`(
    ${any(sql`flow_doing d where d.shop_id = ${shop} and d.state = 'due' and d.due_at <= ${now} order by d.due_at, d.doing_id`)}
      or ${any(sql`flow_doing d where d.shop_id = ${shop} and d.state = 'told' order by d.doing_id`)}
      or exists (select 1 from flow_doing d join flow_run r on r.shop_id = ${shop} and r.run_id = d.run_id where d.shop_id = ${shop} and ${isUnanswered(now)}))`,
  experiment: (shop, now) => any(sql`flow_experiment e where e.shop_id = ${shop} and e.due_at <= ${now} order by e.due_at, e.flow_id, e.step, e.key`),
} satisfies Record<string, (shop: Sql, now: Date) => Sql>;

export type FlowWork = keyof typeof DUE;
const WORK = Object.keys(DUE) as FlowWork[];

/** A condition of a shop: is there anything to do for its flows now? */
export const flowsDue = (shop: Sql, now: Date): Sql => sql`(${join(WORK.map((work) => DUE[work](shop, now)), " or ")})`;

/** All that there is to do for a shop's flows now, in one statement. */
export async function flowWorkDue(world: World, shop: ShopId): Promise<ReadonlySet<string>> {
  const now = world.now();
  const found = await row(world.db, z.record(z.string(), z.boolean()), sql`select ${join(WORK.map((work) => sql`${DUE[work](sql`${shop}::int`, now)} as ${raw(`"${work}"`)}`))}`);
  return new Set(WORK.filter((work) => found?.[work]));
}
