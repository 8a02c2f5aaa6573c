// The rows of short links: made in sets while texts are written, read one at a time when somebody opens one.
import { z } from "zod";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { codeOf } from "./code.ts";
import { expiryOf } from "./destination.ts";
import type { Campaign } from "./utm.ts";

/** `textId` null: a text that has no row, such as a test. */
export type WantedLink = { textId: string | null; customerId: CustomerId | null; campaignId: number | null; messageId: number | null; url: string; utm: Campaign | null };

type Row = WantedLink & { place: number; code: string };
const LINK: Columns<Row> = { place: "int", code: "text", textId: "bigint", customerId: "bigint", campaignId: "int", messageId: "int", url: "text", utm: "jsonb" };

const Made = z.object({ code: z.string() });

/** Codes in the order in which they were wanted. A text that is written a second time keeps the links that it has. */
export async function makeLinks(world: World, shop: ShopId, wanted: readonly WantedLink[], now: Date): Promise<string[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map((link, place): Row => ({ ...link, place, code: codeOf(world.ids.uuid()) }));
  const made = await world.db.rows(Made, sql`
    with wanted as materialized (select * from ${recordset(LINK, rows)}),
    known as materialized (
      select w.place, min(l.code) as code from wanted w join link l on l.shop_id = ${anyShop(shop)} and l.text_id = w."textId" and l.url = w.url group by w.place),
    made as (
      insert into link (shop_id, code, text_id, customer_id, campaign_id, message_id, url, utm, at, expires_at)
      select ${shop}::int, code, "textId", "customerId", "campaignId", "messageId", url, utm, ${now}::timestamptz, ${expiryOf(now)}::timestamptz from wanted
      where place not in (select place from known) order by code)
    select coalesce(known.code, w.code) as code from wanted w left join known on known.place = w.place order by w.place`);
  return made.map(({ code }) => code);
}
