// News of variants is told to the triggers that wait for it: each asks for its people as a set.
import type { ShopId } from "../../lib/ids.ts";
import { transact, type World } from "../../lib/world.ts";
import { insertSet } from "./entry-rows.server.ts";
import { STOCK_NOTES } from "./listened.ts";
import { meetStock } from "./stock.ts";
import { dropNews, takeNews, whoWants } from "./stock-rows.server.ts";
import { listeningFlows } from "./tell-rows.server.ts";

const NEWS_MAX = 100;

/** Returns how much news was told. */
export function tellStock(world: World, shop: ShopId): Promise<number> {
  return transact(world, async (inside) => {
    const now = world.now();
    const taken = await takeNews(inside, shop, NEWS_MAX);
    if (taken.length === 0) return 0;
    const flows = await listeningFlows(inside, shop, Object.values(STOCK_NOTES));
    const waiting = flows.flatMap(({ flow, definition }) => definition.triggers.flatMap((stock, trigger) => (stock.kind === "stock" ? [{ flow, trigger, stock }] : [])));
    for (const news of taken) {
      for (const of of waiting) {
        const met = meetStock(of.stock, news);
        if (met && met.people !== 0) await insertSet(inside, shop, of, whoWants(shop, { ...of, met, at: new Date(news.at) }), now);
      }
    }
    await dropNews(inside, shop, taken.map(({ id }) => id));
    return taken.length;
  });
}
