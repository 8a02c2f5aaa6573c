// How much of each limit is used, shared by all processes: read and written under the rows' locks, in the
// transaction that takes the commands.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import type { Bucket } from "./budget.ts";

const Row = z.object({ class: z.string(), seconds: z.coerce.number(), used: z.number(), at: z.date(), shutUntil: z.date().nullable() });

export type Buckets = Map<string, Bucket[]>;

const columns = sql`class, span as seconds, used, at, shut_until as "shutUntil"`;

/** By class; those of a class that was never used are missing. */
export async function lockBudgets(world: World, shop: ShopId, connection: ConnectionId): Promise<Buckets> {
  const rows = await world.db.rows(Row, sql`select ${columns} from budget where shop_id = ${shop} and connection_id = ${connection} order by class, span for update`);
  return Map.groupBy(rows, (row) => row.class);
}

/** As it stands at the moment: a look whether it is worth taking anything. */
export async function readBudgets(world: World, shop: ShopId, connection: ConnectionId): Promise<Buckets> {
  const rows = await world.db.rows(Row, sql`select ${columns} from budget where shop_id = ${shop} and connection_id = ${connection} order by class, span`);
  return Map.groupBy(rows, (row) => row.class);
}

export async function saveBudgets(world: World, shop: ShopId, connection: ConnectionId, buckets: Buckets): Promise<void> {
  const rows = [...buckets].flatMap(([name, all]) => all.map((bucket) => ({ name, ...bucket })));
  if (rows.length === 0) return;
  await world.db.run(sql`
    insert into budget (shop_id, connection_id, class, span, used, at, shut_until)
    select ${shop}, ${connection}, name, span, used, at, shut_until
    from unnest(${rows.map(({ name }) => name)}::text[], ${rows.map(({ seconds }) => String(seconds))}::text[], ${rows.map(({ used }) => used)}::float8[],
      ${rows.map(({ at }) => at)}::timestamptz[], ${rows.map(({ shutUntil }) => shutUntil)}::timestamptz[]) as bucket (name, span, used, at, shut_until)
    order by name, span
    on conflict (shop_id, connection_id, class, span) do update set used = excluded.used, at = excluded.at, shut_until = excluded.shut_until`);
}
