// One campaign. A draft: what it would do, and the yes that starts it. Else: how far it is, and what became of it.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DraftPage } from "#app/components/campaigns/draft-page.tsx";
import { SentPage } from "#app/components/campaigns/sent-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { deleteCampaign } from "#app/messages/campaigns/campaign-change.server.ts";
import { campaignView } from "#app/messages/campaigns/campaign-view.server.ts";
import { readCampaign } from "#app/messages/campaigns/campaign-rows.server.ts";
import { requireCampaignId, requireFound } from "#app/require.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ ...requireFound(await campaignView(world, shop, requireCampaignId(params))), now: world.now() });
}

/** DELETE removes a draft. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireCampaignId(params);
  requireFound(await readCampaign(world, shop, id));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const { problems } = await deleteCampaign(world, shop, id);
  return problems.length > 0 ? json({ problems }, { status: 422 }) : redirect("/app/campaigns");
}

export default function Campaign() {
  const view = useLoaderData<typeof loader>();
  return view.sent ? <SentPage {...view} sent={view.sent} /> : <DraftPage {...view} />;
}
