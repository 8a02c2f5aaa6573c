// The rows of products and collections.
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { mergeInto, rounds } from "../lib/merge.ts";
import { recordset } from "../lib/recordset.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { type CollectionFact, type InCollectionFact, PRODUCT, type ProductFact } from "./fact.ts";

export async function mergeProducts(world: World, shop: ShopId, facts: ProductFact[]): Promise<void> {
  for (const round of rounds(facts, (fact) => fact.productId)) {
    await world.db.run(mergeInto(PRODUCT, shop, recordset(PRODUCT.columns, round)));
  }
}

const COLLECTION = { collectionId: "bigint", title: "text" } as const;

export async function mergeCollections(world: World, shop: ShopId, facts: CollectionFact[]): Promise<void> {
  if (facts.length === 0) return;
  await world.db.run(sql`
    insert into collection as old (shop_id, collection_id, title)
    select distinct on (f."collectionId") ${shop}::int, f."collectionId", f.title from ${recordset(COLLECTION, facts)} order by f."collectionId", f.title
    on conflict (shop_id, collection_id) do update set title = excluded.title where old.title <> excluded.title`);
}

const MEMBER = { productId: "bigint", collectionId: "bigint", detailedAt: "timestamptz" } as const;

/** The products must have been merged with the same instant before: collections of an older export have gone by then. */
export async function addToCollections(world: World, shop: ShopId, facts: InCollectionFact[]): Promise<void> {
  if (facts.length === 0) return;
  await world.db.run(sql`
    update product p set collections = more.ids from (
      select p.product_id, array_agg(distinct id order by id) as ids from ${recordset(MEMBER, facts)}
      join product p on p.shop_id = ${shop} and p.product_id = f."productId" and p.detailed_at = f."detailedAt"
      cross join lateral unnest(p.collections || f."collectionId") as id group by p.product_id) as more
    where p.shop_id = ${shop} and p.product_id = more.product_id and p.collections <> more.ids`);
}

/** Whoever bought one of these may answer a segment's question differently now. */
export async function markBuyers(world: World, shop: ShopId, productIds: string[], now: Date): Promise<number> {
  if (productIds.length === 0) return 0;
  return world.db.run(sql`
    update customer c set changed_at = ${now} from (
      select distinct l.customer_id from order_line l
      where l.shop_id = ${anyShop(shop)} and l.product_id = any(${productIds}::bigint[]) and l.customer_id is not null) as buyer
    where c.shop_id = ${anyShop(shop)} and c.customer_id = buyer.customer_id`);
}
