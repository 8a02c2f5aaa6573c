// The versions of a flow, and two of them side by side: sentence by sentence, and step by step with who stands there.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { describeFlow } from "../describe.ts";
import { describeStep } from "../describe/step.ts";
import { capital } from "../describe/words.ts";
import { lineDifference, stepChanges } from "./difference.ts";
import type { FlowRow } from "./flow-rows.server.ts";
import { flowNames } from "./flow-names.server.ts";
import type { VersionsScreen } from "./views.ts";
import { listVersions, readFlowVersion, standingIn } from "./version-rows.server.ts";

/** `to` null: the draft. Null: there is no such version. */
export async function versionsScreen(world: World, shop: ShopId, { flowId, name, state, version: current, draft }: FlowRow, from: number, to: number | null): Promise<VersionsScreen | null> {
  const before = (await readFlowVersion(world, shop, flowId, from))?.definition;
  const after = to === null ? draft : (await readFlowVersion(world, shop, flowId, to))?.definition;
  if (!before || !after) return null;
  const names = await flowNames(world, shop, [before, after]);
  const standing = await standingIn(world, shop, flowId);
  const peopleAt = (step: string) => standing.reduce((sum, each) => (each.step === step ? sum + each.people : sum), 0);
  const saysOf = (step: string) => {
    const known = after.steps.find(({ id }) => id === step) ?? before.steps.find(({ id }) => id === step);
    return known ? capital(describeStep(known, names)) : step;
  };
  return {
    flowId: Number(flowId), name, state, current, from, to,
    versions: (await listVersions(world, shop, flowId)).map(({ version, at, by }) => ({ version, at, by, people: standing.reduce((sum, each) => (each.version === version ? sum + each.people : sum), 0) })),
    lines: lineDifference(describeFlow(before, names).split("\n").filter(Boolean), describeFlow(after, names).split("\n").filter(Boolean)),
    changes: stepChanges(before, after).map((change) => ({ ...change, says: saysOf(change.step), people: peopleAt(change.step) })),
  };
}
