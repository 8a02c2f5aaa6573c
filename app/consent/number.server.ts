// Phones by the shop's own fingerprints, and phones that are kept sealed for a while.
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import type { World } from "../lib/world.ts";
import { fingerprints } from "../shops/number-key.server.ts";
import { phoneBound } from "../shops/seal-rows.server.ts";
import { NumberHash } from "./number.ts";

/** For phones in E.164. The key is asked for once. */
export async function numberHasher(world: World, shop: ShopId): Promise<(phone: string) => NumberHash> {
  const fingerprint = await fingerprints(world, shop);
  return (phone) => NumberHash.parse(fingerprint(phone));
}

/** As `opt_in.phone` and `reply.phone` hold it. */
export const sealPhone = (world: World, shop: ShopId, number: NumberHash, phone: string): string => seal(world.secrets, phone, phoneBound(shop, number));
export const openPhone = (world: World, shop: ShopId, number: NumberHash, sealed: string): string => unseal(world.secrets, sealed, phoneBound(shop, number));
