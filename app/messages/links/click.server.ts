// Clicks become events of whoever clicked: a person's are clicks in a text, a machine's are kept under another name, so
// that they count as nobody's interest. The landing page may say later that it was a person after all.
import { writeFacts } from "../../customers/apply.server.ts";
import { noFacts } from "../../customers/fact.ts";
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { earlier, later, minutes, seconds } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { isCode } from "./code.ts";
import { clickFacts } from "./click.ts";
import { firstLinkAt, isAnyUntold, lockClicks, noteConfirmed, noteHuman, noteTold, takeUntold } from "./click-rows.server.ts";
import { judgeClick } from "./human.ts";

const CLICKS_MAX = 500;

export const click: Pump = {
  name: "click",
  step: (world, shop) => transact(world, async (within) => {
    const taken = await takeUntold(within, shop, CLICKS_MAX);
    if (taken.length === 0) return 0;
    const now = world.now();
    const { events, covers } = clickFacts(taken, (await firstLinkAt(within, shop)) ?? now);
    await writeFacts(within, shop, { ...noFacts(), events, covers }, { now, live: true });
    await noteTold(within, shop, taken.map(({ clickId }) => clickId), now);
    await world.point("click:before-commit");
    if (events.length > 0) await wake(within, shop, "evaluate");
    return taken.length;
  }),
  isDue: (world, shop) => isAnyUntold(world, shop),
};

/** Nobody reads a page for longer before it tells of itself. */
const LANDING_MS = minutes(30);
/** Two clocks of ours. */
const SKEW_MS = seconds(5);

/**
 * The landing page was opened with this code: the click was a person's, unless it named itself a machine's. `unknown`: no
 * such click. Twice is once. Whoever calls this has made sure of the shop, and counts how often it is called.
 */
export function confirmClick(world: World, shop: ShopId, code: string, at: Date): Promise<"confirmed" | "unknown"> {
  if (!isCode(code)) return Promise.resolve("unknown");
  return transact(world, async (within) => {
    const clicks = await lockClicks(within, shop, code, earlier(at, LANDING_MS), later(at, SKEW_MS));
    const human = clicks.find(({ isHuman }) => isHuman);
    if (human) {
      await noteConfirmed(within, shop, human.clickId, at);
      return "confirmed";
    }
    for (const { clickId, method, headers, at: clickedAt } of clicks) {
      const judged = judgeClick({ method, headers, at: clickedAt, sentAt: null, deliveredAt: null, otherCodes: 0, isMachineRoom: false, isConfirmed: true });
      if (!judged.isHuman) continue;
      await noteHuman(within, shop, clickId, at, judged);
      await wake(within, shop, "click");
      return "confirmed";
    }
    return "unknown";
  });
}
