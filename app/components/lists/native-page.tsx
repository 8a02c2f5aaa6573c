// Shopify's own segments with what they ask; one click, and a list follows one.
import { Banner, BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { SearchField } from "../search-field.tsx";

type Native = { id: string; name: string; query: string };
type Answer = { problems: Problem[]; list?: number };

export function NativePage({ segments, problems }: { segments: Native[]; problems: Problem[] }) {
  return (
    <Page title="Shopify’s own segments" narrowWidth backAction={{ content: "Lists", url: "/app/lists" }}>
      <TitleBar title="Shopify’s own segments" />
      <BlockStack gap="400">
        {problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        <Card padding="0">
          <Box padding="300">
            <BlockStack gap="300">
              <Text as="p" tone="subdued">
                A list follows a segment of Shopify’s: its members are read every hour, and your segments can ask who is in it.
              </Text>
              <SearchField label="Search Shopify’s segments" placeholder="Search by name" />
            </BlockStack>
          </Box>
          {segments.length === 0 && problems.length === 0 ? (
            <Box padding="600">
              <Text as="p" alignment="center" tone="subdued">
                Shopify has no segment of that name.
              </Text>
            </Box>
          ) : null}
          <ul aria-label="Shopify’s segments" style={{ margin: 0, padding: 0, listStyle: "none" }}>
            {segments.map((segment) => (
              <li key={segment.id}>
                <Line segment={segment} />
              </li>
            ))}
          </ul>
        </Card>
      </BlockStack>
    </Page>
  );
}

function Line({ segment }: { segment: Native }) {
  const fetcher = useFetcher<Answer>();
  const navigate = useNavigate();
  const list = fetcher.data?.list;
  useEffect(() => {
    if (list !== undefined) void navigate(`/app/lists/${list}`);
    // The answer alone opens the list; navigate is a new function on every render.
  }, [list]);
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="300">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Text as="h2" variant="headingSm">
            {segment.name}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {segment.query}
          </Text>
          {fetcher.data?.problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </div>
        <Button accessibilityLabel={`Use “${segment.name}” as a list`} loading={fetcher.state !== "idle"} onClick={() => fetcher.submit({ nativeId: segment.id }, { method: "POST", encType: "application/json" })}>
          Use
        </Button>
      </InlineStack>
    </Box>
  );
}
