// Numbers side by side, each with what it counts and a word more.
import { BlockStack, Text } from "@shopify/polaris";

export type NumberLine = { label: string; value: string; detail?: string };

export function Numbers({ lines }: { lines: NumberLine[] }) {
  return (
    <div style={{ display: "grid", gap: "var(--p-space-400)", gridTemplateColumns: "repeat(auto-fit, minmax(7.5rem, 1fr))" }}>
      {lines.map(({ label, value, detail }) => (
        <BlockStack key={label}>
          <Text as="h3" variant="bodyMd" tone="subdued">
            {label}
          </Text>
          <Text as="p" variant="headingLg" numeric>
            {value}
          </Text>
          {detail ? (
            <Text as="p" variant="bodySm" tone="subdued">
              {detail}
            </Text>
          ) : null}
        </BlockStack>
      ))}
    </div>
  );
}
