// Who crossed an edge of which segment. Segments are many and tables are few: each table and column is asked once, about the
// stretches of all segments together. To plan a question for each segment takes longer than to answer them.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { empty, join, raw, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { kindsSql, type Stretch, stretchSql, type Table } from "./edges.ts";
import type { Pair } from "./membership-rows.server.ts";
import type { RoadSegment } from "./road-rows.server.ts";

/** Whose answer may have changed: whoever has a row in one of the stretches, and the others (customer_id). */
export type Aged = Crossed & { segment: RoadSegment };
type Crossed = { segment: Pick<RoadSegment, "segment">; stretches: Stretch[]; others: Sql | null };

const OTHERS_AT_ONCE = 100;
/** Lines of one order, and edges of one segment, bring the same customer again. */
const ROWS_A_PAIR = 4;
const Crosser = z.object({ segment: SegmentId, customer: z.string() });

/** Each once with the segment; null where they are more than `most`. */
export async function crossers(world: World, shop: ShopId, aged: Crossed[], most: number): Promise<Pair[] | null> {
  const found = new Map<string, Pair>();
  for (const parts of [overTables(shop, aged), ...ofOthers(aged)]) {
    if (parts.length === 0) continue;
    // Made different here: the database would sort all that it takes there may be, by several processes.
    const pairs = await world.db.rows(Crosser, sql`select q.segment, q.customer_id::text as customer from (${join(parts, " union all ")}) q limit ${most * ROWS_A_PAIR + 1}`);
    for (const pair of pairs) found.set(`${pair.segment}/${pair.customer}`, pair);
    if (found.size > most || pairs.length > most * ROWS_A_PAIR) return null;
  }
  return [...found.values()];
}

/** customer_id of everybody whose answer to this one may have changed. */
export const candidatesOf = (shop: ShopId, { stretches, others }: Crossed): Sql =>
  sql`select distinct customer_id from (${join([...stretches.map((stretch) => stretchSql(stretch, { shop })), ...(others === null ? [] : [others])], " union all ")}) candidate`;

function ofOthers(aged: Crossed[]): Sql[][] {
  const all = aged.flatMap(({ segment: { segment }, others }) => (others === null ? [] : [sql`select ${segment}::int as segment, o.customer_id from (${others}) o`]));
  return Array.from({ length: Math.ceil(all.length / OTHERS_AT_ONCE) }, (_, part) => all.slice(part * OTHERS_AT_ONCE, (part + 1) * OTHERS_AT_ONCE));
}

type Asked = Stretch & { asks: SegmentId };

function overTables(shop: ShopId, aged: Crossed[]): Sql[] {
  const all = aged.flatMap(({ segment, stretches }) => stretches.map((stretch): Asked => ({ ...stretch, asks: segment.segment })));
  const tables = new Map(all.map(({ table }) => [keyOf(table), table]));
  const asked = Map.groupBy(all, ({ table }) => keyOf(table));
  return [...tables].map(([key, table]) => overTable(shop, table, asked.get(key) ?? []));
}

/** Stays of all segments lie in one table, and runs of all flows. */
const keyOf = ({ from, column, kinds, of }: Table) => JSON.stringify([from, column, kinds, of?.column]);

function overTable(shop: ShopId, { from, alias: name, column: text, kinds, of }: Table, asked: Asked[]): Sql {
  const [alias, column] = [raw(name), raw(text)];
  const instants = (of: (stretch: Asked) => number) => asked.map((stretch) => new Date(of(stretch)).toISOString());
  const which = of ? sql`${alias}.${raw(of.column)} = over.among` : sql`${alias}.customer_id is not null`;
  return sql`
    select over.segment, ${alias}.customer_id
    from unnest(${asked.map(({ asks }) => asks)}::int[], ${instants(({ from: since }) => since)}::timestamptz[], ${instants(({ to }) => to)}::timestamptz[], ${asked.map(({ table }) => table.of?.id ?? null)}::int[]) as over (segment, since, until, among)
    join ${raw(from)} ${alias} on ${alias}.shop_id = ${shop} and ${which}${kinds === undefined ? empty : sql` and ${kindsSql(name, kinds)}`} and ${column} >= over.since and ${column} < over.until`;
}
