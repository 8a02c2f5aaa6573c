// The segment in one card: the question, the size, and how far the answer reaches.
import { Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { Noted } from "#app/segments/noted.ts";
import { formatAgo, formatCount, formatDuration } from "../format.ts";
import { NotedList } from "./noted-list.tsx";
import { SegmentState } from "./segment-state.tsx";

export type SegmentView = {
  segmentId: number;
  name: string;
  state: string;
  problem: string | null;
  memberCount: number;
  unknownCount: number;
  evaluatedAt: string | null;
  evaluateMs: number | null;
  freshAt: string | null;
  sentence: string;
  notes: Noted[];
};

export function SegmentSummary({ segment, now }: { segment: SegmentView; now: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        {segment.problem ? (
          <Banner tone="warning" title="This segment is not kept up to date">
            <p>{segment.problem}</p>
          </Banner>
        ) : null}
        <InlineStack gap="300" blockAlign="center">
          <Text as="p" variant="heading2xl" numeric>
            {segment.evaluatedAt ? formatCount(segment.memberCount) : "–"}
          </Text>
          <Text as="span" tone="subdued">
            {segment.memberCount === 1 ? "person" : "people"}
          </Text>
          <SegmentState state={segment.state} />
        </InlineStack>
        <Text as="p">{segment.sentence}</Text>
        <NotedList notes={segment.notes} />
        {segment.unknownCount > 0 ? (
          <Text as="p" tone="subdued">
            {`${formatCount(segment.unknownCount)} more are left out because too little is known of them.`}
          </Text>
        ) : null}
        <Text as="p" variant="bodySm" tone="subdued">
          {freshness(segment, now)}
        </Text>
      </BlockStack>
    </Card>
  );
}

function freshness({ freshAt, evaluateMs }: SegmentView, now: string): string {
  if (freshAt === null) return "Not counted yet.";
  const counted = evaluateMs === null ? "" : ` The whole count took ${formatDuration(evaluateMs)}.`;
  return `Orders, customers and time up to ${formatAgo(freshAt, now)} are counted in.${counted}`;
}
