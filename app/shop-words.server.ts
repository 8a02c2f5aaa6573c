// What the builder must know of the shop: its currency, its other segments, its lists, its mapped metafields.
import type { ShopWords } from "./components/builder/shop-words.ts";
import type { SegmentId, ShopId } from "./lib/ids.ts";
import type { World } from "./lib/world.ts";
import { knownLists } from "./lists/rows.server.ts";
import { requireFound } from "./require.ts";
import { askOf } from "./segments/ask-rows.server.ts";
import { dayOf, dayText } from "./segments/calendar.ts";
import { publishedFlows } from "./segments/flow-rows.server.ts";
import { metafieldTypes } from "./segments/metafield-rows.server.ts";
import { propertiesSeen } from "./segments/property-rows.server.ts";
import { knownSegments } from "./segments/save-rows.server.ts";
import { readShop } from "./shops/rows.server.ts";
import { metafieldsOf } from "./shops/settings.ts";

export async function shopWords(world: World, shop: ShopId, except: SegmentId | null = null): Promise<ShopWords> {
  const { currency, settings } = requireFound(await readShop(world, shop));
  const [segments, lists, flows, mapped, properties] = await Promise.all([knownSegments(world, shop), knownLists(world, shop), publishedFlows(world, shop), metafieldTypes(world, shop, metafieldsOf(settings)), propertiesSeen(world, shop)]);
  const { covers = {}, now, zone } = await askOf(world, shop);
  return {
    currency,
    today: dayText(dayOf(now.getTime(), zone)),
    segments: segments.filter(({ segmentId }) => segmentId !== except).map(({ segmentId, name }) => ({ segmentId, name })),
    lists,
    flows,
    mapped,
    told: [...new Set(Object.keys(covers).map((key) => key.split("/")[0] ?? key))],
    properties,
  };
}
