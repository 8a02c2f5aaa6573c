// A draft: what it is made of, and beside it the dry run of this very version. Only from here is it started.
import { Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { TwoColumns } from "../two-columns.tsx";
import { usePolling } from "../use-polling.ts";
import { AskModal } from "./ask-modal.tsx";
import { DryRun } from "./dry-run.tsx";
import { StateBadge } from "./state-badge.tsx";
import { SummaryCard } from "./summary-card.tsx";
import type { CampaignPageView } from "./view.ts";

export function DraftPage(view: CampaignPageView) {
  const { campaignId, name, state, problem, dry } = view;
  const [isDeleting, setDeleting] = useState(false);
  const copying = useFetcher();
  const address = `/app/campaigns/${campaignId}`;
  usePolling(dry?.state === "running");
  return (
    <Page
      title={name}
      titleMetadata={<StateBadge state={state} problem={problem} />}
      backAction={{ content: "Campaigns", url: "/app/campaigns" }}
      secondaryActions={[
        { content: "Edit", url: `${address}/edit` },
        { content: "Duplicate", loading: copying.state !== "idle", onAction: () => copying.submit(null, { method: "POST", action: `${address}/copy` }) },
        { content: "Delete", destructive: true, onAction: () => setDeleting(true) },
      ]}
    >
      <TitleBar title={name} />
      <TwoColumns isSideLong main={<DryRun view={view} address={address} />} side={<SummaryCard {...view} />} />
      <AskModal open={isDeleting} onClose={() => setDeleting(false)} title={`Delete “${name}”?`} says={["The draft and its dry run are gone. Nobody has been texted."]} action="Delete campaign" address={address} method="DELETE" isDestructive />
    </Page>
  );
}
