// Variants that have news, and whom a trigger tells of them: those who asked, looked, bought or wished, as a set.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { empty, Id, Instant, join, type Sql, sql } from "../../lib/sql.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import type { StockMet, StockTrigger } from "./stock.ts";

const Amount = z.coerce.number().nullable();
const News = z.object({ id: Id, variant: Id, product: Id, at: Instant.transform((at) => at.getTime()), stockBefore: z.int().nullable(), stock: z.int().nullable(), priceBefore: Amount, price: Amount });

export const takeNews = (world: World, shop: ShopId, limit: number): Promise<z.infer<typeof News>[]> => world.db.rows(News, sql`
  select news_id as id, variant_id as variant, product_id as product, at, stock_before as "stockBefore", stock, price_before as "priceBefore", price from variant_news
  where shop_id = ${shop} order by news_id limit ${limit} for update skip locked`);

export const dropNews = (world: World, shop: ShopId, ids: readonly string[]): Promise<number> => world.db.run(sql`delete from variant_news where shop_id = ${shop} and news_id = any(${[...ids]}::bigint[])`);

/** Whoever looked longer ago has lost interest; who asked, bought or wished has said so. */
const LOOKED_MS = days(90);

type Who = { flow: number; trigger: number; stock: StockTrigger; met: StockMet; at: Date };

/** Customers with the fact, in the order in which they are told where not all can be. */
export function whoWants(shop: ShopId, { flow, trigger, stock, met, at }: Who): Sql {
  const parts = stock.audience.map((each) => wantedBy(shop, each, stock, met, at));
  // Whoever was told at the last restock asks again, or has had their turn.
  const isUntold = sql`not exists (
      select 1 from flow_entry e where e.shop_id = ${shop} and e.flow_id = ${flow} and e.customer_id = wanted.customer_id and e.trigger = ${trigger} and e.fact like ${`${stock.what}/${met.about.variant ?? ""}/%`} and e.at >= wanted.last_at)`;
  const order = { firstAsked: sql`wanted.first_at`, best: sql`c.net_minor desc`, random: sql`md5(wanted.customer_id::text || ${met.fact}::text)` }[stock.order];
  return sql`
    select wanted.customer_id, ${met.fact}::text as fact, ${at}::timestamptz as at, ${JSON.stringify(met.about)}::jsonb as about
    from (select customer_id, min(first_at) as first_at, max(last_at) as last_at from (${join(parts, " union all ")}) each group by customer_id) wanted
    join customer c on c.shop_id = ${shop} and c.customer_id = wanted.customer_id
    where ${isUntold} order by ${order}, wanted.customer_id ${met.people === null ? empty : sql`limit ${met.people}`}`;
}

function wantedBy(shop: ShopId, audience: StockTrigger["audience"][number], { what, views }: StockTrigger, { about }: StockMet, at: Date): Sql {
  const events = (kinds: string[], since: Date | null, least = 1) => sql`
    select customer_id, min(at) as first_at, max(at) as last_at from event e
    where e.shop_id = ${shop} and e.kind = any(${kinds}::text[]) and e.customer_id is not null and e.product_id = ${about.product ?? null}::bigint and (e.variant_id is null or e.variant_id = ${about.variant ?? null}::bigint)
      and e.at <= ${at} and (${since}::timestamptz is null or e.at > ${since}) group by customer_id having count(*) >= ${least}`;
  const lately = earlier(at, LOOKED_MS);
  switch (audience) {
    case "asked": return events(what === "back" ? ["backInStockAsked"] : what === "priceDrop" ? ["priceDropAsked"] : ["backInStockAsked", "priceDropAsked"], null);
    case "viewed": return events(["productViewed"], lately, views);
    case "carted": return events(["cartAdded"], lately);
    case "wishlist": return events(["wishlistAdded"], null);
    case "bought": return sql`
      select customer_id, min(processed_at) as first_at, max(processed_at) as last_at from order_line l
      where l.shop_id = ${shop} and l.product_id = ${about.product ?? null}::bigint and l.customer_id is not null and l.processed_at <= ${at} and (l.void_at is null or l.void_at > ${at}) group by customer_id`;
    default: return audience satisfies never;
  }
}
