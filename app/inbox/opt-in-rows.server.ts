// How often the storefront's form was sent, and customers who are to be made in Shopify, as rows.
import { z } from "zod";
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { recordset } from "../lib/recordset.ts";
import { sql } from "../lib/sql.ts";
import { earlier } from "../lib/time.ts";
import type { World } from "../lib/world.ts";

export type Limit = { name: string; max: number; windowMs: number };

/** Counts one more of each, and names those of which there are too many. */
export async function countTries(world: World, shop: ShopId, limits: readonly Limit[], now: Date): Promise<Set<string>> {
  const rows = await world.db.rows(z.object({ name: z.string(), count: z.number() }), sql`
    insert into opt_in_try as t (shop_id, name, since, count)
    select ${shop}::int, l.name, ${now}::timestamptz, 1 from unnest(${limits.map(({ name }) => name)}::text[]) as l (name) order by l.name
    on conflict (shop_id, name) do update set
      since = case when t.since <= ${earlierOf(limits, now)} then excluded.since else t.since end,
      count = case when t.since <= ${earlierOf(limits, now)} then 1 else least(t.count + 1, 1000000) end
    returning t.name, t.count`);
  const counts = new Map(rows.map(({ name, count }) => [name, count]));
  return new Set(limits.filter(({ name, max }) => (counts.get(name) ?? 0) > max).map(({ name }) => name));
}

/** Each limit's own window, by its name. */
const earlierOf = (limits: readonly Limit[], now: Date) => sql`(
  select w.since from unnest(${limits.map(({ name }) => name)}::text[], ${limits.map(({ windowMs }) => earlier(now, windowMs))}::timestamptz[]) as w (name, since) where w.name = t.name)`;

export type NewCustomer = { number: NumberHash; at: Date; level: "CONFIRMED_OPT_IN" | "SINGLE_OPT_IN" };
const NEW = { number: "text", at: "timestamptz", level: "text" } as const;

/** By number and instant: twice is once. The phone stays sealed with the sign-up until it goes. */
export async function askCustomers(world: World, shop: ShopId, customers: readonly NewCustomer[], now: Date): Promise<void> {
  if (customers.length === 0) return;
  const made = await world.db.run(sql`
    insert into outbox (shop_id, kind, key, payload, due_at, created_at)
    select ${shop}::int, 'customerCreate', 'optIn/customer/' || f.number || '/' || (extract(epoch from f.at) * 1000)::bigint, jsonb_build_object('number', f.number, 'at', f.at, 'level', f.level), ${now}::timestamptz, ${now}::timestamptz
    from ${recordset<NewCustomer>(NEW, customers)} order by f.number, f.at
    on conflict (shop_id, key) do nothing`);
  if (made > 0) await wake(world, shop, "deliver");
}
