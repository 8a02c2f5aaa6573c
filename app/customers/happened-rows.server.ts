// What happened to customers, for those who listen: a row until the shop's flows have been told (flows/told/tell.server.ts).
// Written in the transaction of the facts themselves, and only where something listens for it; by whole imports only of orders
// of the last days (inbox/import-news.ts). A row whose instant still lies ahead is told when that has come, and keeps nothing
// waiting until then.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Happened } from "./happened.ts";

/** What the flows of a shop listen for. Empty in most shops: then nothing needs to be found out. */
export async function listenedIn(world: World, shop: ShopId): Promise<ReadonlySet<string>> {
  const rows = await world.db.rows(z.object({ what: z.string() }), sql`select distinct what from listened where shop_id = ${shop}`);
  return new Set(rows.map(({ what }) => what));
}

const ROW: Columns<Happened> = { what: "text", customerId: "bigint", fact: "text", at: "timestamptz", about: "jsonb", textKey: "text", detail: "jsonb" };

/** Keeps what is listened for; returns how many rows that were. */
export async function noteHappened(world: World, shop: ShopId, happened: readonly Happened[], now: Date): Promise<number> {
  if (happened.length === 0) return 0;
  const noted = await world.db.run(happenedFrom(shop, recordset(ROW, happened), now));
  if (noted > 0) await wakeFlows(world, shop);
  return noted;
}

export const wakeFlows = (world: World, shop: ShopId): Promise<void> => wake(world, shop, "flow");

/**
 * The statement itself, for those whose news are rows already: `source` is a relation f of what, "customerId", fact, at, about,
 * "textKey" and detail. That something changed is told only of those who are on their way, or are about to be.
 */
export const happenedFrom = (shop: ShopId, source: Sql, now: Date): Sql => sql`
    insert into happened (shop_id, what, customer_id, fact, at, heard_at, about, text_key, detail)
    select ${shop}::int, f.what, f."customerId", f.fact, f.at, ${now}::timestamptz, coalesce(f.about, '{}'), f."textKey", f.detail
    from ${source}
    where exists (select 1 from listened l where l.shop_id = ${shop} and l.what = f.what)
      and (f.what <> 'changed' or exists (select 1 from flow_run r where r.shop_id = ${shop} and r.customer_id = f."customerId" and r.ended_at is null)
        or exists (select 1 from flow_entry e where e.shop_id = ${shop} and e.customer_id = f."customerId" and e.state = 'waiting'))
    order by f.at, f."customerId", f.fact, f.what`;
