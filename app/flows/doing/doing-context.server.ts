// What a shop has that steps may do something with, for the check.
import { mayCall } from "../../lib/public-address.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { listLists } from "../../lists/rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { Settings } from "../../shops/settings.ts";
import type { DoingContext } from "./check-doings.ts";

export async function doingContext(world: World, shop: ShopId): Promise<DoingContext> {
  const [found, lists] = [await readShop(world, shop), await listLists(world, shop)];
  return {
    tagPrefix: (found?.settings ?? Settings.parse({})).tagPrefix,
    lists: new Set<number>(lists.flatMap(({ listId, source }) => (source === "shopify" ? [] : [listId]))),
    mayCall,
  };
}
