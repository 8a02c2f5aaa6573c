// Who is left out of a segment on a platform, and why: first the reasons with their numbers, then the people.
import { BlockStack, Box, Card, InlineStack, Link, List, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { customerName } from "../customers/customer-name.ts";
import { formatAgo, formatPeople } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";

type Line = { customerId: string; firstName: string | null; lastName: string | null; email: string | null; state: string; reason: string; changedAt: string };

type Props = {
  segment: { segmentId: number; name: string };
  platform: string;
  reasons: { state: string; reason: string; people: number }[];
  people: { lines: Line[]; next: string | null };
  now: string;
};

export function LeftOutPage({ segment, platform, reasons, people, now }: Props) {
  const title = `Left out in ${platform}`;
  return (
    <Page title={title} subtitle={segment.name} backAction={{ content: segment.name, url: `/app/segments/${segment.segmentId}` }}>
      <TitleBar title={title} />
      {people.lines.length === 0 ? (
        <Card>
          <Text as="p" tone="subdued">{`Everybody in this segment is in ${platform}, or on the way there.`}</Text>
        </Card>
      ) : (
        <BlockStack gap="400">
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                Reasons
              </Text>
              <List>
                {reasons.map(({ state, reason, people: count }) => (
                  <List.Item key={`${state} ${reason}`}>{`${formatPeople(count)}: ${reason}`}</List.Item>
                ))}
              </List>
            </BlockStack>
          </Card>
          <Card padding="0">
            <ul aria-label="People left out" style={{ margin: 0, padding: 0, listStyle: "none" }}>
              {people.lines.map((line, i) => (
                <li key={line.customerId}>
                  <Person line={line} isFirst={i === 0} now={now} />
                </li>
              ))}
            </ul>
            <KeyPages next={people.next} label="Pages of people" />
          </Card>
        </BlockStack>
      )}
    </Page>
  );
}

const SIDES: Record<string, string> = { held: "Could not be taken off", refused: "Refused", skipped: "Left out by Segue" };

function Person({ line, isFirst, now }: { line: Line; isFirst: boolean; now: string }) {
  return (
    <Box padding="400" paddingBlock="300" {...(isFirst ? {} : { borderBlockStartWidth: "025", borderColor: "border-secondary" })}>
      <InlineStack align="space-between" blockAlign="start" gap="300">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Link url={`/app/customers/${line.customerId}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {customerName(line)}
            </Text>
          </Link>
          <Text as="p" tone="subdued">
            {line.reason}
          </Text>
        </div>
        <Text as="p" variant="bodySm" tone="subdued">
          {`${SIDES[line.state] ?? "On the way"}, ${formatAgo(line.changedAt, now)}`}
        </Text>
      </InlineStack>
    </Box>
  );
}
