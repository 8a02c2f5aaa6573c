// One segment's page.
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { useState } from "react";
import { AudienceCard } from "../compliance/audience-card.tsx";
import type { AudienceView } from "../compliance/audience-words.ts";
import { type ConnectionChoice, PlacesCard } from "../connections/places-card.tsx";
import { isMoving, type PlaceView } from "../connections/place-view.ts";
import { CustomerTable, type CustomerLine } from "../customers/customer-table.tsx";
import { formatPlural } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { SearchField } from "../search-field.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { usePolling } from "../use-polling.ts";
import { DeleteSegmentModal } from "./delete-segment-modal.tsx";
import { KlaviyoExportModal } from "./klaviyo-export-modal.tsx";
import { MovementChart } from "./movement-chart.tsx";
import { type Movement, sinceCreated } from "./movement-words.ts";
import { PinsCard, type PinLine } from "./pins-card.tsx";
import { SaveListModal } from "./save-list-modal.tsx";
import { SegmentSummary, type SegmentView } from "./segment-summary.tsx";
import { SyncCard, type SyncView } from "./sync-card.tsx";
import { VersionList, type VersionLine } from "./version-list.tsx";

type Props = {
  segment: SegmentView & { createdAt: string; versions: VersionLine[]; usedBy: { segmentId: number; name: string }[] };
  members: { lines: CustomerLine[]; next: string | null };
  movements: Movement[];
  pins: PinLine[];
  sync: SyncView;
  suggestedTag: string;
  places: PlaceView[];
  connections: ConnectionChoice[];
  audience: AudienceView;
  currency: string;
  timeZone: string;
  now: string;
};

/** In a menu of their own, so that the others stay in sight. */
const moreActions = (segmentId: number, { onExport, onSave }: { onExport: () => void; onSave: () => void }) => [
  { content: "Text these people", url: `/app/campaigns/new?segment=${segmentId}` },
  { content: "What comes", url: `/app/segments/${segmentId}/coming` },
  { content: "Back in time", url: `/app/segments/${segmentId}/past` },
  { content: "Compare with other segments", url: `/app/segments/compare?ids=${segmentId}` },
  { content: "Copy as Klaviyo definition", onAction: onExport },
  { content: "Create in Shopify", url: `/app/segments/${segmentId}/shopify` },
  { content: "Save these people as a list", onAction: onSave },
];

export function SegmentPage({ segment, members, movements, pins, sync, suggestedTag, places, connections, audience, currency, timeZone, now }: Props) {
  const [isDeleting, setDeleting] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const copying = useFetcher();
  const address = `/app/segments/${segment.segmentId}`;
  usePolling(segment.state === "calculating" || sync.adding + sync.removing > 0 || sync.state === "removing" || (sync.state === "on" && sync.isBehind) || places.some(isMoving));
  return (
    <Page
      title={segment.name}
      fullWidth
      backAction={{ content: "Segments", url: "/app/segments" }}
      primaryAction={{ content: "Edit", url: `${address}/edit` }}
      secondaryActions={[
        { content: "Duplicate", onAction: () => copying.submit(null, { method: "POST", action: `${address}/copy` }), loading: copying.state !== "idle" },
        { content: "Delete", destructive: true, onAction: () => setDeleting(true) },
      ]}
      actionGroups={[{ title: "More actions", actions: moreActions(segment.segmentId, { onExport: () => setExporting(true), onSave: () => setSaving(true) }) }]}
    >
      <TitleBar title={segment.name} />
      <BlockStack gap="400">
        <TwoColumns
          main={
            <BlockStack gap="400">
              <SegmentSummary segment={segment} now={now} />
              <AudienceCard people={{ segment: segment.segmentId, since: segment.evaluatedAt }} audience={audience} now={now} />
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    Joined and left
                  </Text>
                  <MovementChart movements={sinceCreated(movements, segment.createdAt, timeZone)} />
                </BlockStack>
              </Card>
              <VersionList address={address} versions={segment.versions} timeZone={timeZone} />
            </BlockStack>
          }
          side={
            <BlockStack gap="400">
              <SyncCard segmentId={segment.segmentId} suggestedTag={suggestedTag} memberCount={segment.memberCount} sync={sync} />
              <PlacesCard segment={segment} places={places} connections={connections} timeZone={timeZone} now={now} />
              <PinsCard address={address} pins={pins} timeZone={timeZone} />
            </BlockStack>
          }
        />
        <Card padding="0">
          <Box padding="300" paddingBlockEnd="0">
            <Text as="h2" variant="headingMd">
              {formatPlural(segment.memberCount, "person", "people")} in this segment
            </Text>
          </Box>
          <Box padding="300">
            <SearchField label="Search these people" placeholder="Search by email, phone or name" />
          </Box>
          <CustomerTable lines={members.lines} currency={currency} timeZone={timeZone} showsJoined />
          <Box padding="300">
            <KeyPages next={members.next} label="Pages of people" />
          </Box>
        </Card>
      </BlockStack>
      <KlaviyoExportModal open={isExporting} onClose={() => setExporting(false)} address={address} />
      <SaveListModal open={isSaving} onClose={() => setSaving(false)} address={address} name={segment.name} memberCount={segment.memberCount} />
      <DeleteSegmentModal open={isDeleting} onClose={() => setDeleting(false)} address={address} name={segment.name} usedBy={segment.usedBy} isTagged={sync.state !== "off"} />
    </Page>
  );
}
