// Whether people are still where a campaign took them from, asked when their texts are about to go: who has left its
// segments and lists since gets nothing, and neither does who came into one that is left out.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { placesNow } from "./campaign-people-rows.server.ts";
import type { Message } from "../gate/facts.ts";

type Asked = { textId: string; campaignId: number | null; customerId: CustomerId | null };

/** By text; of texts that are no campaign's, nothing. */
export async function placesOf(world: World, shop: ShopId, texts: readonly Asked[]): Promise<Map<string, Message["place"]>> {
  const asked = texts.flatMap(({ textId, campaignId, customerId }) => (campaignId === null || customerId === null ? [] : [{ textId, campaignId, customerId }]));
  const found = new Map((await placesNow(world, shop, asked)).map((each) => [`${each.campaignId}/${each.customerId}`, each]));
  return new Map(asked.map(({ textId, campaignId, customerId }): [string, Message["place"]] => {
    const place = found.get(`${campaignId}/${customerId}`);
    return [textId, !place?.isIn ? "left" : place.isExcluded ? "filtered" : "in"];
  }));
}
