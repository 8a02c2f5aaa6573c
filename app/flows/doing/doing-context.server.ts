// What a shop has that steps may do something with: for the check, and for the editor's choices.
import { mayCall } from "../../lib/public-address.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { listLists } from "../../lists/rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { Settings } from "../../shops/settings.ts";
import { keptLists } from "./kept-list-rows.server.ts";
import type { DoingContext } from "./check-doings.ts";

export async function doingContext(world: World, shop: ShopId): Promise<DoingContext> {
  const [found, lists] = [await readShop(world, shop), await ownLists(world, shop)];
  return { tagPrefix: (found?.settings ?? Settings.parse({})).tagPrefix, lists: new Set(lists.map(({ value }) => value)), mayCall };
}

export type Choice = { value: number; label: string };
/** `targets`: lists that a connected platform keeps, through a segment of the people on it. */
export type DoingChoices = { lists: Choice[]; targets: Choice[] };

const ownLists = async (world: World, shop: ShopId): Promise<Choice[]> =>
  (await listLists(world, shop)).filter(({ source }) => source !== "shopify").map(({ listId, name }) => ({ value: listId, label: name }));

export async function doingChoices(world: World, shop: ShopId): Promise<DoingChoices> {
  const [lists, kept] = [await ownLists(world, shop), await keptLists(world, shop)];
  const targets = lists.flatMap(({ value, label }) => {
    const places = kept.filter(({ list }) => list === value).map(({ place, platform }) => `${place} in ${platform}`);
    return places.length === 0 ? [] : [{ value, label: `${label} (${places.join(", ")})` }];
  });
  return { lists, targets };
}
