// Pump: takes campaigns and dry runs further, a page or a set at a time, each in one transaction. A campaign that is due
// takes its people, looks whether it is done, or holds, lets go or calls off its texts; then the oldest dry run counts on.
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { later, minutes } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { dryStep } from "./campaign-dry.server.ts";
import { fillPage } from "./campaign-fill.server.ts";
import { cancelSome, holdSome, openTexts, releaseSome } from "./campaign-hold-rows.server.ts";
import { type CampaignRow, dueCampaign, nextCampaignAt, setDue, turnCampaign } from "./campaign-rows.server.ts";

/** How often a campaign that is on its way is looked at; its texts go without being asked. */
const LOOK_MS = minutes(1);

export const campaign: Pump = {
  name: "campaign",
  async step(world, shop) {
    const moved = await campaignStep(world, shop);
    if (moved > 0) return moved;
    const next = await nextCampaignAt(world, shop);
    if (next) await wake(world, shop, "campaign", next);
    return 0;
  },
};

/** `limit`: people on a page. */
export async function campaignStep(world: World, shop: ShopId, limit?: number): Promise<number> {
  const now = world.now();
  return transact(world, async (inside) => {
    const due = await dueCampaign(inside, shop, now);
    const moved = due ? await move(inside, shop, due, now, limit) : await dryStep(inside, shop, now, limit);
    if (moved > 0) await inside.point("campaign:before-commit");
    return moved;
  });
}

async function move(world: World, shop: ShopId, campaign: CampaignRow, now: Date, limit?: number): Promise<number> {
  switch (campaign.state) {
    case "scheduled": {
      // Who is in its segments now is who gets it, however long the taking lasts.
      await turnCampaign(world, shop, campaign, { state: "running", startedAt: now, dueAt: now }, now);
      return 1;
    }
    case "running":
      return campaign.isFilled ? goOn(world, shop, campaign, now) : fill(world, shop, campaign, now, limit);
    case "paused":
      return settleSet(world, shop, campaign, now, await holdSome(world, shop, campaign.campaignId));
    case "cancelled":
      return settleSet(world, shop, campaign, now, await cancelSome(world, shop, campaign.campaignId));
    case "draft":
    case "done":
      return settleSet(world, shop, campaign, now, 0);
    default:
      return campaign.state satisfies never;
  }
}

async function fill(world: World, shop: ShopId, campaign: CampaignRow, now: Date, limit?: number): Promise<number> {
  const filled = await fillPage(world, shop, campaign, now, limit);
  if (!filled) await turnCampaign(world, shop, campaign, { state: "paused", problem: "messageGone", pausedAt: now, dueAt: null }, now);
  return 1;
}

/** Over once nothing of it waits or is on its way; what is in doubt waits for nobody. */
async function goOn(world: World, shop: ShopId, campaign: CampaignRow, now: Date): Promise<number> {
  const { campaignId, pausedAt, changedAt } = campaign;
  const { held, open } = await openTexts(world, shop, campaignId);
  if (held > 0) {
    // It stood still from the pause until somebody resumed it, and its texts with it.
    const stoodMs = pausedAt ? Math.max(0, changedAt.getTime() - pausedAt.getTime()) : 0;
    const released = await releaseSome(world, shop, campaignId, stoodMs, now);
    await wake(world, shop, "text");
    await setDue(world, shop, campaignId, released > 0 ? now : later(now, LOOK_MS));
    return 1;
  }
  if (open > 0) await setDue(world, shop, campaignId, later(now, LOOK_MS));
  else await turnCampaign(world, shop, campaign, { state: "done", endedAt: now, dueAt: null }, now);
  return 1;
}

/** One set more, or none was left. What was just being taken sees by itself that its campaign stands still. */
async function settleSet(world: World, shop: ShopId, { campaignId }: CampaignRow, now: Date, moved: number): Promise<number> {
  await setDue(world, shop, campaignId, moved > 0 ? now : null);
  return 1;
}
