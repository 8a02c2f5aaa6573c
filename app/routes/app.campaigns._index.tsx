// All campaigns of the shop, the newest first.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { CampaignList } from "#app/components/campaigns/campaign-list.tsx";
import { NoCampaigns } from "#app/components/campaigns/no-campaigns.tsx";
import { merchant } from "#app/merchant.server.ts";
import { listCampaigns } from "#app/messages/campaigns/campaign-screen-rows.server.ts";
import { listMessages } from "#app/messages/message/message-rows.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [campaigns, { timeZone }] = await Promise.all([listCampaigns(world, shop), readShop(world, shop).then(requireFound)]);
  // Only the way to a first campaign asks whether there is a message.
  const hasMessages = campaigns.length > 0 || (await listMessages(world, shop)).length > 0;
  return json({ campaigns, hasMessages, timeZone });
}

export default function Campaigns() {
  const { campaigns, hasMessages, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page title="Campaigns" fullWidth {...(campaigns.length > 0 ? { primaryAction: { content: "Create campaign", url: "/app/campaigns/new" } } : {})}>
      <TitleBar title="Campaigns" />
      {campaigns.length === 0 ? <NoCampaigns hasMessages={hasMessages} /> : <CampaignList campaigns={campaigns} timeZone={timeZone} />}
    </Page>
  );
}
