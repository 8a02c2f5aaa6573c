// Answers to a question that was not saved: how many, who, and what would be different.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export const SAMPLE_MAX = 10;

const Leaf = z.object({ path: z.string(), yes: Count, no: Count, unknown: Count });
export type LeafCount = z.infer<typeof Leaf>;
const Step = z.object({ place: Count, yes: Count });

export const countLeaves = (world: World, leafCounts: Sql) => world.db.rows(Leaf, sql`select path, yes, no, unknown from (${leafCounts}) leaf`);
export const countFunnel = (world: World, funnel: Sql) => world.db.rows(Step, sql`select place, yes from (${funnel}) step order by place`);

const Person = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  orderCount: Count, netMinor: Count, lastOrderAt: z.date().nullable(),
});
export type Person = z.infer<typeof Person>;

/** The newest customers among those that `ids` names. */
export const samplePeople = (world: World, shop: ShopId, ids: Sql): Promise<Person[]> => world.db.rows(Person, sql`
  with named as materialized (select n.customer_id from (${ids}) n order by n.customer_id desc limit ${SAMPLE_MAX})
  select c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.order_count as "orderCount",
    c.net_minor as "netMinor", c.last_order_at as "lastOrderAt"
  from named join customer c on c.shop_id = ${shop} and c.customer_id = named.customer_id order by c.customer_id desc`);

const Difference = z.object({ entering: Count, leaving: Count, enter: z.array(CustomerId), leave: z.array(CustomerId) });

/** Who is in by `members` and not by the open stays, and the other way round. */
export async function differenceFrom(world: World, shop: ShopId, segment: SegmentId, members: Sql): Promise<z.infer<typeof Difference>> {
  const found = await row(world.db, Difference, sql`
    with difference as materialized (
      select customer_id, wanted.inside is true as inside
      from (select customer_id, true as inside from (${members}) m) wanted
      full join (
        select customer_id, true as inside from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) held using (customer_id)
      where wanted.inside is null or held.inside is null)
    select count(*) filter (where inside) as entering, count(*) filter (where not inside) as leaving,
      array(select d.customer_id::text from difference d where d.inside order by d.customer_id desc limit ${SAMPLE_MAX}) as enter,
      array(select d.customer_id::text from difference d where not d.inside order by d.customer_id desc limit ${SAMPLE_MAX}) as leave
    from difference`);
  return found ?? { entering: 0, leaving: 0, enter: [], leave: [] };
}

/** A preview may not keep the database busy for longer than a person would wait. In a transaction. */
export async function limitPreview(world: World, timeoutMs: number): Promise<void> {
  await world.db.run(sql`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('enable_hashagg', 'off', true)`);
}
