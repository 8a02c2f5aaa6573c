// The dry run: begun, counted before one's eyes, looked at, and with a yes below it that starts the campaign.
import { Banner, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { formatAgo, formatCount, formatPeople } from "../format.ts";
import { AskModal } from "./ask-modal.tsx";
import { scheduleWords } from "./campaign-words.ts";
import { DryResult } from "./dry-result.tsx";
import type { CampaignPageView, DryView } from "./view.ts";

export function DryRun({ view, address }: { view: CampaignPageView; address: string }) {
  const { dry, now } = view;
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [isAsking, setAsking] = useState(false);
  const isBusy = fetcher.state !== "idle";
  const begin = () => fetcher.submit(null, { method: "POST", action: `${address}/dry` });
  const stop = () => fetcher.submit(null, { method: "DELETE", action: `${address}/dry` });
  const problems = fetcher.data?.problems ?? [];
  const isDone = dry?.state === "done";
  return (
    <BlockStack gap="400">
      {problems.map(({ message }) => (
        <Banner key={message} tone="critical">
          <p>{message}</p>
        </Banner>
      ))}
      {isDone && dry.isStale ? (
        <Banner tone="warning" title="This dry run is out of date" action={{ content: "Recalculate", onAction: begin, loading: isBusy }}>
          <p>It is older than a day, or the message was edited since. Recalculate it before you start.</p>
        </Banner>
      ) : null}
      {isDone ? (
        <DryResult view={view} dry={dry}>
          <InlineStack gap="300" align="space-between" blockAlign="center">
            <InlineStack gap="200" blockAlign="center">
              <Text as="p" tone="subdued">{`Calculated ${formatAgo(dry.doneAt ?? dry.startedAt, now)}.`}</Text>
              <Button variant="plain" onClick={begin} loading={isBusy}>
                Recalculate
              </Button>
            </InlineStack>
            <Button variant="primary" onClick={() => setAsking(true)} disabled={dry.isStale || reached(dry) === 0}>
              {view.definition.schedule.at === null ? "Start sending" : "Schedule"}
            </Button>
          </InlineStack>
        </DryResult>
      ) : dry?.state === "running" ? (
        <Counting dry={dry} onStop={stop} />
      ) : (
        <NotYet onBegin={begin} isBusy={isBusy} wasStopped={dry?.state === "cancelled"} />
      )}
      {isDone ? (
        <AskModal
          open={isAsking}
          onClose={() => setAsking(false)}
          title={view.definition.schedule.at === null ? `Text ${formatPeople(reached(dry))} now?` : `Schedule for ${formatPeople(reached(dry))}?`}
          says={[`${scheduleWords(view.definition.schedule, view.timeZone)}. ${formatCount(dry.result.later)} of them wait for an hour or a limit that suits.`, "You can pause or cancel it at any time; texts that have gone cannot be taken back."]}
          action={view.definition.schedule.at === null ? "Yes, start sending" : "Yes, schedule it"}
          address={`${address}/start`}
          body={{ version: view.version }}
        />
      ) : null}
    </BlockStack>
  );
}

const reached = ({ result: { planned, later } }: DryView) => planned + later;

function NotYet({ onBegin, isBusy, wasStopped }: { onBegin: () => void; isBusy: boolean; wasStopped: boolean }) {
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          See what it would do
        </Text>
        <Text as="p">
          The dry run asks for each person whether they may be texted at the planned time, writes their text, and adds up who gets it when, what it costs, and who is left out and why. Nothing is sent. A campaign starts only after the dry run of its newest version.
        </Text>
        {wasStopped ? <Text as="p" tone="subdued">The last one was stopped.</Text> : null}
        <Button variant="primary" onClick={onBegin} loading={isBusy}>
          Do a dry run
        </Button>
      </BlockStack>
    </Card>
  );
}

function Counting({ dry: { people, total }, onStop }: { dry: DryView; onStop: () => void }) {
  const share = total ? Math.min(99, Math.floor((people / total) * 100)) : 0;
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          Dry run
        </Text>
        <div role="status" id="dry-progress">
          <Text as="p">{`${formatCount(people)} of about ${formatPeople(total ?? 0)} asked. You can leave this page.`}</Text>
        </div>
        <div style={{ width: "100%" }}>
          <ProgressBar progress={share} size="small" animated={false} ariaLabelledBy="dry-progress" />
        </div>
        <Button onClick={onStop}>Stop</Button>
      </BlockStack>
    </Card>
  );
}
