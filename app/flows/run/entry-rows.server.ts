// Those whom triggers told of: who waits to be let in, and what has to be known to decide it. One worker of a shop decides at
// a time, so that nobody is let in twice and no cap is passed.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count, Id, Instant, row, type Sql, sql } from "../../lib/sql.ts";
import { days, earlier, hours } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { HELD_UNTIL } from "../../messages/campaigns/campaign-texts.ts";
import { EntryRow, Standing } from "./entry-row.ts";

export const dueEntries = (world: World, shop: ShopId, now: Date, limit: number): Promise<EntryRow[]> => world.db.rows(EntryRow, sql`
  select e.entry_id as "entryId", e.flow_id as flow, e.customer_id as "customerId", e.trigger, e.fact, e.at, e.about, e.mode, e.reason, w.state, w.version, case when e.mode = 'timeline' then e.detail -> 'place' end as place,
    (select true from customer c where c.shop_id = ${anyShop(shop)} and c.customer_id = e.customer_id) is true as "isThere"
  from (
    select * from flow_entry d where d.shop_id = ${shop} and d.state = 'waiting' and d.due_at <= ${now} order by d.due_at, d.entry_id limit ${limit}) e
    join flow w on w.shop_id = ${anyShop(shop)} and w.flow_id = e.flow_id
  order by e.entry_id`);

/** Their runs of these flows, ended or not, and those of the groups that have not ended. */
export const standings = (world: World, shop: ShopId, asked: { customers: readonly string[]; flows: readonly number[]; groups: readonly string[] }): Promise<Standing[]> => world.db.rows(Standing, sql`
  select r.run_id as "runId", r.flow_id as flow, r.customer_id as "customerId", r.key, r.group_name as "group", r.priority, r.entered_at as "enteredAt", r.ended_at as "endedAt"
  from unnest(${asked.customers}::bigint[]) as each (customer_id) join flow_run r on r.shop_id = ${anyShop(shop)} and r.customer_id = each.customer_id
  where r.flow_id = any(${asked.flows}::int[]) or (r.ended_at is null and r.group_name = any(${asked.groups}::text[]))
  order by r.run_id`);

const Left = z.object({ customerId: Id, segment: z.int(), at: Instant });

/** When they last left these segments. */
export const lastLeft = async (world: World, shop: ShopId, customers: readonly string[], segments: readonly number[]): Promise<z.infer<typeof Left>[]> => (segments.length === 0 ? [] : world.db.rows(Left, sql`
  select customer_id as "customerId", segment_id as segment, max(left_at) as at from membership
  where shop_id = ${anyShop(shop)} and segment_id = any(${segments}::int[]) and customer_id = any(${customers}::bigint[]) and left_at is not null
  group by customer_id, segment_id order by customer_id, segment_id`));

const Entries = z.object({ flow: z.int(), hour: Count, day: Count, total: Count, hourFrom: Instant.nullable(), dayFrom: Instant.nullable() });
export type EntriesRow = z.infer<typeof Entries>;

export type Capped = { flow: number; /** Are all entries counted, ever? */ total: boolean };

/** How many were let in lately, of flows that ask for it. */
export const entriesOf = async (world: World, shop: ShopId, flows: readonly Capped[], now: Date): Promise<EntriesRow[]> => (flows.length === 0 ? [] : world.db.rows(Entries, sql`
  select f.flow, coalesce(lately.hour, 0) as hour, coalesce(lately.day, 0) as day, lately."hourFrom", lately."dayFrom",
    case when f.total then (select count(*) from flow_entry t where t.shop_id = ${anyShop(shop)} and t.flow_id = f.flow and t.state = 'entered') else 0 end as total
  from ${recordset<Capped>({ flow: "int", total: "boolean" }, flows)} cross join lateral (
    select count(*) filter (where e.decided_at > ${earlier(now, hours(1))}) as hour, count(*) as day, min(e.decided_at) filter (where e.decided_at > ${earlier(now, hours(1))}) as "hourFrom", min(e.decided_at) as "dayFrom"
    from flow_entry e where e.shop_id = ${anyShop(shop)} and e.flow_id = f.flow and e.state = 'entered' and e.decided_at > ${earlier(now, days(1))}) as lately
  order by f.flow`));

/** Of the flow, who waits for their turn and was told before this one. */
export const queueBefore = (shop: ShopId, flow: number, entry: string, now: Date): Sql => sql`
    select count(*) as count from flow_entry e where e.shop_id = ${anyShop(shop)} and e.flow_id = ${flow} and e.state = 'waiting' and e.reason in ('fullHour', 'fullDay') and e.entry_id < ${entry}::bigint and e.due_at > ${now}`;

export async function waitingBefore(world: World, shop: ShopId, flow: number, entry: string, now: Date): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), queueBefore(shop, flow, entry, now));
  return found?.count ?? 0;
}

/** Of a flow that goes on: whoever would have been let in while it stood still. */
export const releaseEntries = (world: World, shop: ShopId, flow: number, now: Date): Promise<number> => world.db.run(sql`
  update flow_entry set due_at = ${now} where shop_id = ${shop} and flow_id = ${flow} and state = 'waiting' and due_at >= ${HELD_UNTIL}`);

export type EntryDecided = { entryId: string; state: "waiting" | "entered" | "refused" | "parked"; reason: string | null; dueAt: Date | null; runId: string | null; problem?: string | null };
const DECIDED: Columns<EntryDecided> = { entryId: "bigint", state: "text", reason: "text", dueAt: "timestamptz", runId: "bigint", problem: "text" };

export async function decideEntries(world: World, shop: ShopId, decided: readonly EntryDecided[], now: Date): Promise<void> {
  if (decided.length === 0) return;
  await world.db.run(sql`
    update flow_entry e set state = f.state, reason = f.reason, due_at = coalesce(f."dueAt", e.due_at), run_id = f."runId", problem = f.problem, decided_at = case when f.state = 'waiting' then null else ${now}::timestamptz end
    from ${recordset<EntryDecided>(DECIDED, decided)} where e.shop_id = ${anyShop(shop)} and e.entry_id = f."entryId"`);
}
