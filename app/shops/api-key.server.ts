// The key with which the merchant's own systems knock at the API. It is shown once, when it is made; what
// is kept is its hash, and the key itself encrypted, for requests that are signed with it and do not carry
// it. It names its shop, so that one row has to be looked at.
import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { apiKeyBound } from "./seal-rows.server.ts";

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex");

/** A new key; the one before works no more. Two ids are 244 bits of chance. */
export async function makeKey(world: World, shop: ShopId): Promise<string> {
  const secret = `${world.ids.uuid()}${world.ids.uuid()}`.replaceAll("-", "");
  const key = `segue_${shop}_${secret}`;
  const sealed = seal(world.secrets, key, apiKeyBound(shop));
  await world.db.run(sql`update shop set api_key_hash = ${hashOf(key)}, api_key_sealed = ${sealed}, api_key_at = ${world.now()} where shop_id = ${shop}`);
  return key;
}

export async function revokeKey(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`update shop set api_key_hash = null, api_key_sealed = null, api_key_at = null where shop_id = ${shop}`);
}

/** When the key was made; null = there is none. */
export async function keyMadeAt(world: World, shop: ShopId): Promise<Date | null> {
  return (await row(world.db, z.object({ at: Instant.nullable() }), sql`select api_key_at as at from shop where shop_id = ${shop}`))?.at ?? null;
}

const Found = z.object({ shop: ShopId, currency: z.string(), hash: z.string() });

/** Whose key it is; null = nobody's, or of a shop that has gone. */
export async function shopOfKey(world: World, key: string): Promise<{ shop: ShopId; currency: string } | null> {
  const [, number] = /^segue_([1-9][0-9]{0,8})_[0-9a-f]{64}$/.exec(key) ?? [];
  if (number === undefined) return null;
  const found = await row(world.db, Found, sql`
    select shop_id as shop, currency, api_key_hash as hash from shop
    where shop_id = ${Number(number)} and api_key_hash is not null and state in ('active', 'paused')`);
  return found && timingSafeEqual(Buffer.from(found.hash, "hex"), Buffer.from(hashOf(key), "hex")) ? { shop: found.shop, currency: found.currency } : null;
}

const Sealed = z.object({ shop: ShopId, currency: z.string(), sealed: z.string() });

/** The key of a shop that its callers sign with; null = it has none, has gone, or made it before requests could be signed. */
export async function signingKeyOf(world: World, number: number): Promise<{ shop: ShopId; currency: string; key: string } | null> {
  const found = await row(world.db, Sealed, sql`
    select shop_id as shop, currency, api_key_sealed as sealed from shop
    where shop_id = ${number} and api_key_sealed is not null and state in ('active', 'paused')`);
  return found && { shop: found.shop, currency: found.currency, key: unseal(world.secrets, found.sealed, apiKeyBound(number)) };
}
