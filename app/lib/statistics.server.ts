// The planner takes a table that nobody has looked over for a small one, and looks its rows up one by one where it
// should read them once; and of a small one it makes plans that connections keep until somebody has looked again.
// PostgreSQL looks by itself, a minute or more later; pumps that put many rows into a table do not wait for that,
// because what follows on them within the second asks everybody.
import { z } from "zod";
import { join, raw, sql } from "./sql.ts";
import type { World } from "./world.ts";

const PAGE_BYTES = 8_192;
/** Below it (some 2,000 list members) no plan is slow. */
const PAGES_MIN = 16;
/** How many times as large a table may have become. */
const GROWN = 4;

const Grown = z.object({ name: z.enum(["customer", "list_member", "membership", "flow_entry", "flow_run", "flow_heard", "flow_watch"]) });
export type Grown = z.infer<typeof Grown>["name"];

/** Looks over those of the tables that were never looked over, or have grown far beyond what they were then. Outside of transactions: others may wait for it. */
export async function lookOver(world: World, ...tables: Grown[]): Promise<void> {
  const grown = await world.db.rows(Grown, sql`
    select c.relname as name from pg_class c where c.oid = any(${tables}::regclass[]) and pg_relation_size(c.oid) >= ${PAGES_MIN * PAGE_BYTES}
      and (c.reltuples < 0 or pg_relation_size(c.oid) >= ${GROWN * PAGE_BYTES}::bigint * c.relpages) order by c.relname`);
  if (grown.length > 0) await world.db.run(sql`analyze ${join(grown.map(({ name }) => raw(name)))}`);
}
