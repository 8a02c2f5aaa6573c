// How many for each reason, with what to do about it.
import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { formatCount } from "../format.ts";
import type { ReasonLine } from "./campaign-words.ts";

export function ReasonList({ label, lines }: { label: string; lines: ReasonLine[] }) {
  return (
    <ul aria-label={label} style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {lines.map(({ key, count, says, remedy }, i) => (
        <li key={key}>
          <Box paddingBlock="200" {...(i > 0 ? { borderBlockStartWidth: "025", borderColor: "border-secondary" } : {})}>
            <InlineStack gap="400" wrap={false} align="space-between">
              <BlockStack gap="050">
                <Text as="p">{says}</Text>
                {remedy ? (
                  <Text as="p" variant="bodySm" tone="subdued">
                    {remedy}
                  </Text>
                ) : null}
              </BlockStack>
              <Text as="p" numeric alignment="end">
                {formatCount(count)}
              </Text>
            </InlineStack>
          </Box>
        </li>
      ))}
    </ul>
  );
}
