// A flow in words: what starts it, each step with how many stand there, and what ends it.
import { Badge, BlockStack, Box, Card, Icon, InlineStack, Link, Text } from "@shopify/polaris";
import type { Step } from "#app/flows/step.ts";
import { LOOKS } from "../flow-editor/kind-look.tsx";
import { formatPeople } from "../format.ts";

export type StepLine = { id: string; kind: Step["kind"]; says: string; next: string | null; note: string | null; people: number };
type Props = { flowId: number; starts: string[]; ends: string[]; steps: StepLine[]; isPublished: boolean };

export function StepList({ flowId, starts, ends, steps, isPublished }: Props) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {isPublished ? "What it does" : "What it will do"}
          </Text>
          {starts.map((line) => (
            <Text as="p" key={line}>
              {line}
            </Text>
          ))}
        </BlockStack>
      </Box>
      <ol aria-label="Steps" style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {steps.map((step) => (
          <li key={step.id}>
            <StepRow step={step} flowId={flowId} />
          </li>
        ))}
      </ol>
      <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
        <BlockStack gap="200">
          {ends.map((line) => (
            <Text as="p" key={line}>
              {line}
            </Text>
          ))}
        </BlockStack>
      </Box>
    </Card>
  );
}

function StepRow({ step: { id, kind, says, next, note, people }, flowId }: { step: StepLine; flowId: number }) {
  return (
    <Box paddingInline="400" paddingBlock="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <span aria-hidden="true" style={{ flex: "none", padding: "var(--p-space-100)", borderRadius: "var(--p-border-radius-200)", background: LOOKS[kind].tint }}>
          <Icon source={LOOKS[kind].icon} />
        </span>
        <div style={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>
          <BlockStack gap="050">
            <Text as="p">{says}</Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {[id, next === null ? null : `then ${next}`].filter(Boolean).join(" · ")}
            </Text>
            {note === null ? null : (
              <Text as="p" variant="bodySm" tone="subdued">
                {note}
              </Text>
            )}
          </BlockStack>
        </div>
        {people === 0 ? null : (
          <Link url={`/app/flows/${flowId}/runs?step=${id}`} removeUnderline accessibilityLabel={`${formatPeople(people)} at ${id}`}>
            <Badge tone="info">{formatPeople(people)}</Badge>
          </Link>
        )}
      </InlineStack>
    </Box>
  );
}
