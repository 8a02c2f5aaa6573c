// What a report counts along people and texts, kept for a while where there are many of them: a page that asks again and again
// counts once in a while. What is kept by the day (flow_count), and who stands where, is read each time.
import type { ShopId } from "../../lib/ids.ts";
import { earlier, minutes } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { keepOutcomes, keptOutcomes, type Outcomes } from "./kept-rows.server.ts";
import { orderedIn, peopleIn, reachedIn, withOneCore } from "./outcome-rows.server.ts";
import { clicksIn, optOutsIn, textsIn } from "./report-rows.server.ts";
import type { Scope } from "./scope.ts";

/** Of fewer runs it is counted each time. */
const FEW = 2_000;
const MANY = 50_000;

const freshMs = (runs: number): number => (runs <= FEW ? 0 : runs <= MANY ? minutes(1) : minutes(10));

export async function outcomesIn(world: World, shop: ShopId, scope: Scope, withinMs: number, now: Date): Promise<{ outcomes: Outcomes; at: Date }> {
  const key = JSON.stringify([scope.version, scope.days, withinMs]);
  const kept = await keptOutcomes(world, shop, scope.flow);
  if (kept?.key === key && kept.at <= now && kept.at > earlier(now, freshMs(runsOf(kept.outcomes)))) return { outcomes: kept.outcomes, at: kept.at };
  const outcomes = await transact(world, (inside) => counted(inside, shop, scope, withinMs, now));
  if (freshMs(runsOf(outcomes)) > 0) await keepOutcomes(world, shop, scope.flow, { key, at: now, outcomes });
  return { outcomes, at: now };
}

async function counted(world: World, shop: ShopId, scope: Scope, withinMs: number, now: Date): Promise<Outcomes> {
  await withOneCore(world);
  return {
    texts: await textsIn(world, shop, scope), clicks: await clicksIn(world, shop, scope), optOuts: await optOutsIn(world, shop, scope),
    people: await peopleIn(world, shop, scope), reached: await reachedIn(world, shop, scope), ordered: await orderedIn(world, shop, scope, withinMs, now),
  };
}

const runsOf = ({ people }: Outcomes): number => people.reduce((sum, { runs }) => sum + runs, 0);
