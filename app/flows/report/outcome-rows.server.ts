// What people who entered a flow did then, with its texts and without: who ordered for how much, and who reached a goal. It is
// counted by person, because it is people who were drawn into the control group.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, empty, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { OrderedCount, PeopleCount, ReachedCount } from "./known.ts";
import type { Scope } from "./scope.ts";

/** Runs by when they began. */
const runs = (shop: ShopId, { flow, version, from, until }: Scope): Sql => sql`flow_run r where r.shop_id = ${shop} and r.flow_id = ${flow}
  ${version === null ? empty : sql`and r.version = ${version}`} ${from === null ? empty : sql`and r.entered_at >= ${from}`} ${until === null ? empty : sql`and r.entered_at < ${until}`}`;

export const PeopleRow: z.ZodType<PeopleCount> = z.object({ control: z.boolean(), people: Count, runs: Count });

export const peopleIn = (world: World, shop: ShopId, scope: Scope): Promise<PeopleCount[]> => world.db.rows(PeopleRow, sql`
  select r.control, count(distinct r.customer_id) as people, count(*) as runs from ${runs(shop, scope)} group by r.control order by r.control`);

export const ReachedRow: z.ZodType<ReachedCount> = z.object({ version: z.int(), control: z.boolean(), goal: Count, people: Count });

export const reachedIn = (world: World, shop: ShopId, scope: Scope): Promise<ReachedCount[]> => world.db.rows(ReachedRow, sql`
  with reached as (select r.version, r.control, r.customer_id, jsonb_object_keys(r.run -> 'goals')::int as goal from ${runs(shop, scope)} and r.run -> 'goals' <> '{}'::jsonb)
  select version, control, goal, count(distinct customer_id) as people from reached group by 1, 2, 3 order by 1, 2, 3`);

const Money = z.coerce.number();
export const OrderedRow: z.ZodType<OrderedCount> = z.object({ control: z.boolean(), step: z.string().nullable(), isAll: z.boolean(), people: Count, orders: Count, minor: Count, refunded: Count, discount: Count, squares: Money });

/**
 * Orders that count, placed within `withinMs` of entering: of each the last run that they fit, and the step whose text came last before it; none: no text
 * had gone. A run has what comes until the person's next one, and a text until the run's next: each order meets one of either, in one reading of all.
 * Money is added up as doubles, which are exact as far as numbers of ours are, and take half the time.
 */
export const orderedIn = (world: World, shop: ShopId, scope: Scope, withinMs: number, now: Date): Promise<OrderedCount[]> => world.db.rows(OrderedRow, sql`
  with entered as (
    select r.run_id, r.customer_id, r.control, r.entered_at,
      least(r.entered_at + ${withinMs}::double precision * interval '1 millisecond', lead(r.entered_at) over (partition by r.customer_id order by r.entered_at, r.run_id)) as until
    from ${runs(shop, scope)}),
  sent as (
    select t.run_id, t.step, t.sent_at, coalesce(lead(t.sent_at) over (partition by t.run_id order by t.sent_at, t.text_id), 'infinity') as until
    from person_text t where t.shop_id = ${anyShop(shop)} and t.flow_id = ${scope.flow} and t.sent_at is not null and t.state in ('sent', 'delivered', 'undelivered', 'doubt')),
  touched as (
    select e.control, e.customer_id, s.step, (o.gross_minor - o.refunded_minor)::double precision as minor, o.refunded_minor::double precision as refunded, o.discount_minor::double precision as discount
    from entered e join orders o on o.shop_id = ${anyShop(shop)} and o.customer_id = e.customer_id and o.processed_at > e.entered_at and o.processed_at <= e.until
    left join sent s on s.run_id = e.run_id and o.processed_at > s.sent_at and o.processed_at <= s.until
    where o.processed_at <= ${now} and (o.void_at is null or o.void_at > ${now})),
  by_step as (
    select control, customer_id, step, count(*) as orders, sum(minor) as minor, sum(refunded) as refunded, sum(discount) as discount from touched group by control, customer_id, step),
  steps as (
    select control, step, count(*) as people, sum(orders) as orders, sum(minor) as minor, sum(refunded) as refunded, sum(discount) as discount, sum(minor * minor) as squares from by_step group by control, step),
  persons as (
    select control, count(*) as people, sum(minor * minor) as squares from (select control, customer_id, sum(minor) as minor from by_step group by control, customer_id) each group by control)
  select control, step, false as "isAll", people, orders, minor, refunded, discount, squares from steps
  union all
  select control, null, true, p.people, sum(s.orders), sum(s.minor), sum(s.refunded), sum(s.discount), p.squares from persons p join steps s using (control) group by control, p.people, p.squares
  order by control, "isAll" desc, step nulls first`);

/** To begin helpers costs more than they save, and the other cores are other people's. In a transaction. */
export const withOneCore = (world: World): Promise<number> => world.db.run(sql`set local max_parallel_workers_per_gather = 0`);
