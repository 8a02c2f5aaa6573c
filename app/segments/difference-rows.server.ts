// The versions of a segment's question, and what lies between two sets of people.
import { z } from "zod";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { Count, Instant, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Version = z.object({ version: Count, definition: z.unknown(), sentence: z.string(), createdAt: Instant, createdBy: z.string().nullable() });
export type StoredVersion = z.infer<typeof Version>;

/** Null where there is none. */
export const readVersion = (world: World, shop: ShopId, segment: SegmentId, version: number) => row(world.db, Version, sql`
  select version, definition, sentence, created_at as "createdAt", created_by as "createdBy" from segment_version
  where shop_id = ${shop} and segment_id = ${segment} and version = ${version}`);

const Counts = z.object({ entering: Count, leaving: Count, staying: Count, enteringInFlows: Count, leavingInFlows: Count });
/** `…InFlows`: of those, who is on the way through a flow now. */
export type DifferenceCounts = z.infer<typeof Counts>;

/** Both are SELECT customer_id …, each customer once. A full join can only be done by hash or merge, whatever is estimated. */
export async function countDifference(world: World, shop: ShopId, before: Sql, after: Sql): Promise<DifferenceCounts> {
  const [entering, leaving] = [sql`young.inside and old.inside is null`, sql`old.inside and young.inside is null`];
  const counted = await row(world.db, Counts, sql`
    select count(*) filter (where ${entering}) as entering, count(*) filter (where ${leaving}) as leaving, count(*) filter (where old.inside and young.inside) as staying,
      count(*) filter (where ${entering} and running.inside) as "enteringInFlows", count(*) filter (where ${leaving} and running.inside) as "leavingInFlows"
    from (select o.customer_id, true as inside from (${before}) o) old
    full join (select y.customer_id, true as inside from (${after}) y) young using (customer_id)
    full join (select distinct r.customer_id, true as inside from flow_run r where r.shop_id = ${shop} and r.ended_at is null) running using (customer_id)`);
  return counted ?? { entering: 0, leaving: 0, staying: 0, enteringInFlows: 0, leavingInFlows: 0 };
}

export type Side = "enter" | "leave" | "stay";

/** customer_id of those on one side. */
export function peopleOnSide(before: Sql, after: Sql, side: Side): Sql {
  switch (side) {
    case "enter": return sql`select x.customer_id from (${after}) x except select y.customer_id from (${before}) y`;
    case "leave": return sql`select x.customer_id from (${before}) x except select y.customer_id from (${after}) y`;
    case "stay": return sql`select x.customer_id from (${before}) x intersect select y.customer_id from (${after}) y`;
    default: return side satisfies never;
  }
}
