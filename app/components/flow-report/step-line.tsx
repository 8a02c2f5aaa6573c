// One step of a report: its numbers in a line, and behind a button why texts waited or never went, where people went on, and
// what became of the texts.
import { Badge, BlockStack, Box, Button, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import type { StepReport } from "#app/flows/report/steps.ts";
import { formatCount, formatPercent } from "../format.ts";
import { StepDetails } from "./step-details.tsx";

type Props = { flowId: number; step: StepReport; currency: string; isFirst: boolean };

export function StepLine({ flowId, step, currency, isFirst }: Props) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { waiting } = step;
  return (
    <li>
      <Box padding="400" {...(isFirst ? {} : { borderBlockStartWidth: "025", borderColor: "border-secondary" })}>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
            <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
              <BlockStack gap="050">
                <InlineStack gap="200" blockAlign="center">
                  <Text as="h3" variant="headingSm">{step.title}</Text>
                  {step.isGone ? <Badge>Not in the newest version</Badge> : null}
                  {waiting.halted > 0 ? <Badge tone="critical">{`${formatCount(waiting.halted)} stopped`}</Badge> : null}
                  {waiting.parked > 0 ? <Badge tone="critical">{`${formatCount(waiting.parked)} stuck`}</Badge> : null}
                  {waiting.paused > 0 ? <Badge tone="attention">{`${formatCount(waiting.paused)} paused`}</Badge> : null}
                  {waiting.approval > 0 ? <Badge tone="attention">{`${formatCount(waiting.approval)} to decide`}</Badge> : null}
                </InlineStack>
                <Text as="p" tone="subdued">{lineOf(step)}</Text>
              </BlockStack>
            </div>
            <div style={{ flex: "none" }}>
              <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} accessibilityLabel={`Details of ${step.title}`} onClick={() => setOpen(!isOpen)}>
                Details
              </Button>
            </div>
          </InlineStack>
          <Collapsible id={id} open={isOpen}>
            {isOpen ? <StepDetails flowId={flowId} step={step} currency={currency} /> : null}
          </Collapsible>
        </BlockStack>
      </Box>
    </li>
  );
}

function lineOf({ arrived, waiting, sent, text }: StepReport): string {
  const came = arrived.texts + arrived.control;
  const parts = [`${formatCount(came)} came`, waiting.people > 0 ? `${formatCount(waiting.people)} here now` : ""];
  if (text) parts.push(`${formatCount(sent.count)} sent`, `${formatCount(text.delivered)} delivered`, `${formatPercent(text.clickers, text.delivered)} clicked`, `${formatCount(text.ordered.people)} ordered`);
  return parts.filter(Boolean).join(" · ");
}
