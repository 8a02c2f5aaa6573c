// Who gets it, and who does not though they are among them.
import { BlockStack, Card, Text } from "@shopify/polaris";
import type { CardProps } from "./campaign-editor.tsx";
import { SourcePicker } from "./source-picker.tsx";

export function PeopleCard({ draft, change, problemOf, choices }: CardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          People
        </Text>
        <SourcePicker label="Send to" chosen={draft.include} other={draft.exclude} onChange={(include) => change({ include })} choices={choices} error={problemOf("definition", "include")} helpText="Whoever is in any of them when the campaign starts." />
        <SourcePicker label="Leave out" chosen={draft.exclude} other={draft.include} onChange={(exclude) => change({ exclude })} choices={choices} error={problemOf("definition", "exclude")} helpText="Also whoever comes into one of them before their text goes." />
      </BlockStack>
    </Card>
  );
}
