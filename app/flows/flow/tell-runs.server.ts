// Tells those who are in a flow what was decided about it, a thousand at a time: to stand still, to go on, to move to a new
// version, to leave. One thing after the other, in the order in which it was decided.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { Heard } from "../ledger.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import { turnAt } from "./activation.ts";
import type { FlowRow } from "./flow-rows.server.ts";
import type { Progress, Telling } from "./progress.ts";
import { type RunToTell, runsToTell } from "./told-runs-rows.server.ts";

const RUNS_AT_ONCE = 1_000;

/** One page of the first thing that is to be told; in the transaction that holds the flow. */
export async function tellRuns(world: World, shop: ShopId, { flowId, progress }: FlowRow, now: Date): Promise<{ progress: Progress; told: number }> {
  const [telling, ...rest] = progress.tellings;
  if (!telling) return { progress, told: 0 };
  const runs = await runsToTell(world, shop, flowId, telling, now, RUNS_AT_ONCE);
  let { told } = telling;
  const said = runs.map((run) => {
    const heard = heardBy(telling, run, told, now);
    if (telling.say !== "resume" || run.isOverdue) told += 1;
    return { run: run.runId, heard, ...(telling.say === "move" ? { version: telling.to } : {}) };
  });
  await hearRuns(world, shop, said, now);
  const last = runs.at(-1);
  const more = runs.length === RUNS_AT_ONCE && last ? [{ ...telling, cursor: last.runId, told }] : [];
  return { progress: { ...progress, tellings: [...more, ...rest] }, told: runs.length };
}

function heardBy(telling: Telling, { step, isOverdue }: RunToTell, told: number, now: Date): Heard {
  switch (telling.say) {
    case "pause": return { kind: "pause" };
    case "stop": return { kind: "stop", reason: "flowEnded" };
    case "move": return { kind: "move", step: (step === null ? null : telling.map[step]) ?? null };
    case "resume": return { kind: "resume", overdue: telling.overdue, at: isOverdue ? Math.max(now.getTime(), turnAt(telling.from, told, telling.perHour)) : now.getTime() };
    default: return telling satisfies never;
  }
}
