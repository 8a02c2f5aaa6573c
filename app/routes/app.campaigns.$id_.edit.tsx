// The editor over a draft. What has been started is looked at, not edited.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { CampaignEditor } from "#app/components/campaigns/campaign-editor.tsx";
import { draftOf } from "#app/components/campaigns/draft.ts";
import { merchant } from "#app/merchant.server.ts";
import { saveCampaign } from "#app/messages/campaigns/campaign-change.server.ts";
import { campaignChoices } from "#app/messages/campaigns/campaign-choices.server.ts";
import { readCampaign } from "#app/messages/campaigns/campaign-rows.server.ts";
import { requireCampaignId, requireFound } from "#app/require.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireCampaignId(params);
  const { name, state, definition } = requireFound(await readCampaign(world, shop, id));
  if (state !== "draft") return redirect(`/app/campaigns/${id}`);
  return json({ id, name, definition, choices: await campaignChoices(world, shop) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireCampaignId(params);
  requireFound(await readCampaign(world, shop, id));
  const read = await readBody(request, z.unknown());
  const saved = "problems" in read ? read : await saveCampaign(world, shop, id, read.body);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/campaigns/${id}`);
}

export default function EditCampaign() {
  const { id, name, definition, choices } = useLoaderData<typeof loader>();
  return (
    <Page title={`Edit ${name}`} backAction={{ content: name, url: `/app/campaigns/${id}` }}>
      <TitleBar title={`Edit ${name}`} />
      <CampaignEditor key={id} saved={draftOf(name, definition)} choices={choices} />
    </Page>
  );
}
