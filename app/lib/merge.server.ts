// Puts a set of rows into a table: those that nobody has heard of go in by COPY, which takes half the
// time of an upsert, the others are merged. Nobody else may add rows of this shop to the table
// meanwhile: the caller holds the shop's lock for it.
import { z } from "zod";
import { copyText } from "./copy.ts";
import { copyOf, mergeInto, rounds, type Table } from "./merge.ts";
import { recordset, snake } from "./recordset.ts";
import { Id, raw, type Sql, sql } from "./sql.ts";
import type { World } from "./world.ts";

/** For fewer, asking which are new costs more than it saves. */
const COPY_MIN = 50;

/**
 * `shop`: a number, or SQL that is one. A shop that the planner cannot guess the size of. Of one that its statistics have not met yet it expects a single row,
 * and reads all the shop has, by any index, for each key that is looked up (eight seconds for 100,000 lines, and
 * quadratic). So it reckons with an average shop. A lateral subquery with a limit stays a look-up by key.
 */
export const anyShop = (shop: number | Sql): Sql => sql`(select ${shop}::int)`;

/** `table` has one key beside the shop. */
export async function mergeRows<Row extends object>(world: World, shop: number, table: Table<Row>, rows: readonly Row[], keyOf: (row: Row) => string): Promise<void> {
  const [key = ""] = table.keys;
  const known = (ids: string[]) => sql`
    select each.id as key from unnest(${ids}::bigint[]) as each(id)
    join lateral (select 1 from ${raw(`"${table.name}"`)} t where t.shop_id = ${anyShop(shop)} and t.${raw(`"${snake(key)}"`)} = each.id limit 1) t on true`;
  for (const round of rounds(rows, keyOf)) {
    const { fresh, others } = await split(world, round, keyOf, known(round.map(keyOf)));
    const { into, valuesOf } = copyOf(table, shop);
    if (fresh.length > 0) await world.db.copyIn(into, copyText(fresh, valuesOf));
    if (others.length > 0) await world.db.run(mergeInto(table, shop, recordset(table.columns, others)));
  }
}

/** `known` asks for the keys of those that are there already. */
export async function split<Row>(world: World, rows: readonly Row[], keyOf: (row: Row) => string, known: Sql): Promise<{ fresh: Row[]; others: Row[] }> {
  if (rows.length < COPY_MIN) return { fresh: [], others: [...rows] };
  const there = new Set((await world.db.rows(z.object({ key: Id }), known)).map((row) => row.key));
  const fresh: Row[] = [];
  const others: Row[] = [];
  for (const row of rows) (there.has(keyOf(row)) ? others : fresh).push(row);
  return { fresh, others };
}
