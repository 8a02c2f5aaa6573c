// A card under its heading, and a line below that says what it is about.
import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type Props = { title: string; says?: string; gap?: "300" | "400"; children: ReactNode };

export function TitledCard({ title, says, gap = "300", children }: Props) {
  const heading = (
    <Text as="h2" variant="headingMd">
      {title}
    </Text>
  );
  return (
    <Card>
      <BlockStack gap={gap}>
        {says === undefined ? heading : (
          <BlockStack gap="100">
            {heading}
            <Text as="p" tone="subdued">
              {says}
            </Text>
          </BlockStack>
        )}
        {children}
      </BlockStack>
    </Card>
  );
}
