// The rows of variants, and what of them is news: stock that came or went, a price that fell. Of what was not known before
// there is no news.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { rounds } from "../lib/merge.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { Count, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { VariantFact } from "./fact.ts";

const VARIANT: Columns<VariantFact> = { variantId: "bigint", productId: "bigint", updatedAt: "timestamptz", title: "text", price: "numeric", stock: "int" };

/** Back once it was sold out, until it is sold out again. */
const RESTOCKED = sql`case when coalesce(excluded.stock, old.stock) <= 0 then null when old.stock <= 0 and excluded.stock > 0 then excluded.updated_at else old.restocked_at end`;
/** Cheaper than before the last fall, until it costs as much as then. */
const sinceFall = (now: Sql, stood: Sql) => sql`case when excluded.price < old.price then ${now} when excluded.price < old.cheaper_from then ${stood} end`;
const CHEAPER_AT = sinceFall(sql`excluded.updated_at`, sql`old.cheaper_at`);
const CHEAPER_FROM = sinceFall(sql`old.price`, sql`old.cheaper_from`);

/** The newest word counts. Whether there is news that flows listen for; never where nothing is live. */
export async function mergeVariants(world: World, shop: ShopId, facts: readonly VariantFact[], isLive: boolean): Promise<boolean> {
  let news = 0;
  for (const round of rounds(facts, ({ variantId }) => variantId)) {
    const found = await row(world.db, z.object({ news: Count }), sql`
      with told as materialized (select * from ${recordset(VARIANT, round)}),
      before as materialized (select v.* from variant v join told on v.shop_id = ${anyShop(shop)} and v.variant_id = told."variantId"),
      merged as (
        insert into variant as old (shop_id, variant_id, product_id, title, price, stock, updated_at)
        select ${shop}::int, "variantId", "productId", title, price, stock, "updatedAt" from told order by "variantId"
        on conflict (shop_id, variant_id) do update set product_id = excluded.product_id, title = excluded.title, price = excluded.price, stock = coalesce(excluded.stock, old.stock), updated_at = excluded.updated_at,
          restocked_at = ${RESTOCKED}, cheaper_at = ${CHEAPER_AT}, cheaper_from = ${CHEAPER_FROM}
        where excluded.updated_at >= old.updated_at and (old.product_id, old.title, old.price, old.stock, old.updated_at) is distinct from (excluded.product_id, excluded.title, excluded.price, excluded.stock, excluded.updated_at)
        returning variant_id, product_id, price, stock, updated_at),
      noted as (
        insert into variant_news (shop_id, variant_id, product_id, at, stock_before, stock, price_before, price)
        select ${shop}::int, m.variant_id, m.product_id, m.updated_at, b.stock, m.stock, b.price, m.price from merged m join before b using (variant_id)
        where ${isLive} and (m.price < b.price or m.stock <> b.stock)
          and exists (select 1 from listened l where l.shop_id = ${shop} and l.what = any(array['restocked', 'priceDropped', 'lowStock']))
        order by m.variant_id returning 1)
      select count(*) as news from noted`);
    news += found?.news ?? 0;
  }
  return news > 0;
}
