// What is shown before a flow is published: what stands against it, what its replay told, who is in it now and where each of
// them would go, and whom it could let in.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { readReplay } from "../replay/replay-rows.server.ts";
import { checkedFlow } from "./checked-flow.server.ts";
import { stepChanges } from "./difference.ts";
import { digestOf, isSame } from "./digest.ts";
import { type FlowRow, namedFlows } from "./flow-rows.server.ts";
import { membersIn } from "./people-rows.server.ts";
import { suggestedMap } from "./publishing.ts";
import { stepsOf } from "./replay-screen.server.ts";
import type { FlightLine, PublishScreen } from "./views.ts";
import { flowVersions, readFlowVersion, standingIn } from "./version-rows.server.ts";

/** `again`: an older version that is to be published once more. Null: there is none such. */
export async function publishScreen(world: World, shop: ShopId, { flowId, name, state, draft, draftRev, version }: FlowRow, again: number | null): Promise<PublishScreen | null> {
  const definition = again === null ? draft : (await readFlowVersion(world, shop, flowId, again))?.definition;
  if (!definition) return null;
  const current = version === null ? null : await readFlowVersion(world, shop, flowId, version);
  const checked = await checkedFlow(world, shop, definition);
  const replay = await readReplay(world, shop, flowId, digestOf(definition));
  const steps = stepsOf(definition);
  const segments = definition.triggers.flatMap((trigger) => ((trigger.kind === "segment" && trigger.how === "entered") || trigger.kind === "schedule" ? [trigger.segment] : []));
  const isOfSegments = segments.length === definition.triggers.length;
  return {
    flowId: Number(flowId), name, state, draftRev, again, version, isNew: !current || !isSame(current.definition, definition),
    problems: checked.problems.map(({ path, message }) => ({ message, step: stepAt(definition, path) })), findings: checked.findings, worst: checked.worst,
    changes: current ? stepChanges(current.definition, definition) : [],
    replay: replay && { state: replay.state, days: replay.days, seenAt: replay.seenAt, doneAt: replay.doneAt, result: replay.result }, steps,
    flight: await flightOf(world, shop, flowId, definition),
    /** As the segments say, or as the replay found them at its end. */
    matching: isOfSegments ? await membersIn(world, shop, segments) : (replay?.result.running ?? null), isOfSegments,
    flows: replay && Object.keys(replay.result.alsoIn).length > 0 ? (await namedFlows(world, shop)).map((each) => ({ flowId: Number(each.flowId), name: each.name })) : [],
  };
}

const stepAt = ({ steps }: FlowDefinition, [head, index]: readonly (string | number)[]): string | null => (head === "steps" && typeof index === "number" ? (steps[index]?.id ?? null) : null);

/** Each step at which people stand, by whatever version, with how many they are and where they would go. */
async function flightOf(world: World, shop: ShopId, flow: FlowRow["flowId"], definition: FlowDefinition): Promise<FlightLine[]> {
  const standing = await standingIn(world, shop, flow);
  const versions = await flowVersions(world, shop, standing.map(({ version }) => ({ flow, version })));
  const lines = new Map<string, FlightLine>();
  for (const { step, people, version } of standing) {
    const before = versions.get(`${flow}/${version}`)?.definition;
    if (step === null || !before) continue;
    const known = lines.get(step);
    if (known) known.people += people;
    else lines.set(step, { step, people, title: stepsOf(before).find(({ id }) => id === step)?.title ?? step, to: suggestedMap(before, definition)[step] ?? null });
  }
  return [...lines.values()].sort((one, other) => other.people - one.people || (one.step < other.step ? -1 : 1));
}
