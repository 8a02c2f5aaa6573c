// Who joined and left lately, and why.
import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { customerName } from "../customers/customer-name.ts";
import { formatAgo } from "../format.ts";
import { causeWords } from "../segments/cause-words.ts";

export type RecentChange = {
  changeId: string;
  kind: "entered" | "left" | "rebuilt";
  cause: string;
  at: string;
  segmentId: number;
  segmentName: string;
  customerId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
};

export function RecentChanges({ changes, now }: { changes: RecentChange[]; now: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Latest changes
        </Text>
        {changes.length === 0 ? (
          <Text as="p" tone="subdued">
            When customers join or leave a segment, it shows here.
          </Text>
        ) : null}
        {changes.map((change) => (
          <InlineStack key={change.changeId} align="space-between" gap="200">
            <Text as="p">
              <Who change={change} /> {VERBS[change.kind]} <Link url={`/app/segments/${change.segmentId}`}>{change.segmentName}</Link>
            </Text>
            <Text as="span" tone="subdued">
              {`${causeWords(change.cause)}, ${formatAgo(change.at, now)}`}
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

const VERBS = { entered: "joined", left: "left", rebuilt: "were counted anew for" } as const;

function Who({ change }: { change: RecentChange }) {
  if (change.kind === "rebuilt") return <>All customers</>;
  const { customerId } = change;
  if (customerId === null) return <>Somebody</>;
  return <Link url={`/app/customers/${customerId}`}>{customerName({ ...change, customerId })}</Link>;
}
