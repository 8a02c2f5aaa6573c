// Ready messages to begin with, in the language that they are sent in.
import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Starter } from "#app/messages/message/starters.ts";
import type { Language } from "#app/messages/text/wording.ts";
import { LISTED_LANGUAGES } from "./languages.ts";

export type ShownStarter = Pick<Starter, "key" | "name" | "meaning"> & { shown: Record<Language, string> };

export function StarterGallery({ starters }: { starters: ShownStarter[] }) {
  const [language, setLanguage] = useState<Language>("en");
  return (
    <BlockStack gap="400">
      <Card>
        <Select label="Language of the message" options={[...LISTED_LANGUAGES]} value={language} onChange={(chosen) => setLanguage(LISTED_LANGUAGES.find(({ value }) => value === chosen)?.value ?? "en")} />
      </Card>
      <Card padding="0">
        {starters.map(({ key, name, meaning, shown }, place) => (
          <Box key={key} padding="400" {...(place > 0 ? { borderBlockStartWidth: "025" as const, borderColor: "border-secondary" as const } : {})}>
            <BlockStack gap="200">
              <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
                <BlockStack gap="050">
                  <Text as="h2" variant="headingSm">
                    {name}
                  </Text>
                  <Text as="p" variant="bodySm" tone="subdued">
                    {meaning}
                  </Text>
                </BlockStack>
                <div style={{ flex: "none" }}>
                  <Button url={`/app/messages/new?starter=${key}&language=${language}`} accessibilityLabel={`Use ${name}`}>
                    Use
                  </Button>
                </div>
              </InlineStack>
              <div lang={language} style={{ padding: "var(--p-space-300)", borderRadius: "var(--p-border-radius-300)", background: "var(--p-color-bg-surface-secondary)", overflowWrap: "anywhere" }}>
                <Text as="p">{shown[language]}</Text>
              </div>
            </BlockStack>
          </Box>
        ))}
      </Card>
    </BlockStack>
  );
}
