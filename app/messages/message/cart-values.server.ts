// The cart that a reminder is about, as its events tell of it: what was put in before it was left, and where it leads. A link
// to the shop that whoever told of the cart gave is taken; without one it is the cart of the visitor.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, sql } from "../../lib/sql.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { LIST_MAX, type Values } from "../text/variables.ts";

export type CartAsked = { textId: string; customerId: CustomerId; leftAt: Date };

const Told = z.object({
  customerId: CustomerId, at: z.date(), kind: z.string(), valueMinor: Count.nullable(), quantity: z.number().nullable(), url: z.string().nullable(), title: z.string().nullable(), variant: z.string().nullable(), handle: z.string().nullable(),
});
type Told = z.infer<typeof Told>;

/** What lay in a cart longer before it was left belongs to another visit. */
const FILLED_WITHIN_MS = days(2);
const EVENTS_MAX = 50;

export async function cartsOf(world: World, shop: ShopId, asked: readonly CartAsked[]): Promise<Map<string, NonNullable<Values["cart"]>>> {
  const found = asked.length === 0 ? null : await readShop(world, shop);
  if (!found) return new Map();
  const { host, domain, currency } = found;
  const told = Map.groupBy(await eventsOf(world, shop, asked), ({ customerId }) => customerId);
  return new Map(asked.map(({ textId, customerId, leftAt }) => {
    const mine = (told.get(customerId) ?? []).filter(({ at }) => at <= leftAt && at >= earlier(leftAt, FILLED_WITHIN_MS));
    return [textId, cartFrom(mine, { host, hosts: [host, domain], currency })];
  }));
}

const eventsOf = (world: World, shop: ShopId, asked: readonly CartAsked[]): Promise<Told[]> => world.db.rows(Told, sql`
  select e.customer_id as "customerId", e.at, e.kind, e.value_minor as "valueMinor", e.quantity, e.props ->> 'url' as url, p.title, v.title as variant, p.handle
  from unnest(${asked.map(({ customerId }) => customerId)}::bigint[], ${asked.map(({ leftAt }) => earlier(leftAt, FILLED_WITHIN_MS))}::timestamptz[], ${asked.map(({ leftAt }) => leftAt)}::timestamptz[]) as a (customer_id, since, until)
  cross join lateral (
    select * from event n where n.shop_id = ${anyShop(shop)} and n.customer_id = a.customer_id and n.kind in ('cartAdded', 'checkoutStarted', 'checkoutAbandoned') and n.at >= a.since and n.at <= a.until order by n.at desc, n.event_id limit ${EVENTS_MAX}) e
  left join product p on p.shop_id = ${anyShop(shop)} and p.product_id = e.product_id and p.deleted_at is null
  left join variant v on v.shop_id = ${anyShop(shop)} and v.variant_id = e.variant_id
  order by e.customer_id, e.at desc, e.event_id`);

/** `told`: the newest first. */
function cartFrom(told: readonly Told[], { host, hosts, currency }: { host: string; hosts: readonly string[]; currency: string }): NonNullable<Values["cart"]> {
  const lines = told.flatMap(({ kind, valueMinor, quantity, title, variant, handle }) => (kind !== "cartAdded" || title === null || valueMinor === null ? [] : [{
    title, variant, quantity: quantity ?? 1, price: { minor: Math.round(valueMinor / (quantity ?? 1)), currency }, link: handle === null ? null : `https://${host}/products/${encodeURIComponent(handle)}`,
  }]));
  const checkout = told.find(({ kind, valueMinor }) => kind !== "cartAdded" && valueMinor !== null);
  const total = checkout?.valueMinor ?? lines.reduce((sum, { price, quantity }) => sum + price.minor * quantity, 0);
  const link = told.map(({ url }) => url).find((url) => url !== null && hosts.some((each) => url.startsWith(`https://${each}/`))) ?? `https://${host}/cart`;
  return { link, total: { minor: total, currency }, item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0), items: lines.slice(0, LIST_MAX) };
}
