// A line of a list: what it is, what is known of it, and what can be done with it.
import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export function Line({ title, detail, badge, action }: { title: string; detail: string; badge?: ReactNode; action?: ReactNode }) {
  return (
    <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "center" }}>
      <BlockStack gap="050">
        <div style={{ display: "flex", gap: "var(--p-space-200)", alignItems: "center", flexWrap: "wrap" }}>
          <Text as="h3" fontWeight="semibold">
            {title}
          </Text>
          {badge}
        </div>
        <Text as="p" tone="subdued" breakWord>
          {detail}
        </Text>
      </BlockStack>
      {action}
    </div>
  );
}
