// What an experiment's arms got, held against their shares: where those shift, against the ones by which each drew.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { Design } from "./design.ts";
import { drawnBy } from "./draw-rows.server.ts";
import type { Place } from "./experiment-rows.server.ts";
import type { Figure } from "./figure.ts";
import { checkShares, type SharesCheck } from "./shares.ts";

export const readShares = async (world: World, shop: ShopId, place: Place, design: Design, figures: readonly Figure[]): Promise<SharesCheck> =>
  checkShares(design, figures, design.bandit ? await drawnBy(world, shop, place, design.arms.length) : []);
