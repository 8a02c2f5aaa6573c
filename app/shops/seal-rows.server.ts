// Secrets of a shop that are sealed (lib/seal.server.ts) and that nothing renews by itself: after the keys were
// changed they are sealed anew, once a day, so that an old key can be taken away.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export const apiKeyBound = (shop: number) => `shop/${shop}/api_key`;
export const hookBound = (shop: number, hook: number) => `hook/${shop}/${hook}`;

const Hook = z.object({ hook: Count, secret: z.string() });
const Shop = z.object({ sealed: z.string() });

export async function sealAnew(world: World, shop: ShopId): Promise<void> {
  const older = world.secrets.encryptionKeys.slice(1).map(({ id }) => id);
  if (older.length === 0) return;
  const again = (sealed: string, bound: string) => seal(world.secrets, unseal(world.secrets, sealed, bound), bound);
  const key = await row(world.db, Shop, sql`select api_key_sealed as sealed from shop where shop_id = ${shop} and split_part(api_key_sealed, '.', 1) = any(${older}::text[])`);
  if (key) await world.db.run(sql`update shop set api_key_sealed = ${again(key.sealed, apiKeyBound(shop))} where shop_id = ${shop} and api_key_sealed = ${key.sealed}`);
  const hooks = await world.db.rows(Hook, sql`select hook_id as hook, secret from hook where shop_id = ${shop} and split_part(secret, '.', 1) = any(${older}::text[]) order by hook_id`);
  for (const { hook, secret } of hooks) await world.db.run(sql`update hook set secret = ${again(secret, hookBound(shop, hook))} where shop_id = ${shop} and hook_id = ${hook} and secret = ${secret}`);
}
