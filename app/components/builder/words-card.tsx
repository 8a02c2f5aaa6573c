// The same question as a sentence, as the merchant will read it wherever the segment is named.
import { BlockStack, Card, Text } from "@shopify/polaris";

export function WordsCard({ sentence }: { sentence: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          In words
        </Text>
        <Text as="p">{sentence}</Text>
      </BlockStack>
    </Card>
  );
}
