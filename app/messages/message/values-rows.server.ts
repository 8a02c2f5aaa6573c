// What texts say of people, as the tables have it: one statement a record, for up to a thousand customers.
import { z } from "zod";
import { smsWord } from "../../customers/sms-word-rows.server.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { LIST_MAX } from "../text/variables.ts";
import { OrderRow, PersonRow } from "./values-facts.ts";

const Maybe = z.string().nullable();

export const peopleOf = (world: World, shop: ShopId, customers: readonly CustomerId[], now: Date): Promise<PersonRow[]> => world.db.rows(PersonRow, sql`
  select c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.city, c.locale, c.time_zone as "timeZone", c.phone, c.phone_country as "phoneCountry",
    c.country_code as country, said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt", c.order_count as "orderCount", c.net_minor as "spentMinor",
    c.last_order_at as "lastOrderAt", last.title as "lastProduct"
  from customer c ${smsWord(shop, "c")} left join lateral (
    select l.title from order_line l where l.shop_id = ${anyShop(shop)} and l.customer_id = c.customer_id and l.processed_at <= ${now} and (l.void_at is null or l.void_at > ${now}) and l.title is not null
    order by l.processed_at desc, l.amount_minor desc, l.order_id, l.line_id limit 1) last on true
  where c.shop_id = ${anyShop(shop)} and c.customer_id = any(${customers}::bigint[]) order by c.customer_id`);

/** The newest order of each that counts, dearest lines first. */
export const lastOrders = (world: World, shop: ShopId, customers: readonly CustomerId[], now: Date): Promise<OrderRow[]> => world.db.rows(OrderRow, sql`
  select o.customer_id as "customerId", o.name, o.gross_minor as "totalMinor", o.processed_at as "placedAt", o.quantity as "itemCount", coalesce(told.lines, '[]'::jsonb) as lines
  from unnest(${customers}::bigint[]) as asked (customer_id)
  cross join lateral (
    select * from orders n where n.shop_id = ${anyShop(shop)} and n.customer_id = asked.customer_id and n.processed_at <= ${now} and (n.void_at is null or n.void_at > ${now})
    order by n.processed_at desc, n.order_id desc limit 1) o
  left join lateral (
    select jsonb_agg(jsonb_build_object('title', l.title, 'variant', l.variant_title, 'quantity', l.quantity, 'priceMinor', round((l.amount_minor + l.discount_minor)::numeric / l.quantity), 'handle', p.handle) order by l.amount_minor desc, l.line_id) as lines
    from (select * from order_line a where a.shop_id = ${anyShop(shop)} and a.order_id = o.order_id and a.quantity > 0 order by a.amount_minor desc, a.line_id limit ${LIST_MAX}) l
    left join product p on p.shop_id = ${shop} and p.product_id = l.product_id and p.status = 'ACTIVE' and p.deleted_at is null) told on true
  order by o.customer_id`);

const Best = z.object({ productId: Id, title: z.string(), handle: z.string(), type: Maybe, priceMinor: Count });

/** Of so many lines: enough to know what sells, and as quick in a large shop as in a small one. */
const LINES_LOOKED_AT = 20_000;
const BEST_MAX = 200;

/** What sold most lately and can be bought, at the price at which it last sold. */
export const bestSellers = (world: World, shop: ShopId, now: Date): Promise<z.infer<typeof Best>[]> => world.db.rows(Best, sql`
  with lately as materialized (
    select product_id, quantity, amount_minor + discount_minor as full_minor, processed_at, line_id from order_line
    where shop_id = ${shop} and processed_at <= ${now} and (void_at is null or void_at > ${now}) and quantity > 0 and not gift_card order by processed_at desc, order_id, line_id limit ${LINES_LOOKED_AT}),
  sold as (
    select product_id, sum(quantity) as sold, (array_agg(round(full_minor::numeric / quantity) order by processed_at desc, line_id desc))[1] as price_minor from lately where product_id is not null group by product_id)
  select p.product_id as "productId", p.title, p.handle, nullif(p.product_type, '') as type, sold.price_minor as "priceMinor"
  from sold join product p on p.shop_id = ${shop} and p.product_id = sold.product_id
  where p.status = 'ACTIVE' and p.deleted_at is null and p.handle is not null and sold.price_minor > 0 order by sold.sold desc, p.product_id limit ${BEST_MAX}`);

const Bought = z.object({ customerId: CustomerId, productId: Id, type: Maybe, quantity: Count });

export const boughtBy = (world: World, shop: ShopId, customers: readonly CustomerId[], now: Date): Promise<z.infer<typeof Bought>[]> => world.db.rows(Bought, sql`
  select l.customer_id as "customerId", l.product_id as "productId", nullif(p.product_type, '') as type, sum(l.quantity) as quantity
  from order_line l left join product p on p.shop_id = ${shop} and p.product_id = l.product_id
  where l.shop_id = ${anyShop(shop)} and l.customer_id = any(${customers}::bigint[]) and l.product_id is not null and l.processed_at <= ${now} and (l.void_at is null or l.void_at > ${now})
  group by l.customer_id, l.product_id, p.product_type order by l.customer_id, l.product_id`);
