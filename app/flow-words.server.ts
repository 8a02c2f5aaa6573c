// What the editor of a flow must know of the shop: what its steps can name, and what is shown beside them.
import type { FlowWords } from "./components/flow-editor/editor-words.ts";
import { formatPlural } from "./components/format.ts";
import { lengthWords } from "./flows/checker/caps.ts";
import { namedFlows } from "./flows/flow/flow-rows.server.ts";
import type { FlowId } from "./flows/flow/flow.ts";
import { standingIn } from "./flows/report/report-rows.server.ts";
import type { ShopId } from "./lib/ids.ts";
import type { World } from "./lib/world.ts";
import { listCampaigns } from "./messages/campaigns/campaign-screen-rows.server.ts";
import { editorWords } from "./messages/message/editor.server.ts";
import { listMessages } from "./messages/message/message-rows.server.ts";
import { heldPolicies } from "./messages/policies/held-policies.ts";
import { readTextSettings } from "./messages/settings/text-settings.server.ts";
import { requireFound } from "./require.ts";
import { shopWords } from "./shop-words.server.ts";
import { readShop } from "./shops/rows.server.ts";

export async function flowWords(world: World, shop: ShopId, flow: FlowId): Promise<FlowWords> {
  const [words, editor, messages, flows, campaigns, { settings }, found] = await Promise.all([
    shopWords(world, shop), editorWords(world, shop), listMessages(world, shop), namedFlows(world, shop), listCampaigns(world, shop), readTextSettings(world, shop), readShop(world, shop),
  ]);
  return {
    shop: words, editor, timeZone: requireFound(found).timeZone,
    messages: messages.map(({ messageId, name, definition }) => ({ id: Number(messageId), name, definition })),
    flows: flows.filter(({ flowId }) => flowId !== flow).map(({ flowId, name }) => ({ id: Number(flowId), name })),
    campaigns: campaigns.map(({ campaignId, name }) => ({ id: Number(campaignId), name })),
    policies: heldPolicies(settings).map((policy) => ({ ...policy, says: `${formatPlural(policy.limit.max, "text")} in ${lengthWords(policy.limit.windowMs)}` })),
  };
}

/** How many stand at each step of the version that is live. */
export async function peopleByStep(world: World, shop: ShopId, flow: FlowId, version: number): Promise<Record<string, number>> {
  const standing = await standingIn(world, shop, { flow, version, days: { from: null, to: null }, from: null, until: null }, world.now());
  const people: Record<string, number> = {};
  for (const { step, people: here } of standing) people[step] = (people[step] ?? 0) + here;
  return people;
}
