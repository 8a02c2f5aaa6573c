// What a merchant decides about an experiment: which arm everybody takes from now on, or that it goes on. Whoever is on their way stays
// in their arm.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { type ExperimentRow, insertLook, lockExperiment, Place, writeExperiment } from "./experiment-rows.server.ts";
import { judge } from "./judge.ts";
import type { LookWhat, Standing } from "./standing.ts";

/** `arm` null: it goes on by the weights it had, and asks no more. */
export const Choice = Place.pick({ step: true, key: true }).extend({ arm: z.int().min(0).nullable() });

const wrong = (message: string): Problem[] => [{ path: [], message }];

/** Empty: it holds. `by`: whoever decided; null: nobody knows. */
export async function chooseArm(world: World, shop: ShopId, flowId: number, input: unknown, by: string | null): Promise<Problem[]> {
  const read = Choice.safeParse(input);
  if (!read.success) return problemsOf(read.error);
  const { step, key, arm } = read.data;
  return transact(world, async (inside) => {
    const experiment = await lockExperiment(inside, shop, { flowId, step, key });
    if (!experiment) return wrong("There is no such experiment any more.");
    if (arm !== null && arm >= experiment.design.arms.length) return wrong("There is no such arm.");
    if (arm === null && experiment.state !== "asked" && experiment.state !== "decided") return wrong("It goes on already.");
    const after: Standing = { state: arm === null ? "byHand" : "decided", winner: arm, weights: experiment.weights };
    await keep(inside, shop, experiment, after, arm === null ? "wentOn" : "chosen", by);
    return [];
  });
}

async function keep(world: World, shop: ShopId, experiment: ExperimentRow, after: Standing, what: LookWhat, by: string | null): Promise<void> {
  const now = world.now();
  const { design, figures, looks } = experiment;
  const { is, arm } = judge(design, figures);
  await writeExperiment(world, shop, experiment, { ...experiment, ...after, verdict: { is, arm }, looks: looks + 1, decidedAt: after.state === "decided" ? now : null, decidedBy: after.state === "decided" ? by : null });
  await insertLook(world, shop, experiment, { seq: looks + 1, at: now, what, figures, verdict: { is, arm }, weights: after.weights, winner: after.winner, by });
}
