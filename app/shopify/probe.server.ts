// Pump: a shop that Shopify had shut (unpaid, locked) is asked for with growing gaps, by the cheapest
// query there is; when it answers, everything goes on where it stopped. Its state is the row that is due.
import type { ShopId } from "../lib/ids.ts";
import type { Pump } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { claimProbe, endProbes, postponeProbe } from "../shops/pause-rows.server.ts";
import { resumeShop } from "../shops/install.server.ts";
import { admin } from "./admin.server.ts";
import { SHOP, ShopInfo } from "./queries.ts";

export const probe: Pump = {
  name: "probe",
  async step(world, shop) {
    // The next look is planned before this one is made: whoever dies on the way costs one gap.
    if (!(await claimProbe(world, shop, world.now()))) return 0;
    await world.point("probe:after-claim");
    await look(world, shop);
    return 1;
  },
};

async function look(world: World, shop: ShopId): Promise<void> {
  const answer = await admin(world, shop).query(ShopInfo, SHOP, {}, { cost: 1 });
  if (answer.kind === "data") {
    if (await transact(world, (within) => resumeShop(within, shop))) world.log.info("shop works again", { shop });
    return;
  }
  if (answer.reason !== "unauthorized") return;
  // Renewed just now; or there is no token any more, and only the merchant can bring one.
  if (answer.retryAt) await postponeProbe(world, shop, answer.retryAt);
  else await endProbes(world, shop, answer.detail);
}
