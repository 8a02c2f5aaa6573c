// On a segment's page: the platforms that it goes to, beside its tag in Shopify.
import { BlockStack, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import type { ConnectionState } from "#app/platforms/connection.ts";
import { AddPlaceModal } from "./add-place-modal.tsx";
import { PlaceSection } from "./place-section.tsx";
import type { PlaceView } from "./place-view.ts";

/** What a segment could be added to, with what new ones get there. */
export type ConnectionChoice = { connectionId: number; platform: PlatformId; accountName: string; state: ConnectionState; settings: { model: string | null; events: boolean } };

type Props = { segment: { segmentId: number; name: string; memberCount: number }; places: PlaceView[]; connections: ConnectionChoice[]; timeZone: string; now: string };

export function PlacesCard({ segment, places, connections, timeZone, now }: Props) {
  const [adding, setAdding] = useState<number | null>(null);
  const free = connections.filter(({ connectionId, state }) => state !== "ending" && !places.some((place) => place.connection_id === connectionId));
  const chosen = free.find(({ connectionId }) => connectionId === adding);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Where else this segment goes
        </Text>
        {places.length === 0 ? (
          <Text as="p" tone="subdued">
            {connections.length === 0 ? "Connect the platform that sends your texts and emails, and Segue keeps this segment the same there." : "Only here so far. Added to a platform, its people follow this segment there, too."}
          </Text>
        ) : null}
        {places.map((place, i) => (
          <Fragment key={place.connection_id}>
            {i > 0 ? <Divider /> : null}
            <PlaceSection place={place} segment={segment} account={connections.find(({ connectionId }) => connectionId === place.connection_id)?.accountName ?? ""} timeZone={timeZone} now={now} />
          </Fragment>
        ))}
        {free.length > 0 ? (
          <InlineStack gap="200">
            {free.map(({ connectionId, platform }) => (
              <Button key={connectionId} onClick={() => setAdding(connectionId)}>{`Add to ${CAPABILITIES[platform].name}`}</Button>
            ))}
          </InlineStack>
        ) : null}
        {connections.length === 0 ? (
          <InlineStack>
            <Button url="/app/connections">Connect a platform</Button>
          </InlineStack>
        ) : (
          <Link url="/app/connections" removeUnderline>
            All connections
          </Link>
        )}
      </BlockStack>
      {chosen ? <AddPlaceModal key={chosen.connectionId} connection={chosen} segment={segment} onClose={() => setAdding(null)} /> : null}
    </Card>
  );
}
