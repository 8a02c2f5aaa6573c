// I16: whoever was forgotten stands in no table any more. What is told of their number later stands as it was told, because nobody
// knows any more whose it was, and starts nothing.
import { z } from "zod";
import { Count, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Life, Scene } from "../scene.ts";
import { broke } from "../scene.ts";

const Table = z.object({ name: z.string() });
/** That they are gone is kept, so that nothing brings them back. */
const KEPT = new Set(["customer_gone"]);
/** What may stand of what was told later: the fact, and that nobody was let in by it. */
const LATER: Readonly<Record<string, Sql>> = { event: sql`(r.at > gone.told_at)`, flow_entry: sql`(r.state = 'refused' and r.at > gone.told_at)` };

export async function erased(life: Life, scene: Scene): Promise<void> {
  const { world, agenda } = life;
  const { shop, n } = scene;
  const done = scene.erased.filter(({ toldAt }) => toldAt !== null && toldAt < agenda.ms());
  if (done.length === 0) return;
  const tables = await world.db.rows(Table, sql`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id' order by table_name`);
  const gone = sql`unnest(${done.map(({ customer }) => customer)}::bigint[], ${done.map(({ toldAt }) => new Date(toldAt ?? 0))}::timestamptz[]) as gone (customer_id, told_at)`;
  for (const { name } of tables.filter(({ name }) => !KEPT.has(name))) {
    const [found] = await world.db.rows(z.object({ count: Count }), sql`select count(*) as count from ${raw(name)} r join ${gone} using (customer_id) where r.shop_id = ${shop} and not ${LATER[name] ?? sql`false`}`);
    if ((found?.count ?? 0) > 0) broke(life, "I16 erased", `shop ${n}: ${name} still has ${found?.count} rows of people who were erased`);
  }
}
