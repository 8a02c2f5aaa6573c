// Whom the shop was told to erase. Shopify empties such a customer and keeps their orders, so a later import, or a browser in which
// somebody is still signed in, names them once more: that nobody comes back by it, a fingerprint of their number there is kept.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { fingerprints } from "./number-key.server.ts";

/** No phone looks like it. */
const nameOf = (customer: string) => `customer/${customer}`;

export async function noteForgotten(world: World, shop: ShopId, customers: readonly string[], now: Date): Promise<void> {
  const fingerprint = await fingerprints(world, shop);
  const whos = [...new Set(customers.map((customer) => fingerprint(nameOf(customer))))].sort();
  await world.db.run(sql`
    insert into forgotten (shop_id, who, at) select ${shop}::int, decode(who, 'hex'), ${now}::timestamptz from unnest(${whos}::text[]) as told (who) on conflict (shop_id, who) do nothing`);
}

/** Which of these were erased. Most shops never erased anybody, and pay one look at an empty index. */
export async function forgottenOf(world: World, shop: ShopId, customers: readonly string[]): Promise<ReadonlySet<string>> {
  if (customers.length === 0) return new Set();
  const found = await row(world.db, z.object({ any: z.boolean() }), sql`select exists (select 1 from forgotten where shop_id = ${shop}) as any`);
  if (found?.any !== true) return new Set();
  const fingerprint = await fingerprints(world, shop);
  const byWho = new Map(customers.map((customer) => [fingerprint(nameOf(customer)), customer]));
  const whos = await world.db.rows(z.object({ who: z.string() }), sql`
    select encode(who, 'hex') as who from forgotten where shop_id = ${shop} and who in (select decode(asked.who, 'hex') from unnest(${[...byWho.keys()]}::text[]) as asked (who)) order by 1`);
  return new Set(whos.flatMap(({ who }) => byWho.get(who) ?? []));
}
