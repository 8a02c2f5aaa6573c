// Klaviyo's conditions, group by group, each with what it became here or why it cannot.
import { Badge, BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReadLine } from "#app/segments/klaviyo/view.ts";

export function KlaviyoConditions({ groups }: { groups: ReadLine[][] }) {
  return (
    <BlockStack gap="400">
      {groups.map((group, index) => (
        <Card key={group[0]?.path ?? index} padding="0">
          <Box padding="400" paddingBlockEnd="200">
            <Text as="h2" variant="headingMd">
              {titleOf(index, group.length)}
            </Text>
          </Box>
          {group.map((line) => (
            <Line key={line.path} line={line} />
          ))}
        </Card>
      ))}
    </BlockStack>
  );
}

const titleOf = (index: number, size: number) => `${index === 0 ? "" : "And "}${size === 1 ? "this condition" : "any of these"}`.replace(/^./, (first) => first.toUpperCase());

function Line({ line }: { line: ReadLine }) {
  return (
    <Box paddingInline="400" paddingBlock="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <BlockStack gap="100">
        <InlineStack gap="200" align="space-between" blockAlign="start">
          <Text as="h3" variant="headingSm" breakWord>
            {line.sentence ?? line.what}
          </Text>
          {line.why === null ? line.notes.length > 0 ? <Badge tone="info">Differs a little</Badge> : <Badge tone="success">The same</Badge> : <Badge tone="critical">Cannot be used</Badge>}
        </InlineStack>
        {line.sentence === null ? null : (
          <Text as="p" variant="bodySm" tone="subdued" breakWord>
            {line.what}
          </Text>
        )}
        {line.why === null ? null : (
          <Text as="p" tone="critical">
            {line.why}
          </Text>
        )}
        {line.notes.map((note) => (
          <Text as="p" variant="bodySm" key={note}>
            {note}
          </Text>
        ))}
      </BlockStack>
    </Box>
  );
}
