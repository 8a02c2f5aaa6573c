// Beside the editor: how many of the people chosen can be texted now, later or never, and why. Counted at once where they
// are few, when asked where they are many.
import { BlockStack, Button, Card, InlineGrid, ProgressBar, Text } from "@shopify/polaris";
import { formatCount, formatPeople } from "../format.ts";
import { reasonLines } from "./campaign-words.ts";
import type { Choices, Sources } from "./draft.ts";
import { ReasonList } from "./reason-list.tsx";
import { roughly, useDraftAudience } from "./use-draft-audience.ts";

type Props = { include: Sources; exclude: Sources; topic: string | null; choices: Choices };

export function AudienceLine({ include, exclude, topic, choices }: Props) {
  const total = roughly(include, choices);
  const { sum, state, count, stop } = useDraftAudience({ include, exclude, topic }, total);
  const asked = sum.now + sum.later + sum.never + sum.excluded;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Can be texted
        </Text>
        <InlineGrid columns={3} gap="200">
          {([["Now", sum.now], ["Later", sum.later], ["Never", sum.never]] as const).map(([label, people]) => (
            <BlockStack key={label}>
              <Text as="p" variant="headingLg" numeric>
                {state === "idle" ? "–" : formatCount(people)}
              </Text>
              <Text as="p" tone="subdued">
                {label}
              </Text>
            </BlockStack>
          ))}
        </InlineGrid>
        <div role="status" id="audience-progress">
          <Text as="p" tone="subdued">
            {said(state, total, asked, sum.excluded)}
          </Text>
        </div>
        <div style={{ visibility: state === "asking" ? "visible" : "hidden" }}>
          <ProgressBar progress={Math.min(100, (asked / Math.max(total, 1)) * 100)} size="small" animated={false} ariaLabelledBy="audience-progress" />
        </div>
        {state === "asking" ? <Button onClick={stop}>Stop</Button> : total > 0 && state !== "done" ? <Button onClick={count}>Count</Button> : null}
        {state === "idle" ? null : <ReasonList label="Why not now" lines={reasonLines(sum.because)} />}
      </BlockStack>
    </Card>
  );
}

function said(state: string, total: number, asked: number, excluded: number): string {
  if (total === 0) return "Choose whom it goes to.";
  if (state === "failed") return "They could not be counted. Try again in a moment.";
  if (state === "idle") return `Up to ${formatPeople(total)}. Not counted yet.`;
  const left = excluded > 0 ? ` ${formatCount(excluded)} left out.` : "";
  return state === "done" ? `Of ${formatPeople(asked)}, as things stand now.${left} The dry run counts by the message and the time.` : `${formatPeople(asked)} asked so far.`;
}
