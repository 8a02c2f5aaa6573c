// Whose number a word on consent is about.
import { z } from "zod";
import { ownSmsWord } from "../customers/sms-word-rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Numbered } from "./consent-words.ts";

const Row = z.object({ named: Id, customerId: Id, phone: z.string(), mergedAt: Instant.nullable(), smsState: z.string().nullable(), smsCollectedFrom: z.string().nullable(), smsUpdatedAt: Instant.nullable(), heldPhone: z.string().nullable() });

/** Of these customers, or of whom they were merged into, those that have a phone. */
export async function numberedPeople(world: World, shop: ShopId, customerIds: readonly string[]): Promise<Map<string, Numbered>> {
  if (customerIds.length === 0) return new Map();
  const rows = await world.db.rows(Row, sql`
    select asked.id as named, c.customer_id as "customerId", c.phone, g.gone_at as "mergedAt", ${ownSmsWord("c")} as "smsState", c.sms_collected_from as "smsCollectedFrom", c.sms_updated_at as "smsUpdatedAt", c.sms_held_phone as "heldPhone"
    from unnest(${[...new Set(customerIds)]}::bigint[]) as asked (id)
    left join lateral (select * from customer_gone g where g.shop_id = ${anyShop(shop)} and g.customer_id = asked.id limit 1) g on true
    cross join lateral (
      select * from customer c where c.shop_id = ${anyShop(shop)} and c.customer_id = case when g.customer_id is null then asked.id else g.merged_into end limit 1) c
    where c.phone is not null`);
  return new Map(rows.map((found) => [found.named, found]));
}

/** Those of them, all gone, whose last word on texts to the phone that they had was a no; they may have gone before it was known into whom. */
export async function goneWithNo(world: World, shop: ShopId, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await world.db.rows(z.object({ id: Id }), sql`
    select g.customer_id as id from customer_gone g
    where g.shop_id = ${anyShop(shop)} and g.customer_id = any(${[...customerIds]}::bigint[]) and g.sms_state = 'UNSUBSCRIBED'
      and (g.sms_phone is null or g.phone_who is null or g.phone_who = md5(lower(g.sms_phone))::uuid)`);
  return new Set(rows.map(({ id }) => id));
}
