// The shop's key for its numbers, made when it is first needed and sealed; and phones that are kept sealed for a while.
import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { z } from "zod";
import { invariant } from "../lib/invariant.ts";
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { numberKeyBound, phoneBound } from "../shops/seal-rows.server.ts";
import { NumberHash } from "./number.ts";

const KEY_BYTES = 32;
const Key = z.object({ sealed: z.string().nullable() });

/** For phones in E.164. The key is asked for once. */
export async function numberHasher(world: World, shop: ShopId): Promise<(phone: string) => NumberHash> {
  const found = await row(world.db, Key, sql`select number_key as sealed from shop where shop_id = ${shop}`);
  const sealed = found?.sealed ?? (await makeKey(world, shop));
  // A key that is made into one each time costs ten times the hash.
  const key = createSecretKey(Buffer.from(unseal(world.secrets, sealed, numberKeyBound(shop)), "base64url"));
  return (phone) => NumberHash.parse(createHmac("sha256", key).update(phone).digest("hex"));
}

/** Of two who make one at once the first one's counts. */
async function makeKey(world: World, shop: ShopId): Promise<string> {
  const fresh = seal(world.secrets, randomBytes(KEY_BYTES).toString("base64url"), numberKeyBound(shop));
  const made = await row(world.db, Key, sql`update shop set number_key = coalesce(number_key, ${fresh}) where shop_id = ${shop} returning number_key as sealed`);
  invariant(made?.sealed, "a shop that is there has a key");
  return made.sealed;
}

/** As `opt_in.phone` and `reply.phone` hold it. */
export const sealPhone = (world: World, shop: ShopId, number: NumberHash, phone: string): string => seal(world.secrets, phone, phoneBound(shop, number));
export const openPhone = (world: World, shop: ShopId, number: NumberHash, sealed: string): string => unseal(world.secrets, sealed, phoneBound(shop, number));
