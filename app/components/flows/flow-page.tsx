// A flow's page: what it does and who stands where, what it did, and what a merchant can do with it.
import { Banner, BlockStack, Page, Tabs, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigate, useSearchParams } from "@remix-run/react";
import { type ReactNode, useState } from "react";
import { AskModal } from "../campaigns/ask-modal.tsx";
import { formatPeople } from "../format.ts";
import { TwoColumns } from "../two-columns.tsx";
import { useAnswered } from "../use-answered.ts";
import { usePolling } from "../use-polling.ts";
import { DoesCard } from "./does-card.tsx";
import { FlowBadge } from "./flow-badge.tsx";
import { FlowSummary } from "./flow-summary.tsx";
import { stoppedWords } from "./flow-words.ts";
import type { Picture } from "./picture.ts";
import { RenameFlowModal } from "./rename-flow-modal.tsx";
import { ResumeModal } from "./resume-modal.tsx";
import { UnderWayCard } from "./under-way-card.tsx";
import type { FlowPageView } from "./view.ts";

type Asked = "pause" | "resume" | "end" | "archive" | "rename";
/** Beside a report nothing is drawn. */
type Props = { view: FlowPageView; picture: Picture | null; timeZone: string; now: string; report: ReactNode | null };

export function FlowPage({ view, picture, timeZone, now, report }: Props) {
  const { flowId, name, state, problem, hasChanges, underWay } = view;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { submit, isBusy: isCopying, problems } = useAnswered(() => undefined);
  const address = `/app/flows/${flowId}`;
  usePolling(underWay.telling !== null || (underWay.activation !== null && !underWay.activation.isDone));
  const copy = () => submit({ act: "copy" }, { method: "POST", action: address, encType: "application/json" });
  const isOver = state === "ended" || state === "archived";
  const isRunning = state === "live" || state === "shadow";
  const ask = (content: string, what: Asked, destructive = false) => ({ content, destructive, onAction: () => setAsked(what) });
  const secondary = [
    ...(isOver || state === "draft" ? [] : [{ content: "Edit", url: `${address}/edit` }]),
    ...(isRunning ? [ask("Pause", "pause")] : []),
    ...(state === "draft" ? [{ content: "Publish", url: `${address}/publish` }] : []),
    ...(state === "shadow" ? [{ content: "Go live", url: `${address}/publish` }] : []),
  ];
  const more = [
    ...(state === "live" ? [{ content: "Let people in", url: `${address}/publish?people=1` }] : []),
    { content: "Replay", url: `${address}/replay` },
    ...(view.version === null ? [] : [{ content: "Versions", url: `${address}/versions` }]),
    ...(state === "archived" ? [] : [ask("Rename", "rename")]),
    { content: "Duplicate", onAction: copy, disabled: isCopying },
    ...(isRunning || state === "paused" ? [ask("End flow", "end", true)] : []),
    ...(state === "draft" || state === "ended" ? [ask(state === "draft" ? "Delete draft" : "Archive", "archive", true)] : []),
  ];
  const primary = state === "paused" ? { content: "Resume", onAction: () => setAsked("resume") } : isOver ? undefined : state === "draft" ? { content: "Edit", url: `${address}/edit` } : hasChanges ? { content: "Publish changes", url: `${address}/publish` } : undefined;
  return (
    <Page title={name} titleMetadata={<FlowBadge state={state} problem={problem} />} backAction={{ content: "Flows", url: "/app/flows" }} secondaryActions={secondary} actionGroups={[{ title: "More actions", actions: more }]} {...(primary ? { primaryAction: primary } : {})}>
      <TitleBar title={name} />
      <BlockStack gap="400">
        {problem ? <Stopped problem={problem} /> : null}
        {problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        {report === null && view.version === null ? null : <FlowTabs address={address} />}
        {report ? (
          <Text as="h2" visuallyHidden>
            Report
          </Text>
        ) : null}
        {report ?? (picture ? <TwoColumns isSideLong main={<DoesCard view={view} picture={picture} />} side={<Side view={view} timeZone={timeZone} now={now} address={address} />} /> : null)}
      </BlockStack>
      <Modals view={view} asked={asked} onClose={() => setAsked(null)} address={address} />
    </Page>
  );
}

/** What comes and goes stands last, so that nothing jumps. */
const Side = ({ view, timeZone, now, address }: { view: FlowPageView; timeZone: string; now: string; address: string }) => (
  <BlockStack gap="400">
    <FlowSummary view={view} timeZone={timeZone} now={now} />
    <UnderWayCard underWay={view.underWay} waiting={view.waiting} address={address} />
  </BlockStack>
);

const TABS = [{ id: "", content: "Overview" }, { id: "report", content: "Report" }];

function FlowTabs({ address }: { address: string }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const selected = Math.max(0, TABS.findIndex(({ id }) => id === (search.get("tab") ?? "")));
  return <Tabs tabs={TABS.map(({ id, content }) => ({ id: id || "overview", content }))} selected={selected} onSelect={(place) => navigate(place === 0 ? address : `${address}?tab=${TABS[place]?.id ?? ""}`, { preventScrollReset: true })} />;
}

function Stopped({ problem }: { problem: string }) {
  const { says, remedy } = stoppedWords(problem);
  return (
    <Banner tone="critical" title="Some of its texts stopped by themselves">
      <p>{`${says} ${remedy}`}</p>
    </Banner>
  );
}

function Modals({ view: { name, inIt, state }, asked, onClose, address }: { view: FlowPageView; asked: Asked | null; onClose: () => void; address: string }) {
  const people = formatPeople(inIt);
  return (
    <>
      <AskModal open={asked === "pause"} onClose={onClose} title={`Pause “${name}”?`} says={[`Nobody else enters, and ${people} in it stand still until you resume it. Whoever reaches an exit still leaves.`, "When you resume it, you choose whether those come in after all who would have entered meanwhile."]} action="Pause" address={address} body={{ act: "pause" }} />
      <ResumeModal open={asked === "resume"} onClose={onClose} address={address} name={name} inIt={inIt} />
      <AskModal open={asked === "end"} onClose={onClose} title={`End “${name}” for good?`} says={[`Nobody enters any more, and ${people} leave it. Texts that wait are taken back.`, "It cannot be started again; you can duplicate it."]} action="End flow" address={address} body={{ act: "end" }} isDestructive />
      <AskModal open={asked === "archive"} onClose={onClose} title={state === "draft" ? `Delete “${name}”?` : `Archive “${name}”?`} says={[state === "draft" ? "The draft is gone from your list. Nobody was in it." : "It goes out of your list, and its name is free again. What it did can still be read under Archived."]} action={state === "draft" ? "Delete draft" : "Archive"} address={address} body={{ act: "archive" }} isDestructive />
      {asked === "rename" ? <RenameFlowModal open onClose={onClose} address={address} name={name} /> : null}
    </>
  );
}
