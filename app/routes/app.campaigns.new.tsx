// A new campaign: for a segment (?segment=3), a list (?list=3) or with a message (?message=3) that is chosen already.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { CampaignEditor } from "#app/components/campaigns/campaign-editor.tsx";
import { emptyDraft } from "#app/components/campaigns/draft.ts";
import { merchant } from "#app/merchant.server.ts";
import { createCampaign } from "#app/messages/campaigns/campaign-change.server.ts";
import { campaignChoices } from "#app/messages/campaigns/campaign-choices.server.ts";

const Number3 = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number);
const one = (text: string | undefined): number | null => Number3.safeParse(text).data ?? null;

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const query = readQuery(request);
  return json({ choices: await campaignChoices(world, shop), asked: { segment: one(query["segment"]), list: one(query["list"]), message: one(query["message"]) } });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const read = await readBody(request, z.unknown());
  const saved = "problems" in read ? read : await createCampaign(world, shop, read.body);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/campaigns/${saved.campaign}`);
}

export default function NewCampaign() {
  const { choices, asked } = useLoaderData<typeof loader>();
  return (
    <Page title="New campaign" backAction={{ content: "Campaigns", url: "/app/campaigns" }}>
      <TitleBar title="New campaign" />
      <CampaignEditor saved={emptyDraft()} opening={emptyDraft(choices, asked)} choices={choices} />
    </Page>
  );
}
