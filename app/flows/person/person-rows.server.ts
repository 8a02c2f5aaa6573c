// What flows know of people besides their facts: the texts that went to them, and how long the shop's parcels take.
import { z } from "zod";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { Count, Id, Instant, sql } from "../../lib/sql.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import type { SentText } from "./occurrence.ts";
import type { Transit } from "./delivery.ts";

/** More than anybody gets between a text and the last answer to it that still means something. */
const TEXTS_MAX = 50;

const Text = z.object({ customerId: Id, textId: Id, providerId: z.string().nullable(), at: Instant, campaign: z.number().nullable(), run: Id.nullable(), key: z.string() });
const KEY = /^flow\/\d+\/(.+)$/;

/** The newest of each, oldest first. */
export async function textsTo(world: World, shop: ShopId, customers: readonly CustomerId[]): Promise<Map<string, SentText[]>> {
  const rows = await world.db.rows(Text, sql`
    select t.customer_id as "customerId", t.text_id as "textId", t.provider_id as "providerId", t.sent_at as at, t.campaign_id as campaign, t.run_id as run, t.key
    from unnest(${customers}::bigint[]) as asked (customer_id)
    cross join lateral (
      select * from person_text n where n.shop_id = ${shop} and n.customer_id = asked.customer_id and n.sent_at is not null order by n.text_id desc limit ${TEXTS_MAX}) t
    order by t.customer_id, t.sent_at, t.text_id`);
  const found = new Map<string, SentText[]>();
  for (const { customerId, at, run, key, ...text } of rows) {
    const list = found.get(customerId) ?? [];
    if (list.length === 0) found.set(customerId, list);
    list.push({ ...text, at: at.getTime(), run, key: run === null ? null : (KEY.exec(key)?.[1] ?? null) });
  }
  return found;
}

const Way = z.object({ country: z.string().nullable(), isAll: z.boolean(), ms: Count, orders: Count });
/** Of parcels of this time, and of the latest so many: enough to know what is usual, and as quick in a large shop as in a small one. */
const LOOKED_AT_MS = days(180);
const PARCELS_MAX = 2_000;
/** Fewer say nothing of a country. */
const ORDERS_LEAST = 5;

export async function transitOf(world: World, shop: ShopId, now: Date): Promise<Transit> {
  const rows = await world.db.rows(Way, sql`
    select ship_country as country, grouping(ship_country) = 1 as "isAll", round(extract(epoch from percentile_cont(0.5) within group (order by delivered_at - shipped_at)) * 1000)::bigint as ms, count(*) as orders
    from (
      select order_id, ship_country, shipped_at, delivered_at from orders
      where shop_id = ${shop} and delivered_at is not null and delivered_at > ${earlier(now, LOOKED_AT_MS)} and delivered_at <= ${now} and shipped_at <= delivered_at and processed_at <= ${now}
      order by delivered_at desc, order_id desc limit ${PARCELS_MAX}) lately
    group by grouping sets ((ship_country), ()) order by 2, 1`);
  const enough = rows.filter(({ orders }) => orders >= ORDERS_LEAST);
  return { all: enough.find(({ isAll }) => isAll)?.ms ?? null, byCountry: Object.fromEntries(enough.flatMap(({ isAll, country, ms }) => (isAll || country === null ? [] : [[country, ms]]))) };
}
