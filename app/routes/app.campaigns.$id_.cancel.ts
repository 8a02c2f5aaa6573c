// Calls a campaign off for good.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { cancelCampaign } from "#app/messages/campaigns/campaign-change.server.ts";
import { readCampaign } from "#app/messages/campaigns/campaign-rows.server.ts";
import { requireCampaignId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCampaignId(params);
  requireFound(await readCampaign(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const { problems } = await cancelCampaign(world, shop, id);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}
