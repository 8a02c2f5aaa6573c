// I16: whoever was forgotten stands in no table any more, whatever is told of their number later: files and browsers name them still.
import { z } from "zod";
import { Count, raw, sql } from "#app/lib/sql.ts";
import type { Life, Scene } from "../scene.ts";
import { broke } from "../scene.ts";

const Table = z.object({ name: z.string() });

export async function erased(life: Life, scene: Scene): Promise<void> {
  const { world, agenda } = life;
  const { shop, n } = scene;
  const done = scene.erased.filter(({ toldAt }) => toldAt !== null && toldAt < agenda.ms());
  if (done.length === 0) return;
  const tables = await world.db.rows(Table, sql`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id' order by table_name`);
  const gone = done.map(({ customer }) => customer);
  for (const { name } of tables) {
    const [found] = await world.db.rows(z.object({ count: Count }), sql`select count(*) as count from ${raw(name)} r where r.shop_id = ${shop} and r.customer_id = any(${gone}::bigint[])`);
    if ((found?.count ?? 0) > 0) broke(life, "I16 erased", `shop ${n}: ${name} still has ${found?.count} rows of people who were erased`);
  }
}
