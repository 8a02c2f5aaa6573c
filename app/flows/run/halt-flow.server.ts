// The gate found something set up wrongly in a text of a flow: a person has to look. What is about the text or the step stands
// still with the whole flow until then; where only the sender fails, the texts wait and go on by themselves.
import type { ShopId } from "../../lib/ids.ts";
import { wake } from "../../lib/pump.server.ts";
import type { World } from "../../lib/world.ts";
import { SENDERS_REASONS } from "../../outbox/text-flow.ts";
import { FlowId } from "../flow/flow.ts";
import { lockFlow, turnFlow } from "../flow/flow-rows.server.ts";

export type HaltedFlow = { flowId: number; reason: string };

export async function haltFlows(world: World, shop: ShopId, halted: readonly HaltedFlow[], now: Date): Promise<void> {
  const byFlow = [...new Map(halted.map((one) => [one.flowId, one])).values()].sort((one, other) => one.flowId - other.flowId);
  for (const { flowId, reason } of byFlow) {
    const before = await lockFlow(world, shop, FlowId.parse(flowId));
    if (!before || (before.state !== "live" && before.state !== "shadow")) continue;
    if (SENDERS_REASONS.some((each) => each === reason)) await turnFlow(world, shop, before, { problem: reason }, now);
    else {
      const tellings = [...before.progress.tellings, { say: "pause" as const, below: null, cursor: "0", told: 0, perHour: null }];
      await turnFlow(world, shop, before, { state: "paused", pausedAt: now, problem: reason, dueAt: now, progress: { ...before.progress, tellings } }, now);
      await wake(world, shop, "flow");
    }
  }
}
