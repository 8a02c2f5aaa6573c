// What a campaign may be made of: the shop's segments, lists and promotional messages, with what is shown of each.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { listLists } from "../../lists/rows.server.ts";
import { listSegments } from "../../segments/screen-rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { localOf } from "./campaign-plan.ts";
import { kindOf } from "../message/message.ts";
import { listMessages } from "../message/message-rows.server.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";

export async function campaignChoices(world: World, shop: ShopId) {
  const [segments, lists, messages, found] = [await listSegments(world, shop), await listLists(world, shop), await listMessages(world, shop), await readShop(world, shop)];
  const { settings } = await readTextSettings(world, shop);
  const timeZone = found?.timeZone ?? "UTC";
  return {
    segments: segments.map(({ segmentId, name, memberCount }) => ({ id: Number(segmentId), name, people: memberCount })),
    lists: lists.map(({ listId, name, memberCount }) => ({ id: Number(listId), name, people: memberCount })),
    messages: messages.filter(({ definition }) => kindOf(definition) === "promotional").map(({ messageId, name, version, definition }) => ({ id: Number(messageId), name, version, definition })),
    brand: settings.brand,
    timeZone,
    nowLocal: localOf(world.now().getTime(), timeZone),
  };
}

export type CampaignChoices = Awaited<ReturnType<typeof campaignChoices>>;
