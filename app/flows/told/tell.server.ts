// What happened is told: to everybody who is on their way, and to the triggers of flows that let people in. In the order in
// which it was noted, a set at a time; whatever dies between, it is told once.
import type { ShopId } from "../../lib/ids.ts";
import { lockFlows } from "../../lib/lock.server.ts";
import { often, transact, type World } from "../../lib/world.ts";
import { flowVersions, versionName } from "../flow/version-rows.server.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import { heardBy, heardOnce } from "./heard-by.ts";
import { ofTexts } from "./of-texts.server.ts";
import { dropHappened, listeningFlows, takeHappened, type Taken, walkersOf } from "./tell-rows.server.ts";
import { tellTriggers } from "./tell-triggers.server.ts";

export const HAPPENED_MAX = 500;

/** Returns how many things were told; 0: all were. News of variants are told by tell-stock.server.ts. */
export function tellFacts(world: World, shop: ShopId): Promise<number> {
  return transact(often(world), async (inside) => {
    // Whoever is being let in just now is told, too.
    await lockFlows(inside, shop);
    const now = world.now();
    const taken = await takeHappened(inside, shop, now, HAPPENED_MAX);
    if (taken.length === 0) return 0;
    const told = await ofTexts(inside, shop, taken);
    await tellRuns(inside, shop, told, now);
    const flows = await listeningFlows(inside, shop, [...new Set(told.map(({ what }) => what))]);
    await tellTriggers(inside, shop, flows, told, { now, isFull: taken.length === HAPPENED_MAX });
    await dropHappened(inside, shop, taken.map(({ id }) => id));
    await inside.point("flow:told");
    return taken.length;
  });
}

async function tellRuns(world: World, shop: ShopId, taken: readonly Taken[], now: Date): Promise<void> {
  const walkers = await walkersOf(world, shop, [...new Set(taken.map(({ customer }) => customer))], now);
  if (walkers.length === 0) return;
  const versions = await flowVersions(world, shop, walkers);
  const told = Map.groupBy(taken, ({ customer }) => customer);
  const all = walkers.flatMap(({ run, customer, endedAt, ...of }) => {
    const version = versions.get(versionName(of));
    if (!version) return [];
    const listener = { run, endedAt: endedAt?.getTime() ?? null, definition: version.definition };
    const heard = (told.get(customer) ?? []).map((each) => heardBy(each, listener)).filter((each) => each !== null);
    return heardOnce(heard).map((each) => ({ run, heard: each }));
  });
  await hearRuns(world, shop, all, now);
}
