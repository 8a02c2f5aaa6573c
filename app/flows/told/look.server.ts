// Looks that are due: whether somebody left something alone, or nothing came of a text. By the trigger as it was armed, as
// long as the flow's version of today still has it.
import type { ShopId } from "../../lib/ids.ts";
import { transact, type World } from "../../lib/world.ts";
import { flowVersions, versionName } from "../flow/version-rows.server.ts";
import type { Trigger } from "../trigger.ts";
import { readAskers } from "./asker.server.ts";
import type { NewEntry } from "./entry.ts";
import { insertEntries } from "./entry-rows.server.ts";
import { look } from "./meet.ts";
import { liveFlows } from "./tell-rows.server.ts";
import { dropEnded, dropWatches, dueWatches } from "./watch-rows.server.ts";

export const WATCHES_MAX = 500;

/** Returns how many were looked at. */
export function lookWatches(world: World, shop: ShopId): Promise<number> {
  return transact(world, async (inside) => {
    const now = world.now();
    const due = await dueWatches(inside, shop, "people", now, WATCHES_MAX);
    if (due.length === 0) {
      await dropEnded(inside, shop, now);
      return 0;
    }
    const live = new Map((await liveFlows(inside, shop, [...new Set(due.map(({ flow }) => flow))])).map((each) => [each.flow, each]));
    const versions = await flowVersions(inside, shop, due);
    const asked = due.flatMap((watch) => {
      const [flow, armed] = [live.get(watch.flow), versions.get(versionName(watch))?.definition.triggers[watch.trigger]];
      const trigger = flow && armed ? placeOf(armed, watch.trigger, flow.definition.triggers) : null;
      return flow && trigger ? [{ watch, flow, ...trigger }] : [];
    });
    const people = await readAskers(inside, shop, asked.map(({ watch }) => watch.customer), [...new Set(asked.map(({ flow }) => flow.definition))], now);
    const entries = asked.flatMap(({ watch, flow, index, trigger }): NewEntry[] => {
      const known = people.get(watch.customer);
      const met = known ? look(trigger, { ...watch, at: watch.at.getTime(), dueAt: watch.dueAt.getTime() }, { ...known, watches: [], untold: new Set() }) : [];
      return met.flatMap((each) => (each.does === "enter" ? [{ flow: flow.flow, trigger: index, customer: watch.customer, fact: each.fact, at: new Date(each.at), about: each.about }] : []));
    });
    await insertEntries(inside, shop, entries, now);
    await dropWatches(inside, shop, due);
    await inside.point("flow:looked");
    return due.length;
  });
}

/** Where the version of today has it: the same trigger, else one of its kind in its place. */
function placeOf(armed: Trigger, index: number, triggers: readonly Trigger[]): { index: number; trigger: Trigger } | null {
  const words = JSON.stringify(armed);
  const same = triggers.findIndex((each) => JSON.stringify(each) === words);
  const found = same >= 0 ? same : triggers[index]?.kind === armed.kind ? index : -1;
  const trigger = triggers[found];
  return trigger ? { index: found, trigger } : null;
}
