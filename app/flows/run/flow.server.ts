// Pump: takes the flows of a shop further. What happened is told, whoever is told of is let in, runs decide, and what they
// decided on is carried out; each part a set at a time, in transactions of its own.
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import type { World } from "../../lib/world.ts";
import { tellHappened } from "../told/tell.server.ts";
import { advanceDue } from "./advance-due.server.ts";
import { nextRunAt } from "./due-rows.server.ts";
import { enterDue } from "./enter-due.server.ts";
import { nextEntryAt } from "./entry-rows.server.ts";

const PARTS = [tellHappened, enterDue, advanceDue];

export const flow: Pump = {
  name: "flow",
  async step(world, shop) {
    let moved = 0;
    for (const part of PARTS) moved += await part(world, shop);
    if (moved === 0) await wakeNext(world, shop);
    return moved;
  },
};

/** At rest until something is due. */
async function wakeNext(world: World, shop: ShopId): Promise<void> {
  const all = [await nextRunAt(world, shop), await nextEntryAt(world, shop)].flatMap((at) => at ?? []);
  if (all.length > 0) await wake(world, shop, "flow", new Date(Math.min(...all.map((at) => at.getTime()))));
}
