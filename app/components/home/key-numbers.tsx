// What the shop's segments amount to, each number leading to its page.
import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { formatCount } from "../format.ts";

export type KeyNumber = { label: string; value: number; detail: string; url: string };

export function KeyNumbers({ numbers }: { numbers: KeyNumber[] }) {
  return (
    <div className="segue-numbers">
      {numbers.map((number) => (
        <Card key={number.label}>
          <BlockStack gap="100">
            <Text as="h2" variant="bodyMd">
              <Link url={number.url} monochrome removeUnderline>
                {number.label}
              </Link>
            </Text>
            <Text as="p" variant="headingLg" numeric>
              {formatCount(number.value)}
            </Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {number.detail}
            </Text>
          </BlockStack>
        </Card>
      ))}
    </div>
  );
}
