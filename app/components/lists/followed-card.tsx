// What a list that follows a segment of Shopify's asks there, how fresh it is, and what went wrong.
import { Banner, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { formatAgo, formatPeople } from "../format.ts";

export type Followed = { name: string; query: string; readAt: string | null; isBeingRead: boolean; isGone: boolean; problem: string | null; unknown: number };

export function FollowedCard({ followed, address, now }: { followed: Followed; address: string; now: string }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const { name, query, readAt, isBeingRead, isGone, problem, unknown } = followed;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" breakWord>
          {`Shopify’s segment “${name}”`}
        </Text>
        {isGone ? (
          <Banner tone="warning" title="It was deleted in Shopify">
            <p>The list keeps the people who were in it last, and changes no more.</p>
          </Banner>
        ) : problem ? (
          <Banner tone="warning" title="It could not be read">
            <p>{`${problem} It is tried again; until then the list stays as it is.`}</p>
          </Banner>
        ) : null}
        <Box background="bg-surface-secondary" padding="300" borderRadius="200">
          <code style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{query}</code>
        </Box>
        <Text as="p">{readAt ? `Members read ${formatAgo(readAt, now)}.${isGone ? "" : " They are read anew every hour."}` : "Its members are being read."}</Text>
        {unknown > 0 ? <Text as="p" tone="subdued">{`${formatPeople(unknown)} in it whom Segue does not know yet.`}</Text> : null}
        {isGone ? null : (
          <InlineStack>
            <Button loading={fetcher.state !== "idle" || isBeingRead} onClick={() => fetcher.submit(null, { method: "POST", action: `${address}/refresh` })}>
              Read now
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
