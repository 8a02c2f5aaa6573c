// A segment's tag in Shopify: start it, see how far it is, pause it, stop it.
import { Badge, Banner, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { Count } from "../count.tsx";
import { formatPeople } from "../format.ts";
import { StartSyncModal } from "./start-sync-modal.tsx";
import { StopSyncModal } from "./stop-sync-modal.tsx";

export type SyncView = {
  state: "off" | "on" | "paused" | "removing";
  tag: string | null;
  rule: "restore" | "pause";
  problem: string | null;
  held: number;
  adding: number;
  removing: number;
  refused: number;
  /** Who moved was not looked at yet. */
  isBehind: boolean;
  /** Carry the tag without us: somebody gave it to them by hand. */
  strays: number;
};

type Props = { segmentId: number; suggestedTag: string; memberCount: number; sync: SyncView };

export function SyncCard({ segmentId, suggestedTag, memberCount, sync }: Props) {
  const [open, setOpen] = useState<"start" | "stop" | null>(null);
  const pausing = useFetcher();
  const address = `/app/segments/${segmentId}/sync`;
  const pause = (method: "POST" | "DELETE") => pausing.submit(null, { method, action: `${address}/pause` });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Customer tag in Shopify
          </Text>
          <StateBadge sync={sync} />
        </InlineStack>
        {sync.problem ? (
          <Banner tone="warning">
            <p>{sync.problem}</p>
          </Banner>
        ) : null}
        {sync.state === "off" ? <OffWords /> : <SyncCounts sync={sync} />}
        <InlineStack>
          <ButtonGroup>
            {sync.state === "off" ? <Button onClick={() => setOpen("start")}>Start tagging</Button> : null}
            {sync.state === "on" ? (
              <Button onClick={() => pause("POST")} loading={pausing.state !== "idle"}>
                Pause
              </Button>
            ) : null}
            {sync.state === "paused" ? (
              <Button onClick={() => pause("DELETE")} loading={pausing.state !== "idle"}>
                Resume
              </Button>
            ) : null}
            {sync.state === "on" || sync.state === "paused" ? (
              <Button variant="tertiary" onClick={() => setOpen("stop")}>
                Stop tagging
              </Button>
            ) : null}
          </ButtonGroup>
        </InlineStack>
      </BlockStack>
      <StartSyncModal open={open === "start"} onClose={() => setOpen(null)} address={address} suggestedTag={suggestedTag} memberCount={memberCount} />
      <StopSyncModal open={open === "stop"} onClose={() => setOpen(null)} address={address} tag={sync.tag ?? suggestedTag} held={sync.held} />
    </Card>
  );
}

function StateBadge({ sync }: { sync: SyncView }) {
  switch (sync.state) {
    case "off":
      return <Badge>Off</Badge>;
    case "on":
      return sync.adding + sync.removing > 0 || sync.isBehind ? <Badge tone="attention">Catching up</Badge> : <Badge tone="success">Up to date</Badge>;
    case "paused":
      return <Badge tone="attention">Paused</Badge>;
    case "removing":
      return <Badge tone="attention">Removing tags</Badge>;
    default:
      return sync.state satisfies never;
  }
}

function OffWords() {
  return (
    <Text as="p" tone="subdued">
      Segue can keep a tag on everybody in this segment: added when they join, taken away when they leave. Tags you set yourself are never touched.
    </Text>
  );
}

const RULES = {
  restore: "If somebody removes the tag by hand, Segue puts it back.",
  pause: "If somebody removes the tag by hand, tagging pauses until you resume it.",
} as const;

function SyncCounts({ sync }: { sync: SyncView }) {
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" tone="subdued">
          Tag
        </Text>
        <Text as="span" fontWeight="semibold" breakWord>
          {sync.tag}
        </Text>
      </InlineStack>
      <InlineStack gap="600">
        <Count label="carry it" count={sync.held} />
        <Count label="being added" count={sync.adding} />
        <Count label="being removed" count={sync.removing} />
        {sync.refused > 0 ? <Count label="refused by Shopify" count={sync.refused} /> : null}
      </InlineStack>
      <Text as="p" tone="subdued">
        {RULES[sync.rule]}
      </Text>
      {sync.strays > 0 ? (
        <Text as="p" tone="subdued">
          {`${formatPeople(sync.strays)} outside the segment ${sync.strays === 1 ? "carries" : "carry"} the same tag, given by hand. Segue leaves it on them.`}
        </Text>
      ) : null}
    </BlockStack>
  );
}
