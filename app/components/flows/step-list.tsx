// The steps of a flow in words, each with how many stand there, came, and were texted.
import { Badge, BlockStack, Box, Icon, InlineStack, Link, Text } from "@shopify/polaris";
import type { Step } from "#app/flows/step.ts";
import { LOOKS } from "../flow-editor/kind-look.tsx";
import { formatPeople } from "../format.ts";
import { type Figures, passedWords } from "./step-figures.ts";

export type StepLine = { id: string; kind: Step["kind"]; says: string; next: string | null; note: string | null } & Figures;
type Props = { flowId: number; steps: StepLine[]; isPublished: boolean };

export const StepList = ({ flowId, steps, isPublished }: Props) => (
  <ol aria-label="Steps" style={{ margin: 0, padding: 0, listStyle: "none" }}>
    {steps.map((step) => (
      <li key={step.id}>
        <StepRow step={step} flowId={flowId} isPublished={isPublished} />
      </li>
    ))}
  </ol>
);

function StepRow({ step, flowId, isPublished }: { step: StepLine; flowId: number; isPublished: boolean }) {
  const { id, kind, says, next, note, people } = step;
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
              {[id, next === null ? null : `then ${next}`, isPublished ? passedWords(step, kind === "send") : null].filter(Boolean).join(" · ")}
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
