// What the teller reads: what happened and is to be told, which flows listen, and who is on their way.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Id, Instant, sql } from "../../lib/sql.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { About } from "../ledger.ts";
import { Detail } from "./told-fact.ts";

const Taken = z.object({
  id: Id, what: z.string(), customer: Id, fact: z.string(), at: Instant.transform((at) => at.getTime()), about: About, textKey: z.string().nullable(),
  detail: Detail.nullable().transform((detail) => detail ?? {}),
});
export type Taken = z.infer<typeof Taken>;

/** In the order in which they were noted. What lies ahead waits for its time. */
export const takeHappened = (world: World, shop: ShopId, now: Date, limit: number): Promise<Taken[]> => world.db.rows(Taken, sql`
  select happened_id as id, what, customer_id as customer, fact, at, about, text_key as "textKey", detail from happened
  where shop_id = ${shop} and at <= ${now} order by happened_id limit ${limit} for update skip locked`);

/** What else is still to be told of these people. */
export async function stillUntold(world: World, shop: ShopId, customers: readonly string[], after: string): Promise<{ customer: string; fact: string }[]> {
  return world.db.rows(z.object({ customer: Id, fact: z.string() }), sql`
    select customer_id as customer, fact from happened where shop_id = ${anyShop(shop)} and customer_id = any(${[...customers]}::bigint[]) and happened_id > ${after}::bigint order by happened_id`);
}

export const dropHappened = (world: World, shop: ShopId, ids: readonly string[]): Promise<number> =>
  world.db.run(sql`delete from happened where shop_id = ${anyShop(shop)} and happened_id = any(${[...ids]}::bigint[])`);

const Flow = z.object({ flow: z.int(), version: z.int(), definition: FlowDefinition });
export type LiveFlow = z.infer<typeof Flow>;

/** Flows that let people in, and listen for one of these. */
export const listeningFlows = (world: World, shop: ShopId, whats: readonly string[]): Promise<LiveFlow[]> => world.db.rows(Flow, sql`
  select f.flow_id as flow, v.version, v.definition from flow f join flow_version v on v.shop_id = ${shop} and v.flow_id = f.flow_id and v.version = f.version
  where f.shop_id = ${shop} and f.state in ('live', 'shadow') and exists (select 1 from listened l where l.shop_id = ${shop} and l.flow_id = f.flow_id and l.what = any(${[...whats]}::text[]))
  order by f.flow_id`);

/** All flows that let people in, or these of them. */
export const liveFlows = (world: World, shop: ShopId, flows: readonly number[] | null = null): Promise<LiveFlow[]> => world.db.rows(Flow, sql`
  select f.flow_id as flow, v.version, v.definition from flow f join flow_version v on v.shop_id = ${shop} and v.flow_id = f.flow_id and v.version = f.version
  where f.shop_id = ${shop} and f.state in ('live', 'shadow') and (${flows}::int[] is null or f.flow_id = any(${flows}::int[])) order by f.flow_id`);

const Walker = z.object({ run: Id, flow: z.int(), version: z.int(), customer: Id, endedAt: Instant.nullable() });
export type Walker = z.infer<typeof Walker>;

/** As long as a goal may be reached after the end. */
const ENDED_MS = days(731);

/** Runs of these people, and those that ended not long ago: a goal may still be reached. */
export const walkersOf = (world: World, shop: ShopId, customers: readonly string[], now: Date): Promise<Walker[]> => world.db.rows(Walker, sql`
  select r.run_id as run, r.flow_id as flow, r.version, r.customer_id as customer, r.ended_at as "endedAt"
  from unnest(${[...customers]}::bigint[]) as asked (customer_id) join flow_run r on r.shop_id = ${anyShop(shop)} and r.customer_id = asked.customer_id
  where r.ended_at is null or r.ended_at > ${earlier(now, ENDED_MS)} order by r.run_id`);
