// Reads how products stand, before and after they were told of.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { OWNERS_ASKED, type Standings } from "./standing.ts";

/** Of variants only where a segment of the shop asks. Of what is there only whether there is some. */
export async function standingsOf(world: World, shop: ShopId, productIds: readonly string[]): Promise<Standings> {
  if (productIds.length === 0) return new Map();
  const rows = await world.db.rows(z.object({ id: Id, mark: z.string() }), sql`
    with asking as materialized (
      select 1 from segment s join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
      where s.shop_id = ${shop} and s.deleted_at is null and v.definition::text like any(${[...OWNERS_ASKED]}::text[]) limit 1)
    select told.id, md5(jsonb_build_array(p.title, p.vendor, p.product_type, p.status, p.tags, p.category, p.collections, of_it.variants)::text) as mark
    from unnest(${[...new Set(productIds)]}::bigint[]) as told (id)
    left join product p on p.shop_id = ${anyShop(shop)} and p.product_id = told.id
    left join lateral (
      select jsonb_agg(jsonb_build_array(a.variant_id, a.stock > 0, a.price, a.restocked_at, a.cheaper_at, a.cheaper_from) order by a.variant_id) as variants
      from variant a where a.shop_id = ${anyShop(shop)} and a.product_id = told.id and exists (select 1 from asking)) of_it on true
    order by told.id`);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}
