// Those whom triggers tell of: they wait until it is decided whether they may enter (run/). Each fact starts somebody once.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { wake } from "../../lib/pump.server.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { NewEntry } from "./entry.ts";

const ENTRY: Columns<NewEntry> = { flow: "int", customer: "bigint", trigger: "smallint", fact: "text", at: "timestamptz", about: "jsonb", dueAt: "timestamptz", mode: "text", detail: "jsonb" };

/** Returns how many are new. */
export async function insertEntries(world: World, shop: ShopId, entries: readonly NewEntry[], now: Date): Promise<number> {
  if (entries.length === 0) return 0;
  const told = await world.db.run(sql`
    insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, about, mode, due_at, told_at, detail)
    select ${shop}::int, f.flow, f.customer, f.trigger, f.fact, f.at, f.about, coalesce(f.mode, 'live'), coalesce(f."dueAt", ${now}::timestamptz), ${now}::timestamptz, f.detail
    from ${recordset(ENTRY, entries)} order by f.at, f.flow, f.customer, f.fact
    on conflict (shop_id, flow_id, customer_id, fact) do nothing`);
  if (told > 0) await wake(world, shop, "flow");
  return told;
}

/** The same of a set that is read: `people` yields customer_id, fact, at and about. */
export async function insertSet(world: World, shop: ShopId, of: { flow: number; trigger: number }, people: Sql, now: Date): Promise<number> {
  const told = await row(world.db, z.object({ told: Count }), sql`
    with told as (
      insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, about, due_at, told_at)
      select ${shop}::int, ${of.flow}::int, p.customer_id, ${of.trigger}::smallint, p.fact, p.at, p.about, ${now}::timestamptz, ${now}::timestamptz from (${people}) p
      order by p.at, p.customer_id, p.fact on conflict (shop_id, flow_id, customer_id, fact) do nothing returning 1)
    select count(*) as told from told`);
  if (told && told.told > 0) await wake(world, shop, "flow");
  return told?.told ?? 0;
}
