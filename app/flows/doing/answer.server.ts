// What a person answers: yes or no to an approval, which its run hears; or that an alert was seen to.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import { answered, holdAsked } from "./doing-rows.server.ts";

const OVER: Problem[] = [{ path: [], message: "This was answered already, or nobody answered in time." }];

/** Empty: it holds, and the run goes on. `by`: whoever answered. */
export const answerApproval = (world: World, shop: ShopId, doing: string, yes: boolean, by: string | null): Promise<Problem[]> => transact(world, async (world) => {
  const now = world.now();
  const asked = await holdAsked(world, shop, doing);
  if (asked?.what !== "approval" || (asked.expiresAt !== null && asked.expiresAt <= now)) return OVER;
  await answered(world, shop, doing, by, { parts: [], yes }, now);
  await hearRuns(world, shop, [{ run: asked.run, heard: { kind: "approved", key: asked.key, yes } }], now);
  return [];
});

/** False: it was ticked off before. */
export const tickOff = (world: World, shop: ShopId, doing: string, by: string | null): Promise<boolean> => transact(world, async (world) => {
  const asked = await holdAsked(world, shop, doing);
  return asked?.what === "alert" && (await answered(world, shop, doing, by, { parts: [] }, world.now())) > 0;
});
