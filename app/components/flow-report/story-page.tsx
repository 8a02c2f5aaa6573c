// One run's story: where it stands, what can be done with it, and line by line what it heard, saw and decided.
import { Badge, Banner, BlockStack, Box, Button, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useSearchParams } from "@remix-run/react";
import { useState } from "react";
import type { RunAct } from "#app/flows/report/run-act.ts";
import type { Moment } from "#app/flows/report/story.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatInstant } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { usePolling } from "../use-polling.ts";
import { RunModal } from "./run-acts.tsx";
import { ACT_WORDS, actsFor, nextWords, type RunView } from "./run-words.ts";
import { StateBadge } from "./runs-page.tsx";
import { StoryMoments, type StoryTexts } from "./story-moments.tsx";

export type StoryView = { run: RunView & { isTold: boolean; lines: number }; moments: Moment[]; again: { isSame: boolean; differs: number | null } | null; timeZone: string; now: string } & StoryTexts;

export function StoryPage({ run, moments, texts, doings, again, timeZone, now }: StoryView) {
  const [asked, setAsked] = useState<RunAct | null>(null);
  const name = customerName(run);
  usePolling(run.isTold);
  return (
    <Page title={name} subtitle={`In “${run.flowName}”`} titleMetadata={<StateBadge run={run} />} fullWidth backAction={{ content: "Everybody in it", url: `/app/flows/${run.flowId}/runs` }} secondaryActions={actsFor(run).map((act) => ({ content: ACT_WORDS[act].label, destructive: act === "end", onAction: () => setAsked(act) }))}>
      <TitleBar title={name} />
      <BlockStack gap="400">
        {run.isTold ? <Banner tone="info"><p>It has been told something, and acts on it in a moment.</p></Banner> : null}
        {run.state === "parked" ? (
          <Banner tone="critical" title="This run is stuck" action={{ content: "See Problems", url: "/app/problems" }}>
            <p>{run.problem ?? "It could not be decided."}</p>
          </Banner>
        ) : null}
        <TwoColumns
          main={<Card><StoryMoments moments={moments} texts={texts} doings={doings} timeZone={timeZone} /></Card>}
          side={
            <BlockStack gap="400">
              <StandsCard run={run} timeZone={timeZone} now={now} />
              <AgainCard again={again} lines={run.lines} />
            </BlockStack>
          }
        />
      </BlockStack>
      <RunModal run={run} name={name} asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

function StandsCard({ run, timeZone, now }: { run: StoryView["run"]; timeZone: string; now: string }) {
  return (
    <TitledCard title="Where they stand">
      {run.title === null ? null : <Text as="p" fontWeight="semibold">{run.title}</Text>}
      <Text as="p">{nextWords(run, timeZone, now)}</Text>
      <Text as="p" tone="subdued">{`Entered ${formatInstant(run.enteredAt, timeZone)}. They ${run.state === "ended" ? "went" : "go"} by version ${run.version} of the flow.`}</Text>
      <InlineStack gap="300">
        <Link url={`/app/customers/${run.customerId}`}>Customer</Link>
        <Link url={`/app/flows/${run.flowId}`}>Flow</Link>
      </InlineStack>
    </TitledCard>
  );
}

/** The ledger is proof only if it gives the same again. */
function AgainCard({ again, lines }: { again: StoryView["again"]; lines: number }) {
  const [search] = useSearchParams();
  const asked = new URLSearchParams(search);
  asked.set("check", "1");
  return (
    <TitledCard title="Decided again">
      <Text as="p" tone="subdued">Each line of the ledger holds everything it was decided by. Decided again from it alone, it must come out the same.</Text>
      <div role="status">
        {again ? (
          <Box>
            <Badge tone={again.isSame ? "success" : "critical"}>{again.isSame ? `All ${lines} lines the same` : `Line ${again.differs ?? 0} differs`}</Badge>
          </Box>
        ) : null}
      </div>
      {again ? null : <InlineStack><Button url={`?${asked}`}>Decide again</Button></InlineStack>}
    </TitledCard>
  );
}
