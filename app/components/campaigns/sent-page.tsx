// A campaign that was started: how far it is, what can still be done with it, and what became of it.
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { formatCount, formatPeople } from "../format.ts";
import { TwoColumns } from "../two-columns.tsx";
import { usePolling } from "../use-polling.ts";
import { AskModal } from "./ask-modal.tsx";
import { problemWords } from "#app/messages/campaigns/problem-words.ts";
import { Report } from "./report.tsx";
import { StateBadge } from "./state-badge.tsx";
import { SummaryCard } from "./summary-card.tsx";
import type { CampaignPageView, SentView } from "./view.ts";

type Asked = "pause" | "resume" | "cancel" | "unschedule";

export function SentPage({ sent, ...view }: CampaignPageView & { sent: SentView }) {
  const { campaignId, name, state, problem } = view;
  const [asked, setAsked] = useState<Asked | null>(null);
  const copying = useFetcher();
  const address = `/app/campaigns/${campaignId}`;
  const isUnderWay = state === "running" || ((state === "cancelled" || state === "paused") && sent.report.waiting > 0 && sent.report.cancelled === 0);
  usePolling(isUnderWay);
  const ask = (content: string, what: Asked, destructive = false) => ({ content, destructive, onAction: () => setAsked(what) });
  const actions = [
    ...(state === "running" ? [ask("Pause", "pause")] : []),
    ...(state === "scheduled" ? [ask("Unschedule", "unschedule")] : []),
    { content: "Duplicate", loading: copying.state !== "idle", onAction: () => copying.submit(null, { method: "POST", action: `${address}/copy` }) },
    ...(state === "running" || state === "paused" || state === "scheduled" ? [ask("Cancel campaign", "cancel", true)] : []),
  ];
  return (
    <Page title={name} titleMetadata={<StateBadge state={state} problem={problem} />} backAction={{ content: "Campaigns", url: "/app/campaigns" }} secondaryActions={actions} {...(state === "paused" ? { primaryAction: { content: "Resume", onAction: () => setAsked("resume") } } : {})}>
      <TitleBar title={name} />
      <BlockStack gap="400">
        {problem ? <Stopped problem={problem} /> : null}
        <TwoColumns isSideLong main={<Report view={view} sent={sent} />} side={<SummaryCard {...view} />} />
      </BlockStack>
      <Modals asked={asked} onClose={() => setAsked(null)} address={address} name={name} waiting={sent.report.waiting} people={view.dry ? view.dry.result.planned + view.dry.result.later : 0} />
    </Page>
  );
}

function Stopped({ problem }: { problem: string }) {
  const { says, remedy } = problemWords(problem);
  return (
    <Banner tone="critical" title="It stopped by itself">
      <p>{`${says} ${remedy} Then resume it.`}</p>
    </Banner>
  );
}

type ModalProps = { asked: Asked | null; onClose: () => void; address: string; name: string; waiting: number; people: number };

function Modals({ asked, onClose, address, name, waiting, people }: ModalProps) {
  return (
    <>
      <AskModal open={asked === "pause"} onClose={onClose} title={`Pause “${name}”?`} says={[`${formatCount(waiting)} ${waiting === 1 ? "text waits" : "texts wait"} until you resume it. What your provider has already arrives.`]} action="Pause" address={`${address}/pause`} />
      <AskModal open={asked === "resume"} onClose={onClose} title={`Resume “${name}”?`} says={["Texts that waited go on where they stood, later by the time that it was paused. Each is asked about again before it goes."]} action="Resume" address={`${address}/pause`} method="DELETE" />
      <AskModal open={asked === "cancel"} onClose={onClose} title={`Cancel “${name}” for good?`} says={[waiting > 0 ? `${formatCount(waiting)} ${waiting === 1 ? "text has" : "texts have"} not gone yet and never will. A canceled campaign cannot be resumed.` : "Nobody else will be texted. A canceled campaign cannot be resumed."]} action="Cancel campaign" address={`${address}/cancel`} isDestructive />
      <AskModal open={asked === "unschedule"} onClose={onClose} title={`Unschedule “${name}”?`} says={[`It becomes a draft again, and ${formatPeople(people)} get nothing until you schedule it anew.`]} action="Unschedule" address={`${address}/start`} method="DELETE" />
    </>
  );
}
