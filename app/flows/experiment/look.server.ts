// Looks at experiments whose people's time is over: counts them, in sets, and decides what their rule says of it. A step of the
// pump `flow`; each look is one transaction that holds the experiment's row.
import type { ShopId } from "../../lib/ids.ts";
import { hours, later } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { dayOf } from "../../segments/calendar.ts";
import { type Counted, countDraws, nextDrawAt } from "./draw-rows.server.ts";
import { dueExperiment, type ExperimentRow, insertLook, putOff, writeExperiment } from "./experiment-rows.server.ts";
import { added, type Figure } from "./figure.ts";
import { judge } from "./judge.ts";
import { ruleIn, stepsNow } from "./rule.server.ts";
import { readShares } from "./shares.server.ts";
import { afterLook } from "./standing.ts";

const DRAWS_MAX = 2_000;
/** Whoever is over within the hour is looked at together. */
const LOOK_EVERY_MS = hours(1);

/** Returns how many people were counted, and one for the look; 0: nothing is due. */
export async function lookAtExperiments(world: World, shop: ShopId, limit = DRAWS_MAX): Promise<number> {
  const moved = await transact(world, async (inside) => {
    const now = inside.now();
    const experiment = await dueExperiment(inside, shop, now);
    if (!experiment) return 0;
    const counted = await countDraws(inside, shop, experiment, experiment.design.metric, now, limit);
    const people = counted.reduce((sum, each) => sum + each.people, 0);
    const figures = withCounted(experiment.figures, counted);
    if (people === limit) await putOff(inside, shop, experiment, figures, now);
    else await look(inside, shop, experiment, figures, now);
    await inside.point("flow:before-look-commit");
    return people + 1;
  });
  return moved;
}

const withCounted = (figures: readonly Figure[], counted: readonly Counted[]): Figure[] => figures.map((figure, index) => counted.filter(({ arm }) => arm === index).reduce((sum, { arm: _, ...more }) => added(sum, more), figure));

async function look(world: World, shop: ShopId, experiment: ExperimentRow, figures: Figure[], now: Date): Promise<void> {
  const { design, lookedAt } = experiment;
  const { is, arm } = judge(design, figures);
  const verdict = { is, arm };
  const zone = (await readShop(world, shop))?.timeZone ?? "UTC";
  const isNewDay = lookedAt === null || dayOf(lookedAt.getTime(), zone) < dayOf(now.getTime(), zone);
  const { off } = await readShares(world, shop, experiment, design, figures);
  const { after, what } = afterLook(experiment, { design, figures, areSharesOff: off !== null }, verdict, ruleIn(await stepsNow(world, shop, experiment.flowId), experiment), isNewDay);
  const next = await nextDrawAt(world, shop, experiment);
  const looks = experiment.looks + (what === null ? 0 : 1);
  const hasEnded = after.state === "decided" && experiment.state !== "decided";
  await writeExperiment(world, shop, experiment, {
    ...after, figures, verdict, lookedAt: isNewDay ? now : lookedAt, looks, dueAt: next && new Date(Math.max(next.getTime(), later(now, LOOK_EVERY_MS).getTime())),
    decidedAt: hasEnded ? now : experiment.decidedAt, decidedBy: experiment.decidedBy,
  });
  if (what !== null) await insertLook(world, shop, experiment, { seq: looks, at: now, what, figures, verdict, weights: after.weights, winner: after.winner, by: null });
}
