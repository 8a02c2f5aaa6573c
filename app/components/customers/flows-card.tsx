// Which flows somebody is in, where they stand there, and how they left the last ones.
import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { RunActs } from "../flow-report/run-acts.tsx";
import { nextWords, type RunView } from "../flow-report/run-words.ts";
import { StateBadge } from "../flow-report/runs-page.tsx";
import { TitledCard } from "../titled-card.tsx";

type Props = { runs: RunView[]; name: string; timeZone: string; now: string };

export function FlowsCard({ runs, name, timeZone, now }: Props) {
  if (runs.length === 0) return null;
  return (
    <TitledCard title="Flows" gap="400">
      <ul style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: "var(--p-space-400)" }}>
        {runs.map((run) => (
          <li key={run.runId}>
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Link url={`/app/flows/${run.flowId}/runs/${run.runId}`}>{run.flowName}</Link>
                <StateBadge run={run} />
              </InlineStack>
              {run.title === null ? null : <Text as="p">{run.title}</Text>}
              <Text as="p" variant="bodySm" tone="subdued">
                {nextWords(run, timeZone, now)}
              </Text>
              <RunActs run={run} name={name} />
            </BlockStack>
          </li>
        ))}
      </ul>
    </TitledCard>
  );
}
