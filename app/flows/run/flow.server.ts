// Pump: takes the flows of a shop further. What happened is told, whoever is told of is let in, runs decide, and what they
// decided on is carried out; each part a set at a time, in transactions of its own.
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { lookOver } from "../../lib/statistics.server.ts";
import { later, seconds } from "../../lib/time.ts";
import { often, type World } from "../../lib/world.ts";
import { doDue } from "../doing/do.server.ts";
import { lookAtExperiments } from "../experiment/look.server.ts";
import { activateDue } from "../flow/activate.server.ts";
import { lookWatches } from "../told/look.server.ts";
import { scheduleTriggers } from "../told/schedule.server.ts";
import { tellFacts } from "../told/tell.server.ts";
import { tellStock } from "../told/tell-stock.server.ts";
import { advanceDue } from "./advance-due.server.ts";
import { enterDue } from "./enter-due.server.ts";
import { type FlowWork, flowWorkDue, nextFlowsAt } from "./next-rows.server.ts";

type Part = { work: FlowWork; step: (world: World, shop: ShopId) => Promise<number> };

/** What has come and lets nobody in yet decides who is let in: it goes first. Before it, what a merchant decided about a flow as a whole. */
const PARTS: readonly Part[] = [
  { work: "activate", step: activateDue }, { work: "tell", step: tellFacts }, { work: "stock", step: tellStock }, { work: "look", step: lookWatches }, { work: "look", step: scheduleTriggers },
  { work: "enter", step: (world, shop) => enterDue(world, shop) },
  { work: "advance", step: (world, shop) => advanceDue(world, shop) }, { work: "carryOut", step: doDue }, { work: "experiment", step: (world, shop) => lookAtExperiments(world, shop) },
];

/** Where so many came at once, plans may be kept that were made for next to nothing. */
const MANY = 500;

/** What is due and in somebody else's hands is looked at again then. */
const AGAIN_MS = seconds(1);

export const flow: Pump = {
  name: "flow",
  async step(world, shop) {
    const awake: World = { ...world, awake: "flow" };
    let moved = 0;
    // Most looks find nothing, or something for one part alone, and one statement tells that. What a part has moved may be work for those that come after it.
    let due = await flowWorkDue(often(world), shop);
    for (const { work, step } of PARTS) {
      const done = due.has(work) ? await step(awake, shop) : 0;
      if (done > 0) due = await flowWorkDue(often(world), shop);
      if (done >= MANY) await lookOver(world, "flow_entry", "flow_run", "flow_heard", "flow_watch");
      moved += done;
    }
    if (moved === 0) await wakeNext(world, shop);
    return moved;
  },
};

async function wakeNext(world: World, shop: ShopId): Promise<void> {
  const at = await nextFlowsAt(world, shop);
  const now = world.now();
  if (at) await wake(world, shop, "flow", at > now ? at : later(now, AGAIN_MS));
}
