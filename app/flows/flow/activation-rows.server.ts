// Who is let in by an activation, as rows: members of the trigger's segments, and entries that wait for their turn or for the
// merchant's word.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { NewEntry } from "../told/entry.ts";
import type { FlowId } from "./flow.ts";

const Member = z.object({ customer: CustomerId, trigger: z.int() });
export type Member = z.infer<typeof Member>;
export type SegmentTrigger = { trigger: number; segment: number };

/** Who is in one of these now, with the first trigger whose segment it is. */
export const membersNow = (world: World, shop: ShopId, triggers: readonly SegmentTrigger[], cursor: string, limit: number): Promise<Member[]> => world.db.rows(Member, sql`
  select m.customer_id as customer, min(t.trigger) as trigger from ${recordset<SegmentTrigger>({ trigger: "int", segment: "int" }, triggers, "t")}
  join membership m on m.shop_id = ${shop} and m.segment_id = t.segment and m.left_at is null and m.customer_id > ${cursor}::bigint
  group by m.customer_id order by m.customer_id limit ${limit}`);

/** Of these. */
export const membersAmong = async (world: World, shop: ShopId, triggers: readonly SegmentTrigger[], customers: readonly string[]): Promise<Member[]> => (triggers.length === 0 ? [] : world.db.rows(Member, sql`
  select m.customer_id as customer, min(t.trigger) as trigger from ${recordset<SegmentTrigger>({ trigger: "int", segment: "int" }, triggers, "t")}
  join membership m on m.shop_id = ${shop} and m.segment_id = t.segment and m.left_at is null and m.customer_id = any(${[...customers]}::bigint[])
  group by m.customer_id order by m.customer_id`));

type Held = Pick<NewEntry, "flow" | "customer" | "trigger" | "fact" | "at" | "about">;
const HELD: Columns<Held> = { flow: "int", customer: "bigint", trigger: "smallint", fact: "text", at: "timestamptz", about: "jsonb" };

/** They match, and wait until it is known who is drawn. */
export const insertHeld = async (world: World, shop: ShopId, entries: readonly Held[], now: Date): Promise<number> => (entries.length === 0 ? 0 : world.db.run(sql`
  insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, about, mode, state, due_at, told_at)
  select ${shop}::int, f.flow, f.customer, f.trigger, f.fact, f.at, f.about, 'sample', 'held', ${now}::timestamptz, ${now}::timestamptz from ${recordset<Held>(HELD, entries)}
  order by f.customer, f.fact on conflict (shop_id, flow_id, customer_id, fact) do nothing`));

/** Drawn by lot, the same lot whoever asks: so many of those who are held get their turn, so many an hour. */
export const drawHeld = (world: World, shop: ShopId, flow: FlowId, { people, from, perHour }: { people: number; from: Date; perHour: number | null }): Promise<number> => world.db.run(sql`
  update flow_entry e set state = 'waiting', at = d.due, due_at = d.due from (
    select h.entry_id, ${from}::timestamptz + case when ${perHour}::int is null then interval '0' else (row_number() over (order by hashtextextended(h.customer_id::text, ${flow}::int), h.entry_id) - 1) * interval '1 hour' / ${perHour}::int end as due
    from flow_entry h where h.shop_id = ${shop} and h.flow_id = ${flow} and h.state = 'held'
    order by hashtextextended(h.customer_id::text, ${flow}::int), h.entry_id limit ${people}) d
  where e.shop_id = ${shop} and e.entry_id = d.entry_id`);

export async function heldIn(world: World, shop: ShopId, flow: FlowId): Promise<number> {
  const found = await row(world.db, z.object({ held: Count }), sql`select count(*) as held from flow_entry where shop_id = ${shop} and flow_id = ${flow} and state = 'held'`);
  return found?.held ?? 0;
}

/** Let in by a merchant, and not yet in. */
export async function waitingIn(world: World, shop: ShopId, flow: FlowId): Promise<number> {
  const found = await row(world.db, z.object({ waiting: Count }), sql`select count(*) as waiting from flow_entry where shop_id = ${shop} and flow_id = ${flow} and state = 'waiting' and mode <> 'live'`);
  return found?.waiting ?? 0;
}

/** Whoever was to be let in and is not yet in stays out; `keep`: steps at which somebody may still begin. Null: nobody is let in any more. */
export const callOffEntries = (world: World, shop: ShopId, flow: FlowId, keep: readonly string[] | null, now: Date): Promise<number> => world.db.run(sql`
  update flow_entry set state = 'refused', reason = 'over', decided_at = ${now} where shop_id = ${shop} and flow_id = ${flow} and state in ('waiting', 'held') and mode <> 'live'
    and (${keep === null} or (mode = 'timeline' and detail #>> '{place,step}' <> all(${[...(keep ?? [])]}::text[])))`);
