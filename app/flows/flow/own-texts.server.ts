// The texts of a version's own steps, kept as messages when it is published. The same words are the same message and version
// as before, so what was counted and reported of them goes on.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { addFlowVersions, flowMessageVersions, insertFlowMessages } from "../../messages/message/flow-message-rows.server.ts";
import type { FlowDefinition } from "../definition.ts";
import type { StepId } from "../step-id.ts";
import type { FlowId } from "./flow.ts";
import { type Own, ownTexts } from "./own-texts.ts";
import { lastStepMessages, insertStepMessages } from "./version-rows.server.ts";

export async function keepOwnTexts(world: World, shop: ShopId, flow: { flowId: FlowId; name: string }, version: number, definition: FlowDefinition, now: Date): Promise<void> {
  const own = ownTexts(flow.name, definition);
  const messageOf = new Map((await lastStepMessages(world, shop, flow.flowId)).map(({ step, messageId }) => [step, messageId]));
  const kept = Map.groupBy(await flowMessageVersions(world, shop, [...new Set(messageOf.values())]), ({ messageId }) => messageId);
  const rows: { step: StepId; messageId: number; messageVersion: number }[] = [];
  const [fresh, again]: [Own[], (Own & { messageId: number; version: number })[]] = [[], []];
  for (const each of own) {
    const versions = kept.get(messageOf.get(each.step) ?? 0) ?? [];
    const same = versions.find(({ definition: before }) => JSON.stringify(before) === JSON.stringify(each.definition));
    const [first] = versions;
    if (same) rows.push({ step: each.step, messageId: same.messageId, messageVersion: same.version });
    else if (first) again.push({ ...each, messageId: first.messageId, version: first.newest + 1 });
    else fresh.push(each);
  }
  await addFlowVersions(world, shop, again, now);
  const numbers = await insertFlowMessages(world, shop, fresh, now);
  await insertStepMessages(world, shop, [
    ...rows, ...again.map(({ step, messageId, version: messageVersion }) => ({ step, messageId, messageVersion })), ...fresh.map(({ step }, place) => ({ step, messageId: numbers[place] ?? 0, messageVersion: 1 })),
  ].map((row) => ({ flowId: flow.flowId, version, ...row })));
}
