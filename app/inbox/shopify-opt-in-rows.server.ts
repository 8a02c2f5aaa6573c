// Opt-ins on their way to Shopify.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { OptIn } from "./spread-consent.ts";

export async function askOptIn(world: World, shop: ShopId, optIns: readonly OptIn[], now: Date): Promise<void> {
  if (optIns.length === 0) return;
  const made = await world.db.run(sql`
    insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id)
    select ${shop}::int, 'smsOptIn', 'optIn/sms/' || customer_id || '/' || (extract(epoch from at) * 1000)::bigint, jsonb_build_object('customerId', customer_id::text, 'at', at, 'level', level), ${now}::timestamptz, ${now}::timestamptz, customer_id
    from unnest(${optIns.map(({ customerId }) => customerId)}::bigint[], ${optIns.map(({ at }) => at)}::timestamptz[], ${optIns.map(({ level }) => level)}::text[]) as said (customer_id, at, level) order by customer_id, at
    on conflict (shop_id, key) do nothing`);
  if (made > 0) await wake(world, shop, "deliver");
}
