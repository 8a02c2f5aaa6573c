// The database of lives, one after the other: each finds it as it was made, so that none knows of those before it. One
// connection: what the engine does at once it then does one after the other, in the same order each time.
import pg from "pg";
import { z } from "zod";
import { openDb, type OpenDb } from "#app/db.server.ts";
import { type Db, join, raw, sql } from "#app/lib/sql.ts";

/** Plans are made once for each text: in tables as small as these any plan will do. */
const PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan";

export function openLifesDb(url: string): OpenDb {
  const there = new URL(url);
  there.searchParams.set("options", PLANNED_ONCE);
  return openDb(there.href, 1);
}

const Table = z.object({ name: z.string() });

/**
 * Nothing is left of the life before, and numbers count from one again: its shops would be pruned in the next one's time and take from
 * its chance, and a shop's number stands in each short link.
 */
export async function empty(db: Db): Promise<void> {
  const tables = await db.rows(Table, sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by tablename`);
  await db.run(sql`truncate ${join(tables.map(({ name }) => raw(`"${name}"`)))} restart identity`);
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
