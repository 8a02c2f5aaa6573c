// What the version that people enter by says of an experiment.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { FlowId } from "../flow/flow.ts";
import { flowById } from "../flow/flow-rows.server.ts";
import { readFlowVersion } from "../flow/version-rows.server.ts";
import type { Step } from "../step.ts";
import { designOf, experimentsIn, nameOf } from "./design.ts";
import type { Rule } from "./standing.ts";

export async function stepsNow(world: World, shop: ShopId, flowId: number): Promise<readonly Step[]> {
  const flow = await flowById(world, shop, FlowId.parse(flowId));
  const version = flow?.version == null ? null : await readFlowVersion(world, shop, flowId, flow.version);
  return version?.definition.steps ?? [];
}

/** Null: it has this experiment no more, or another design of it. */
export function ruleIn(steps: readonly Step[], { step: id, key }: { step: string; key: string }): Rule | null {
  const step = experimentsIn(steps).find((each) => each.id === id);
  return step && nameOf(designOf(step)) === key ? { stop: step.stop, winner: step.winner } : null;
}
