import { Badge, InlineStack, Text } from "@shopify/polaris";

const BADGES: Record<string, { tone: "success" | "attention" | "critical"; label: string }> = {
  on: { tone: "success", label: "On" },
  paused: { tone: "attention", label: "Paused" },
  removing: { tone: "attention", label: "Removing tags" },
};

export function SyncBadge({ syncState, tag }: { syncState: string; tag: string | null }) {
  const badge = BADGES[syncState];
  if (!badge) {
    return (
      <Text as="span" tone="subdued">
        Off
      </Text>
    );
  }
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <Badge tone={badge.tone}>{badge.label}</Badge>
      <Text as="span">{tag ?? ""}</Text>
    </InlineStack>
  );
}
