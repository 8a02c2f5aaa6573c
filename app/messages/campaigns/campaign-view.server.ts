// A campaign as its page shows it: what it is made of by name, its dry run, and from the start on its report.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { knownLists } from "../../lists/rows.server.ts";
import { knownSegments } from "../../segments/save-rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import type { CampaignId, Sources } from "./campaign.ts";
import { FRESH_MS } from "./campaign-dry.ts";
import { readDry } from "./campaign-dry-rows.server.ts";
import { campaignReport } from "./campaign-report.server.ts";
import { readCampaign } from "./campaign-rows.server.ts";
import { readMessage } from "../message/message-rows.server.ts";

export async function campaignView(world: World, shop: ShopId, id: CampaignId) {
  const campaign = await readCampaign(world, shop, id);
  if (!campaign) return null;
  const { definition } = campaign;
  const [segments, lists, found] = [await knownSegments(world, shop), await knownLists(world, shop), await readShop(world, shop)];
  const names = ({ segments: ofSegments, lists: ofLists }: Sources) => [
    ...ofSegments.map((each) => ({ address: `/app/segments/${each}`, name: segments.find(({ segmentId }) => segmentId === each)?.name ?? "A segment that is gone" })),
    ...ofLists.map((each) => ({ address: `/app/lists/${each}`, name: lists.find(({ listId }) => listId === each)?.name ?? "A list that is gone" })),
  ];
  const message = await readMessage(world, shop, definition.message.id, campaign.messageVersion ?? definition.message.version ?? undefined);
  const dry = await readDry(world, shop, id, campaign.version);
  const isStale = dry?.state === "done" && dry.doneAt !== null && (dry.doneAt.getTime() < world.now().getTime() - FRESH_MS || (campaign.state === "draft" && dry.result.messageVersion !== message?.version));
  return {
    campaignId: Number(id), name: campaign.name, version: campaign.version, state: campaign.state, problem: campaign.problem, definition, timeZone: found?.timeZone ?? "UTC", currency: found?.currency ?? "USD",
    include: names(definition.include), exclude: names(definition.exclude),
    message: message && { id: Number(message.messageId), name: message.name, version: message.version, text: message.definition.text, topic: message.definition.topic },
    startsAt: campaign.startsAt, startedAt: campaign.startedAt, endedAt: campaign.endedAt, people: campaign.people, leftOut: campaign.leftOut, isFilled: campaign.isFilled,
    dry: dry && { state: dry.state, people: dry.people, total: dry.total, startedAt: dry.startedAt, doneAt: dry.doneAt, isStale, result: { ...dry.result, pace: undefined, spent: undefined } },
    sent: campaign.state === "draft" ? null : await campaignReport(world, shop, campaign),
  };
}

export type CampaignView = NonNullable<Awaited<ReturnType<typeof campaignView>>>;
