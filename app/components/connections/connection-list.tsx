// All platforms as cards: first those that are connected, with how they stand; then what could be.
import { Badge, BlockStack, Box, Button, Card, InlineGrid, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { formatAgo } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { AbilityList } from "./ability-list.tsx";
import { type ConnectionView, connectionWords, sumOf, sumWords } from "./connection-view.ts";
import { isMoving, type PlaceView } from "./place-view.ts";

type Connected = ConnectionView & { places: PlaceView[] };

type Props = { connections: Connected[]; others: PlatformId[]; now: string };

export function ConnectionList({ connections, others, now }: Props) {
  usePolling(connections.some(({ state, places }) => state === "ending" || places.some(isMoving)));
  return (
    <Page title="Connections">
      <TitleBar title="Connections" />
      <BlockStack gap="600">
        {connections.length === 0 ? <WhatFor /> : (
          <BlockStack gap="400">
            {connections.map((connection) => (
              <ConnectedCard key={connection.connectionId} connection={connection} now={now} />
            ))}
          </BlockStack>
        )}
        {others.length > 0 ? (
          <BlockStack gap="400">
            <Box paddingInline={{ xs: "400", sm: "0" }}>
              <Text as="h2" variant="headingMd">
                {connections.length === 0 ? "Choose your platform" : "More platforms"}
              </Text>
            </Box>
            <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 1fr)" }} gap="400">
              {others.map((platform) => (
                <OtherCard key={platform} platform={platform} />
              ))}
            </InlineGrid>
          </BlockStack>
        ) : null}
      </BlockStack>
    </Page>
  );
}

function WhatFor() {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Use your segments where you send
        </Text>
        <Text as="p">
          Connect the platform that sends your texts and emails. Segue keeps your segments the same there as people join and leave, and brings back what they do, so that segments can ask about it.
        </Text>
        <Text as="p" tone="subdued">
          Segue never signs anybody up for texts or emails: who may be written to stays as it is.
        </Text>
      </BlockStack>
    </Card>
  );
}

function ConnectedCard({ connection, now }: { connection: Connected; now: string }) {
  const { platform, connectionId, accountName, testedAt, places } = connection;
  const { name } = CAPABILITIES[platform];
  const words = connectionWords(connection);
  const url = `/app/connections/${connectionId}`;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {name}
            </Text>
            <Badge {...(words.tone ? { tone: words.tone } : {})}>{words.label}</Badge>
          </InlineStack>
          <Button url={url} accessibilityLabel={`Manage ${name}`}>
            Manage
          </Button>
        </InlineStack>
        <Text as="p" breakWord>{`Account ${accountName}${testedAt ? ` · checked ${formatAgo(testedAt, now)}` : ""}`}</Text>
        {words.sentence ? (
          <Text as="p" {...(words.tone === "critical" ? { tone: "critical" as const } : {})}>
            {words.sentence}
          </Text>
        ) : null}
        {CAPABILITIES[platform].memberships.length > 0 ? (
          <Text as="p" tone="subdued">
            {sumWords(sumOf(places))} {places.length === 0 ? <Link url="/app/segments">Choose one</Link> : null}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function OtherCard({ platform }: { platform: PlatformId }) {
  const capabilities = CAPABILITIES[platform];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h3" variant="headingMd">
            {capabilities.name}
          </Text>
          <Button url={`/app/connections/new/${platform}`} accessibilityLabel={`Connect ${capabilities.name}`}>
            Connect
          </Button>
        </InlineStack>
        <AbilityList capabilities={capabilities} />
      </BlockStack>
    </Card>
  );
}
