// The experiments of a flow for its report.
import type { ShopId } from "../../lib/ids.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { drewIn } from "./draw-rows.server.ts";
import { experimentsOf, looksAt } from "./experiment-rows.server.ts";
import { judge } from "./judge.ts";
import { ruleIn, stepsNow } from "./rule.server.ts";
import { readShares } from "./shares.server.ts";
import type { ExperimentView } from "./view.ts";

const SHOWN = 10;
const LOOKS_SHOWN = 60;
export const PACE_DAYS = 14;

/** Newest first. */
export async function experimentViews(world: World, shop: ShopId, flowId: number): Promise<ExperimentView[]> {
  const rows = await experimentsOf(world, shop, flowId, SHOWN);
  if (rows.length === 0) return [];
  const steps = await stepsNow(world, shop, flowId);
  const now = world.now();
  const since = earlier(now, days(PACE_DAYS));
  const drew = await drewIn(world, shop, flowId, since);
  const views: ExperimentView[] = [];
  for (const { step, key, design, figures, state, winner, weights, begunAt, decidedAt, decidedBy } of rows) {
    const mine = drew.filter((each) => each.step === step && each.key === key);
    const lately = mine.reduce((sum, each) => sum + each.lately, 0);
    const overDays = Math.max(1, Math.min(PACE_DAYS, (now.getTime() - begunAt.getTime()) / days(1)));
    views.push({
      step, key, design, figures, state, winner, weights, begunAt, decidedAt, decidedBy, rule: ruleIn(steps, { step, key }), verdict: judge(design, figures), shares: await readShares(world, shop, { flowId, step, key }, design, figures), perDay: lately / overDays,
      drew: design.arms.map((_, arm) => mine.find((each) => each.arm === arm)?.people ?? 0), waiting: mine.reduce((sum, each) => sum + each.waiting, 0),
      looks: await looksAt(world, shop, { flowId, step, key }, LOOKS_SHOWN),
    });
  }
  return views;
}
