// What texts cost, by the shop's days. It is counted when a text is about to go, and given back where it surely did not.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ShopDay, Spent } from "./spend.ts";

/** Until the transaction ends: who asks what is left spends it before the next one asks. */
export async function lockSpend(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`spend/${shop}`}, 0))`);
}

export async function spentBy(world: World, shop: ShopId, { day, month }: ShopDay): Promise<Spent> {
  const found = await row(world.db, z.object({ day: Count, month: Count }), sql`
    select coalesce(sum(micros) filter (where day = ${day}::date), 0) as day, coalesce(sum(micros), 0) as month
    from spend where shop_id = ${shop} and day >= ${month}::date and day <= ${day}::date`);
  return found ?? { day: 0, month: 0 };
}

export type Spending = { day: string; texts: number; parts: number; micros: number };

/** Less than nothing gives back. */
export async function addSpend(world: World, shop: ShopId, spending: readonly Spending[]): Promise<void> {
  if (spending.length === 0) return;
  await world.db.run(sql`
    insert into spend (shop_id, day, texts, parts, micros)
    select ${shop}, day, sum(texts), sum(parts), sum(micros)
    from unnest(${spending.map(({ day }) => day)}::date[], ${spending.map(({ texts }) => texts)}::int[], ${spending.map(({ parts }) => parts)}::int[], ${spending.map(({ micros }) => micros)}::bigint[]) as one (day, texts, parts, micros)
    group by day order by day
    on conflict (shop_id, day) do update set texts = spend.texts + excluded.texts, parts = spend.parts + excluded.parts, micros = spend.micros + excluded.micros`);
}
