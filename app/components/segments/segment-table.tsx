// Every segment at a glance: how large, how it moves, how fresh, and whether Shopify carries its tag.
import { BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { formatAgo, formatChange, formatCount } from "../format.ts";
import { SegmentState } from "./segment-state.tsx";
import { SyncBadge } from "./sync-badge.tsx";

export type SegmentLine = {
  segmentId: number;
  name: string;
  state: string;
  memberCount: number;
  joined: number;
  left: number;
  evaluatedAt: string | null;
  /** Time and facts up to here are in the count. */
  freshAt: string | null;
  syncState: string;
  tag: string | null;
};

const HEADINGS: [{ title: string }, ...{ title: string; alignment?: "end" }[]] = [
  { title: "Segment" },
  { title: "Shopify tag" },
  { title: "Up to date" },
  { title: "People", alignment: "end" },
  { title: "Change in 7 days", alignment: "end" },
];

export function SegmentTable({ segments, now }: { segments: SegmentLine[]; now: string }) {
  return (
    <IndexTable resourceName={{ singular: "segment", plural: "segments" }} itemCount={segments.length} headings={HEADINGS} selectable={false}>
      {segments.map((segment, position) => (
        <IndexTable.Row id={String(segment.segmentId)} key={segment.segmentId} position={position}>
          <IndexTable.Cell>
            <Link url={`/app/segments/${segment.segmentId}`} removeUnderline monochrome dataPrimaryLink>
              <Text as="span" fontWeight="semibold">
                {segment.name}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <SyncBadge syncState={segment.syncState} tag={segment.tag} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <InlineStack gap="200" blockAlign="center" wrap={false}>
              <SegmentState state={segment.state} />
              <Text as="span" tone="subdued">
                {segment.freshAt ? formatAgo(segment.freshAt, now) : segment.state === "calculating" ? "" : "Not counted yet"}
              </Text>
            </InlineStack>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {segment.evaluatedAt ? formatCount(segment.memberCount) : "–"}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Change joined={segment.joined} left={segment.left} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Change({ joined, left }: { joined: number; left: number }) {
  return (
    <BlockStack>
      <Text as="span" alignment="end" numeric>
        {formatChange(joined - left)}
      </Text>
      <Text as="span" alignment="end" variant="bodySm" tone="subdued" numeric>
        {`${formatCount(joined)} joined, ${formatCount(left)} left`}
      </Text>
    </BlockStack>
  );
}
