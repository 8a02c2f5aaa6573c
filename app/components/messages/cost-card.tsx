// What the message costs over a real segment: how many people get one part, two, three, the sum, and who gets most and why.
import { BlockStack, Button, Card, InlineStack, Link, ProgressBar, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { type CostPage, peopleIn, stepsOf } from "#app/messages/message/cost-sum.ts";
import { tellBecause } from "#app/messages/text/cost.ts";
import { formatPercent, formatPeople, formatPlural } from "../format.ts";
import { costSentence, leftOutWords } from "./message-words.ts";
import type { Draft } from "./use-message-draft.ts";
import { costQuestion, useCost } from "./use-cost.ts";

export type SegmentChoice = { segmentId: number; name: string; memberCount: number };
type Props = { draft: Draft; segments: SegmentChoice[]; isReadable: boolean };

const EVERYBODY = "all";

export function CostCard({ draft, segments, isReadable }: Props) {
  const [chosen, setChosen] = useState(EVERYBODY);
  const { state, count } = useCost(draft.name);
  const segment = segments.find(({ segmentId }) => String(segmentId) === chosen) ?? null;
  const isOld = state !== null && state.of !== costQuestion(draft.definition, segment?.segmentId ?? null);
  const share = state?.is === "counting" && segment ? Math.min(99, (state.sum.asked / Math.max(1, segment.memberCount)) * 100) : null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Cost
        </Text>
        <Select label="Over" options={[{ value: EVERYBODY, label: "All customers with a phone" }, ...segments.map(({ segmentId, name, memberCount }) => ({ value: String(segmentId), label: `${name} (${formatPeople(memberCount)})` }))]} value={chosen} onChange={setChosen} />
        <InlineStack>
          <Button onClick={() => count(draft.definition, segment?.segmentId ?? null)} loading={state?.is === "counting"} disabled={!isReadable}>
            {state === null ? "Count the cost" : "Count again"}
          </Button>
        </InlineStack>
        <div role="status">
          {state === null ? null : state.is === "failed" ? <Text as="p" tone="critical">The count broke off. Count again.</Text> : <Counted sum={state.sum} isDone={state.is === "done"} isOld={isOld} />}
        </div>
        {share === null ? null : <ProgressBar progress={share} size="small" animated={false} />}
      </BlockStack>
    </Card>
  );
}

function Counted({ sum, isDone, isOld }: { sum: CostPage; isDone: boolean; isOld: boolean }) {
  const people = peopleIn(sum);
  if (!isDone) return <Text as="p" tone="subdued">{`Writing each person’s text: ${formatPeople(sum.asked)} so far.`}</Text>;
  return (
    <BlockStack gap="200">
      {isOld ? <Text as="p" tone="caution">The message or the segment was changed since this was counted.</Text> : null}
      <Text as="p" variant="headingSm">
        {costSentence(sum, people)}
      </Text>
      {stepsOf(sum).map(({ parts, people: here }) => (
        <InlineStack key={parts} gap="200" blockAlign="center" wrap={false}>
          <div style={{ flex: "none", width: "4.5rem" }}>
            <Text as="span">{formatPlural(parts, "part")}</Text>
          </div>
          <div aria-hidden style={{ flex: 1, height: "var(--p-space-200)", background: "var(--p-color-bg-surface-secondary)", borderRadius: "var(--p-border-radius-100)" }}>
            <div style={{ width: `${(here / people) * 100}%`, minWidth: "2px", height: "100%", background: "var(--p-color-bg-fill-info)", borderRadius: "var(--p-border-radius-100)" }} />
          </div>
          <div style={{ flex: "none" }}>
            <Text as="span" numeric>{`${formatPeople(here)} (${formatPercent(here, people)})`}</Text>
          </div>
        </InlineStack>
      ))}
      {sum.worst && stepsOf(sum).length > 1 ? (
        <Text as="p" variant="bodySm">
          Most parts: <Link url={`/app/customers/${sum.worst.customerId}`}>{sum.worst.name ?? `Customer ${sum.worst.customerId}`}</Link>
          {` gets ${sum.worst.parts}, because ${tellBecause(sum.worst.because)}.`}
        </Text>
      ) : null}
      {leftOutWords(sum).map((words) => (
        <Text as="p" variant="bodySm" tone="subdued" key={words}>
          {words}
        </Text>
      ))}
      {sum.never > 0 ? <Link url="/app/compliance">Who can be texted, and why not</Link> : null}
      {sum.isEstimate ? <Text as="p" variant="bodySm" tone="subdued">Some prices are estimates: your provider’s bill decides.</Text> : null}
    </BlockStack>
  );
}
