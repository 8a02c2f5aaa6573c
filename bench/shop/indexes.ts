// Large loads go in without indexes, which are made again afterwards: that halves the time.
import { z } from "zod";
import { type Db, raw, sql } from "#app/lib/sql.ts";

export async function withoutIndexes(db: Db, tables: string[], load: () => Promise<unknown>): Promise<void> {
  const found = await db.rows(z.object({ indexname: z.string(), indexdef: z.string() }), sql`
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename = any(${tables}) and indexname not like '%_pkey' order by indexname`);
  for (const { indexname } of found) await db.run(raw(`drop index ${indexname}`));
  await load();
  for (const { indexdef } of found) await db.run(raw(indexdef));
}
