// The rows of orders, their lines and refunds. Any of the three may arrive first: a line or refund
// without its order waits with empty copies, and takes them over when the order comes.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { copyText } from "../lib/copy.ts";
import { anyShop, mergeRows, split } from "../lib/merge.server.ts";
import { rounds } from "../lib/merge.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { Id, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { LineFact, OrderFact, RefundFact } from "./fact.ts";
import { ORDER } from "./tables.ts";

export async function mergeOrders(world: World, shop: ShopId, facts: OrderFact[]): Promise<void> {
  await mergeRows(world, shop, ORDER, facts, (fact) => fact.orderId);
}

export const LINE: Columns<LineFact> = {
  orderId: "bigint", lineId: "bigint", updatedAt: "timestamptz", productId: "bigint", variantId: "bigint", sku: "text", title: "text", variantTitle: "text",
  vendor: "text", quantity: "int", currentQuantity: "int", amountMinor: "bigint", discountMinor: "bigint", sellingPlan: "text", giftCard: "boolean",
  attributes: "text[]",
};

export async function mergeLines(world: World, shop: ShopId, facts: LineFact[]): Promise<void> {
  const keyOf = (fact: LineFact) => `${fact.orderId}/${fact.lineId}`;
  for (const round of rounds(facts, keyOf)) {
    const orderIds = [...new Set(round.map((fact) => fact.orderId))];
    const { fresh, others } = await split(world, round, keyOf, sql`
      select each.id || '/' || unnest(l.ids) as key from unnest(${orderIds}::bigint[]) as each(id)
      cross join lateral (select array_agg(l.line_id) as ids from order_line l where l.shop_id = ${anyShop(shop)} and l.order_id = each.id) l`);
    if (fresh.length > 0) await copyLines(world, shop, fresh, orderIds);
    if (others.length > 0) await world.db.run(mergeLinesFrom(shop, recordset(LINE, others)));
  }
}

/** Looked up by its key. */
const orderOf = (shop: ShopId, orderId: Sql): Sql => sql`lateral (select o.* from orders o where o.shop_id = ${anyShop(shop)} and o.order_id = ${orderId} limit 1) o`;

const OfOrder = z.object({ order_id: Id, customer_id: Id.nullable(), processed_at: z.string().nullable(), void_at: z.string().nullable() });

/** Lines that nobody has heard of, with what their orders say at this moment. */
async function copyLines(world: World, shop: ShopId, facts: LineFact[], orderIds: string[]): Promise<void> {
  const orders = new Map((await world.db.rows(OfOrder, sql`
    select o.order_id, o.customer_id, o.processed_at::text, o.void_at::text from unnest(${orderIds}::bigint[]) as each(id) join ${orderOf(shop, sql`each.id`)} on true`)).map((order) => [order.order_id, order]));
  await world.db.copyIn(
    sql`copy order_line (shop_id, order_id, line_id, customer_id, processed_at, void_at, product_id, variant_id, sku, title, variant_title, vendor,
      quantity, current_quantity, amount_minor, discount_minor, selling_plan, gift_card, attributes, updated_at) from stdin`,
    copyText(facts, (fact) => {
      const order = orders.get(fact.orderId);
      return [
        shop, fact.orderId, fact.lineId, order?.customer_id, order?.processed_at, order?.void_at, fact.productId, fact.variantId, fact.sku, fact.title, fact.variantTitle, fact.vendor,
        fact.quantity, fact.currentQuantity, fact.amountMinor, fact.discountMinor, fact.sellingPlan, fact.giftCard, fact.attributes ?? [], fact.updatedAt,
      ];
    }),
  );
}

/** A line's selling plan never changes and webhooks do not tell it: whoever knows it may say it. */
export const mergeLinesFrom = (shop: ShopId, source: Sql): Sql => sql`
  insert into order_line as old (shop_id, order_id, line_id, customer_id, processed_at, void_at, product_id, variant_id, sku, title, variant_title, vendor,
    quantity, current_quantity, amount_minor, discount_minor, selling_plan, gift_card, attributes, updated_at)
  select ${shop}::int, f."orderId", f."lineId", o.customer_id, o.processed_at, o.void_at, f."productId", f."variantId", f.sku, f.title, f."variantTitle", f.vendor,
    f.quantity, f."currentQuantity", f."amountMinor", f."discountMinor", f."sellingPlan", f."giftCard", coalesce(f.attributes, '{}'), f."updatedAt"
  from ${source} left join ${orderOf(shop, sql`f."orderId"`)} on true
  order by f."orderId", f."lineId"
  on conflict (shop_id, order_id, line_id) do update set
    product_id = case when excluded.updated_at >= old.updated_at then excluded.product_id else old.product_id end,
    variant_id = case when excluded.updated_at >= old.updated_at then excluded.variant_id else old.variant_id end,
    sku = case when excluded.updated_at >= old.updated_at then excluded.sku else old.sku end,
    title = case when excluded.updated_at >= old.updated_at then excluded.title else old.title end,
    variant_title = case when excluded.updated_at >= old.updated_at then excluded.variant_title else old.variant_title end,
    vendor = case when excluded.updated_at >= old.updated_at then excluded.vendor else old.vendor end,
    quantity = case when excluded.updated_at >= old.updated_at then excluded.quantity else old.quantity end,
    current_quantity = case when excluded.updated_at >= old.updated_at then excluded.current_quantity else old.current_quantity end,
    amount_minor = case when excluded.updated_at >= old.updated_at then excluded.amount_minor else old.amount_minor end,
    discount_minor = case when excluded.updated_at >= old.updated_at then excluded.discount_minor else old.discount_minor end,
    gift_card = case when excluded.updated_at >= old.updated_at then excluded.gift_card else old.gift_card end,
    attributes = case when excluded.updated_at >= old.updated_at then excluded.attributes else old.attributes end,
    selling_plan = coalesce(excluded.selling_plan, old.selling_plan),
    updated_at = greatest(excluded.updated_at, old.updated_at)`;

const REFUND: Columns<RefundFact> = { orderId: "bigint", refundId: "bigint", processedAt: "timestamptz", amountMinor: "bigint" };

export async function mergeRefunds(world: World, shop: ShopId, facts: RefundFact[]): Promise<void> {
  for (const round of rounds(facts, (fact) => `${fact.orderId}/${fact.refundId}`)) {
    await world.db.run(sql`
      insert into order_refund as old (shop_id, order_id, refund_id, customer_id, processed_at, amount_minor)
      select ${shop}::int, f."orderId", f."refundId", o.customer_id, f."processedAt", f."amountMinor"
      from ${recordset(REFUND, round)} left join ${orderOf(shop, sql`f."orderId"`)} on true
      order by f."orderId", f."refundId"
      on conflict (shop_id, order_id, refund_id) do update set amount_minor = greatest(excluded.amount_minor, old.amount_minor)
      where excluded.amount_minor > old.amount_minor`);
  }
}

const Parent = z.object({ order_id: Id, customer_id: Id.nullable(), differs: z.boolean() });

/**
 * Gives lines and refunds that are there already what their orders now say; run between orders and their children.
 * Hardly ever are there any, because children mostly come after their orders. Returns whose the orders are; null
 * stands for a guest.
 */
export async function copyToChildren(world: World, shop: ShopId, orderIds: string[]): Promise<Set<string | null>> {
  const parents = await world.db.rows(Parent, sql`
    select o.order_id, o.customer_id, (
      select count(*) from order_line l where l.shop_id = ${anyShop(shop)} and l.order_id = o.order_id
        and (l.customer_id, l.processed_at, l.void_at) is distinct from (o.customer_id, o.processed_at, o.void_at)) > 0 or (
      select count(*) from order_refund r where r.shop_id = ${anyShop(shop)} and r.order_id = o.order_id and r.customer_id is distinct from o.customer_id) > 0 as differs
    from unnest(${orderIds}::bigint[]) as each(id) join ${orderOf(shop, sql`each.id`)} on true`);
  const differ = parents.filter((order) => order.differs).map((order) => order.order_id);
  if (differ.length > 0) await updateChildren(world, shop, differ);
  return new Set(parents.map((order) => order.customer_id));
}

async function updateChildren(world: World, shop: ShopId, orderIds: string[]): Promise<void> {
  await world.db.run(sql`
    update order_line l set customer_id = o.customer_id, processed_at = o.processed_at, void_at = o.void_at from orders o
    where o.shop_id = ${shop} and o.order_id = any(${orderIds}::bigint[]) and l.shop_id = ${anyShop(shop)} and l.order_id = o.order_id
      and (l.customer_id, l.processed_at, l.void_at) is distinct from (o.customer_id, o.processed_at, o.void_at)`);
  await world.db.run(sql`
    update order_refund r set customer_id = o.customer_id from orders o
    where o.shop_id = ${shop} and o.order_id = any(${orderIds}::bigint[]) and r.shop_id = ${anyShop(shop)} and r.order_id = o.order_id
      and r.customer_id is distinct from o.customer_id`);
}

/** Whose these orders are at this moment. */
export async function buyersOf(world: World, shop: ShopId, orderIds: string[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const rows = await world.db.rows(z.object({ customer_id: Id }), sql`
    select distinct customer_id from orders where shop_id = ${anyShop(shop)} and order_id = any(${orderIds}::bigint[]) and customer_id is not null`);
  return rows.map((row) => row.customer_id);
}
