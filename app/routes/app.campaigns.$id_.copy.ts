// A copy of a campaign, as a draft.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { copyCampaign } from "#app/messages/campaigns/campaign-change.server.ts";
import { readCampaign } from "#app/messages/campaigns/campaign-rows.server.ts";
import { requireCampaignId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireCampaignId(params);
  requireFound(await readCampaign(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const copied = await copyCampaign(world, shop, id);
  return "problems" in copied ? json({ problems: copied.problems }, { status: 422 }) : redirect(`/app/campaigns/${copied.campaign}/edit`);
}
