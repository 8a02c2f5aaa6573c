// What stands against a flow, and what its merchant should know, each with the way to its step.
import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import type { Finding } from "#app/flows/checker/finding.ts";
import { dollars } from "../campaigns/campaign-words.ts";
import { formatPlural } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { FINDING_WORDS } from "./flow-words.ts";
import type { ReplayStep } from "./replay-result.tsx";

type Props = { flowId: number; problems: { message: string; step: string | null }[]; findings: Finding[]; worst: { texts: number; parts: number; micros: number } | null; steps: ReplayStep[] };

export function CheckCard({ flowId, problems, findings, worst, steps }: Props) {
  const lines = [...problems.map((problem) => ({ ...problem, severity: "stop" as const })), ...findings];
  return (
    <TitledCard title="Check">
      {lines.length === 0 ? <Text as="p">Nothing stands against it.</Text> : null}
      {lines.length === 0 ? null : (
        <ul aria-label="What was found" style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {lines.map(({ severity, step, message }, place) => (
            <li key={place}>
              <Box paddingBlock="200" {...(place > 0 ? { borderBlockStartWidth: "025", borderColor: "border-secondary" } : {})}>
                <BlockStack gap="100">
                  <InlineStack gap="200" blockAlign="center">
                    <Badge {...(severity === "warning" ? {} : { tone: severity === "stop" ? "critical" : "attention" })}>{FINDING_WORDS[severity]}</Badge>
                    {step === null ? null : <Link url={`/app/flows/${flowId}/edit?step=${step}`}>{steps.find(({ id }) => id === step)?.title ?? step}</Link>}
                  </InlineStack>
                  <Text as="p">{message}</Text>
                </BlockStack>
              </Box>
            </li>
          ))}
        </ul>
      )}
      {worst && worst.texts > 0 ? <Text as="p" tone="subdued">{`On its dearest way one person gets ${formatPlural(worst.texts, "text")} of ${formatPlural(worst.parts, "part")} in all, which costs about ${dollars(worst.micros)}.`}</Text> : null}
    </TitledCard>
  );
}
