// What a person may do with one run: let it stand still, go on, or end. It is told so, and does it when it is next looked at.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import type { Heard } from "../ledger.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import type { RunAct } from "./run-act.ts";
import { lockRun, type StoryRun } from "./run-story-rows.server.ts";

/** Null: there is no such run. */
export async function changeRun(world: World, shop: ShopId, flow: number, run: string, act: RunAct): Promise<Problem[] | null> {
  const now = world.now();
  return transact(world, async (world) => {
    const found = await lockRun(world, shop, flow, run);
    if (!found) return null;
    const why = whyNot(found, act);
    if (why !== null) return [{ path: [], message: why }];
    await hearRuns(world, shop, [{ run, heard: heardBy(act, now) }], now);
    return [];
  });
}

function heardBy(act: RunAct, now: Date): Heard {
  switch (act) {
    case "pause": return { kind: "pause" };
    case "resume": return { kind: "resume", overdue: "go", at: now.getTime() };
    case "end": return { kind: "stop", reason: "byMerchant" };
    default: return act satisfies never;
  }
}

function whyNot({ state, waits }: Pick<StoryRun, "state" | "waits">, act: RunAct): string | null {
  if (state === "ended") return "They have left the flow already.";
  if (state === "parked") return "This run is stuck by a mistake of ours. Try it again on the Problems page first.";
  if (act === "pause" && state === "paused") return "It is paused already.";
  if (act === "resume" && state !== "paused" && waits !== "halted") return "It is not paused.";
  return null;
}
