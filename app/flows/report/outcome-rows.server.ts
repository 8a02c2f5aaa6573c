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
 * had gone.
 */
export const orderedIn = (world: World, shop: ShopId, scope: Scope, withinMs: number, now: Date): Promise<OrderedCount[]> => world.db.rows(OrderedRow, sql`
  with entered as (select r.run_id, r.customer_id, r.control, r.entered_at from ${runs(shop, scope)}),
  bought as materialized (
    select distinct on (o.order_id) o.order_id, o.customer_id, o.processed_at, o.gross_minor, o.refunded_minor, o.discount_minor, e.run_id, e.control
    from entered e join orders o on o.shop_id = ${anyShop(shop)} and o.customer_id = e.customer_id and o.processed_at > e.entered_at and o.processed_at <= e.entered_at + ${withinMs}::double precision * interval '1 millisecond'
    where o.processed_at <= ${now} and (o.void_at is null or o.void_at > ${now})
    order by o.order_id, e.entered_at desc, e.run_id desc),
  touched as (
    select b.*, (
      select t.step from person_text t where t.shop_id = ${anyShop(shop)} and t.run_id = b.run_id and t.sent_at < b.processed_at and t.state in ('sent', 'delivered', 'undelivered', 'doubt')
      order by t.sent_at desc, t.text_id desc limit 1) as step
    from bought b),
  summed as (
    select control, step, customer_id, grouping(step) = 1 as "isAll", count(*) as orders, sum(gross_minor - refunded_minor) as minor, sum(refunded_minor) as refunded, sum(discount_minor) as discount
    from touched group by grouping sets ((control, customer_id), (control, step, customer_id)))
  select control, step, "isAll", count(*) as people, sum(orders) as orders, sum(minor) as minor, sum(refunded) as refunded, sum(discount) as discount, sum(minor::double precision ^ 2) as squares
  from summed group by control, step, "isAll" order by control, "isAll" desc, step nulls first`);
