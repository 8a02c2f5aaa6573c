// Secrets of a shop that are sealed (lib/seal.server.ts) and that nothing renews by itself: after the keys were
// changed they are sealed anew, once a day, so that an old key can be taken away.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { Count, raw, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export const apiKeyBound = (shop: number) => `shop/${shop}/api_key`;
export const hookBound = (shop: number, hook: number) => `hook/${shop}/${hook}`;
export const numberKeyBound = (shop: number) => `shop/${shop}/number_key`;
/** Of a phone that is kept beside its number's hash (hex). */
export const phoneBound = (shop: number, number: string) => `phone/${shop}/${number}`;

const Hook = z.object({ hook: Count, secret: z.string() });
const Shop = z.object({ sealed: z.string() });
const Phone = z.object({ number: z.string(), sealed: z.string() });
const PHONES_MAX = 1_000;

export async function sealAnew(world: World, shop: ShopId): Promise<void> {
  const older = world.secrets.encryptionKeys.slice(1).map(({ id }) => id);
  if (older.length === 0) return;
  const again = (sealed: string, bound: string) => seal(world.secrets, unseal(world.secrets, sealed, bound), bound);
  const key = await row(world.db, Shop, sql`select api_key_sealed as sealed from shop where shop_id = ${shop} and split_part(api_key_sealed, '.', 1) = any(${older}::text[])`);
  if (key) await world.db.run(sql`update shop set api_key_sealed = ${again(key.sealed, apiKeyBound(shop))} where shop_id = ${shop} and api_key_sealed = ${key.sealed}`);
  const numbers = await row(world.db, Shop, sql`select number_key as sealed from shop where shop_id = ${shop} and split_part(number_key, '.', 1) = any(${older}::text[])`);
  if (numbers) await world.db.run(sql`update shop set number_key = ${again(numbers.sealed, numberKeyBound(shop))} where shop_id = ${shop} and number_key = ${numbers.sealed}`);
  for (const table of ["opt_in", "reply"]) while ((await phonesAnew(world, shop, table, older, again)) > 0);
  const hooks = await world.db.rows(Hook, sql`select hook_id as hook, secret from hook where shop_id = ${shop} and split_part(secret, '.', 1) = any(${older}::text[]) order by hook_id`);
  for (const { hook, secret } of hooks) await world.db.run(sql`update hook set secret = ${again(secret, hookBound(shop, hook))} where shop_id = ${shop} and hook_id = ${hook} and secret = ${secret}`);
}

/** Phones that are kept for a while, beside their number's hash. */
async function phonesAnew(world: World, shop: ShopId, table: string, older: string[], again: (sealed: string, bound: string) => string): Promise<number> {
  const found = await world.db.rows(Phone, sql`
    select encode(number, 'hex') as number, phone as sealed from ${raw(table)} where shop_id = ${shop} and split_part(phone, '.', 1) = any(${older}::text[]) order by number, phone limit ${PHONES_MAX}`);
  if (found.length === 0) return 0;
  return world.db.run(sql`
    update ${raw(table)} t set phone = a.fresh
    from unnest(${found.map(({ number }) => number)}::text[], ${found.map(({ sealed }) => sealed)}::text[], ${found.map(({ number, sealed }) => again(sealed, phoneBound(shop, number)))}::text[]) as a (number, sealed, fresh)
    where t.shop_id = ${shop} and t.number = decode(a.number, 'hex') and t.phone = a.sealed`);
}
