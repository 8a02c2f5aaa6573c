// Every segment at a glance: how large, how it moves, how fresh, and whether Shopify carries its tag.
import { BlockStack, IndexTable, InlineStack, Link, Text, useIndexResourceState } from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { OVERLAP_MAX } from "#app/segments/overlap.ts";
import { formatAgo, formatChange, formatCount, formatPeople } from "../format.ts";
import { type PhoneRow, WideOrPhone } from "../wide-or-phone.tsx";
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

type Props = { segments: SegmentLine[]; now: string };

export function SegmentTable({ segments, now }: Props) {
  return (
    <WideOrPhone label="Segments" rows={segments.map((segment) => phoneRow(segment, now))}>
      <Wide segments={segments} now={now} />
    </WideOrPhone>
  );
}

function phoneRow(segment: SegmentLine, now: string): PhoneRow {
  const { segmentId, name, joined, left } = segment;
  return {
    key: String(segmentId), url: `/app/segments/${segmentId}`, title: name, detail: freshness(segment, now),
    number: segment.evaluatedAt ? formatPeople(segment.memberCount) : "–", numberDetail: segment.evaluatedAt ? `${formatChange(joined - left)} in 7 days` : "",
    more: (
      <InlineStack gap="200" blockAlign="center">
        {segment.syncState === "off" ? (
          <Text as="span" variant="bodySm" tone="subdued">
            No tag in Shopify
          </Text>
        ) : (
          <SyncBadge syncState={segment.syncState} tag={segment.tag} />
        )}
        <SegmentState state={segment.state} />
      </InlineStack>
    ),
  };
}

const freshness = ({ freshAt, state }: SegmentLine, now: string) => (freshAt ? `Counted up to ${formatAgo(freshAt, now)}` : state === "calculating" ? "" : "Not counted yet");

function Wide({ segments, now }: Props) {
  const navigate = useNavigate();
  const rows = segments.map(({ segmentId }) => ({ id: String(segmentId) }));
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(rows);
  const mayCompare = selectedResources.length >= 2 && selectedResources.length <= OVERLAP_MAX;
  const compare = {
    content: mayCompare ? "Compare" : `Compare (choose 2 to ${OVERLAP_MAX})`, disabled: !mayCompare,
    onAction: () => void navigate(`/app/segments/compare?ids=${selectedResources.join(",")}`),
  };
  return (
    <IndexTable
      resourceName={{ singular: "segment", plural: "segments" }}
      itemCount={segments.length}
      headings={HEADINGS}
      selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      promotedBulkActions={[compare]}
    >
      {segments.map((segment, position) => (
        <IndexTable.Row id={String(segment.segmentId)} key={segment.segmentId} position={position} selected={selectedResources.includes(String(segment.segmentId))}>
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
