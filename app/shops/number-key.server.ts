// The shop's own key for fingerprints, made when it is first needed and sealed: who has no longer the key cannot tell whose they are.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { z } from "zod";
import { invariant } from "../lib/invariant.ts";
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { numberKeyBound } from "./seal-rows.server.ts";

const KEY_BYTES = 32;
const Key = z.object({ sealed: z.string().nullable() });

/** HMAC-SHA256 in hex. The key is asked for once. */
export async function fingerprints(world: World, shop: ShopId): Promise<(word: string) => string> {
  const key = await numberKey(world, shop);
  return (word) => createHmac("sha256", key).update(word).digest("hex");
}

async function numberKey(world: World, shop: ShopId): Promise<KeyObject> {
  const found = await row(world.db, Key, sql`select number_key as sealed from shop where shop_id = ${shop}`);
  const sealed = found?.sealed ?? (await makeKey(world, shop));
  // A key that is made into one each time costs ten times the hash.
  return createSecretKey(Buffer.from(unseal(world.secrets, sealed, numberKeyBound(shop)), "base64url"));
}

/** Of two who make one at once the first one's counts. */
async function makeKey(world: World, shop: ShopId): Promise<string> {
  const fresh = seal(world.secrets, randomBytes(KEY_BYTES).toString("base64url"), numberKeyBound(shop));
  const made = await row(world.db, Key, sql`update shop set number_key = coalesce(number_key, ${fresh}) where shop_id = ${shop} returning number_key as sealed`);
  invariant(made?.sealed, "a shop that is there has a key");
  return made.sealed;
}
