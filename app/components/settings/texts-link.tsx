// Texting has a page of its own.
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { Section } from "./section.tsx";

export const TextsLink = () => (
  <Section title="Texting" detail="Who texts come from, when and how often they go, and what they may cost.">
    <BlockStack gap="300">
      <Text as="p">Brand, sender, hours, limits, links and the words of a sign-up. Texting can be paused there as a whole.</Text>
      <InlineStack>
        <Button url="/app/settings/texts">Texting settings</Button>
      </InlineStack>
    </BlockStack>
  </Section>
);
