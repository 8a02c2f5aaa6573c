// Who is known by webhook alone. Asked for once for each updated_at, whatever comes of it, so that
// nobody is asked for in a circle.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, raw, row, type Sql, sql } from "../lib/sql.ts";
import { earlier, minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { DetailKind } from "../shopify/detail.ts";

const TABLE = { customers: { name: "customer", id: "customer_id" }, orders: { name: "orders", id: "order_id" } } as const;

/** Several webhooks about one customer come together; of an order's visits Shopify knows only some minutes later. */
const SETTLED_MS = { customers: minutes(1), orders: minutes(10) };

/** As the partial indexes customer_undetailed and orders_undetailed have it. */
const undetailed = (alias: string): Sql => raw(
  `(${alias}.detailed_at is null or ${alias}.detailed_at < ${alias}.updated_at) and (${alias}.detail_asked_at is null or ${alias}.detail_asked_at < ${alias}.updated_at)`);

/** True of a row whose whole description is to be asked for now. */
export const detailDue = (kind: DetailKind, alias: string, now: Date): Sql =>
  sql`${undetailed(alias)} and (${raw(`${alias}.updated_at`)} is null or ${raw(`${alias}.updated_at`)} <= ${earlier(now, SETTLED_MS[kind])})`;

export type Undetailed = { id: string; updatedAt: Date | null };

/** The newest first: they are what a merchant looks for. */
export async function undetailedOf(world: World, shop: ShopId, kind: DetailKind, now: Date, limit: number): Promise<Undetailed[]> {
  const { name, id } = TABLE[kind];
  const rows = await world.db.rows(z.object({ id: Id, updated_at: Instant.nullable() }), sql`
    select ${raw(id)} as id, updated_at from ${raw(name)} t where t.shop_id = ${shop} and ${detailDue(kind, "t", now)} order by ${raw(id)} desc limit ${limit}`);
  return rows.map((found) => ({ id: found.id, updatedAt: found.updated_at }));
}

export async function stillThere(world: World, shop: ShopId, kind: DetailKind, ids: string[]): Promise<Set<string>> {
  const { name, id } = TABLE[kind];
  const rows = await world.db.rows(z.object({ id: Id }), sql`select ${raw(id)} as id from ${raw(name)} where shop_id = ${shop} and ${raw(id)} = any(${ids}::bigint[])`);
  return new Set(rows.map((found) => found.id));
}

export async function noteAsked(world: World, shop: ShopId, kind: DetailKind, asked: Undetailed[]): Promise<void> {
  const { name, id } = TABLE[kind];
  await world.db.run(sql`
    update ${raw(name)} t set detail_asked_at = greatest(t.detail_asked_at, coalesce(asked.at, 'epoch'))
    from (select * from unnest(${asked.map((each) => each.id)}::bigint[], ${asked.map((each) => each.updatedAt)}::timestamptz[]) as a(id, at) order by id) as asked
    where t.shop_id = ${shop} and t.${raw(id)} = asked.id`);
}

/** Tags that are to be sent, or an import that brings everything: this work can wait for both. For a platform it would wait for hours. */
export async function isBusy(world: World, shop: ShopId, now: Date): Promise<boolean> {
  const found = await row(world.db, z.object({ busy: Count }), sql`
    select count(*) as busy from (
      (select 1 from outbox where shop_id = ${shop} and connection_id is null and kind <> 'hookCall' and state in ('due', 'leased') and due_at <= ${now} limit 1)
      union all
      (select 1 from import_run where shop_id = ${shop} and state in ('asked', 'running', 'reading') and reason <> 'reconcile' limit 1)) as first`);
  return (found?.busy ?? 0) > 0;
}
