// The past of a shop's people, a set at a time: whom a flow could have been for, what else they were in, and why stays began.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { Count, empty, Id, Instant, join, raw, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Candidates } from "./candidates.ts";
import type { OtherRun } from "./replaying.ts";

/** customer_id of those with a row of the source in the span, each more than once perhaps. */
function rowsOf(shop: ShopId, { source, from, until }: Candidates): Sql {
  const span = (column: string) => sql`${raw(column)} between ${new Date(from)} and ${new Date(until)}`;
  switch (source.of) {
    case "orders": return sql`select customer_id from orders where shop_id = ${shop} and customer_id is not null and ${span(source.column)}`;
    case "refunds": return sql`select customer_id from order_refund where shop_id = ${shop} and customer_id is not null and ${span("processed_at")}`;
    case "tags": return sql`select customer_id from customer_tag where shop_id = ${shop} and ${span("changed_at")}`;
    case "created": return sql`select customer_id from customer where shop_id = ${shop} and ${span("created_at")}`;
    case "everybody": return sql`select customer_id from customer where shop_id = ${shop}`;
    case "events": return sql`select customer_id from event where shop_id = ${shop} and customer_id is not null and kind = ${source.kind} and ${span("at")}`;
    case "stays": {
      const how = source.how === "within" ? sql`entered_at <= ${new Date(until)} and (left_at is null or left_at >= ${new Date(from)})` : span(source.how === "entered" ? "entered_at" : "left_at");
      return sql`select customer_id from membership where shop_id = ${shop} and segment_id = ${source.segment} and ${how}`;
    }
    default: return source satisfies never;
  }
}

/** In the order of their ids, after `cursor`. Each source is read by its own index no further than the set needs. */
export async function candidatesAfter(world: World, shop: ShopId, all: readonly Candidates[], cursor: string, limit: number): Promise<CustomerId[]> {
  if (all.length === 0) return [];
  const few = all.map((each) => sql`(select distinct customer_id from (${rowsOf(shop, each)}) f where customer_id > ${cursor}::bigint order by customer_id limit ${limit})`);
  const rows = await world.db.rows(z.object({ customerId: CustomerId }), sql`select u.customer_id as "customerId" from (${join(few, " union ")}) u order by u.customer_id limit ${limit}`);
  return rows.map(({ customerId }) => customerId);
}

export async function countCandidates(world: World, shop: ShopId, all: readonly Candidates[]): Promise<number> {
  if (all.length === 0) return 0;
  const found = await row(world.db, z.object({ count: Count }), sql`select count(distinct u.customer_id) as count from (${join(all.map((each) => rowsOf(shop, each)), " union all ")}) u`);
  return found?.count ?? 0;
}

const Cause = z.object({ customerId: Id, segment: Count, stay: Count, entered: z.string(), left: z.string().nullable() });

export const causesOf = (world: World, shop: ShopId, customers: readonly CustomerId[], segments: readonly number[]): Promise<z.infer<typeof Cause>[]> => (segments.length === 0 ? Promise.resolve([]) : world.db.rows(Cause, sql`
  select customer_id as "customerId", segment_id as segment, stay, entered_cause as entered, left_cause as left from membership
  where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) and segment_id = any(${segments}::int[]) order by customer_id, segment_id, stay`));

const Other = z.object({ customerId: Id, run: Id, flow: Count, group: z.string().nullable(), priority: Count, from: Instant, until: Instant.nullable() });

/** Runs of other flows that were under way since then. */
export async function otherRuns(world: World, shop: ShopId, flow: number, customers: readonly CustomerId[], since: Date): Promise<Map<string, OtherRun[]>> {
  const rows = await world.db.rows(Other, sql`
    select customer_id as "customerId", run_id as run, flow_id as flow, group_name as group, priority, entered_at as from, ended_at as until from flow_run
    where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) and flow_id <> ${flow} and (ended_at is null or ended_at > ${since}) order by customer_id, run_id`);
  return Map.groupBy(rows.map(({ from, until, ...other }) => ({ ...other, from: from.getTime(), until: until?.getTime() ?? null })), ({ customerId }) => customerId);
}

const Named = z.object({ segment: Count, name: z.string(), since: Instant });

/** Segments with their names, and since when it is written down who is in them. */
export const segmentsSince = (world: World, shop: ShopId, segments: readonly number[] | null = null): Promise<z.infer<typeof Named>[]> => world.db.rows(Named, sql`
  select segment_id as segment, name, created_at as since from segment where shop_id = ${shop} ${segments === null ? empty : sql`and segment_id = any(${segments}::int[])`} order by segment_id`);
