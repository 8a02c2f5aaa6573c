// The words that act when somebody writes them.
import { BlockStack, Button, Collapsible, InlineStack, Tag, Text } from "@shopify/polaris";
import { useState } from "react";
import type { KeywordTable } from "#app/consent/keyword-table.ts";
import { languageName } from "../place-names.ts";
import { TitledCard } from "../titled-card.tsx";

const KINDS = [
  { key: "optOut", title: "Stop at once", says: "A message that is one of these words and nothing else. No more texts go, and one confirmation is sent." },
  { key: "phrases", title: "Stop at once, within a message", says: "Words that leave no doubt wherever they stand." },
  { key: "suspected", title: "May mean stop", says: "Promotional texts rest until you have read the message in the inbox." },
  { key: "help", title: "Ask for help", says: "Your brand, your contact and how to stop are sent." },
  { key: "optIn", title: "Start again", says: "Only the person’s own phone takes a STOP back." },
] as const;

export function KeywordsCard({ table }: { table: KeywordTable }) {
  return (
    <TitledCard title="Words that count" says="Upper and lower case, accents and punctuation make no difference. A star stands for any ending. Nobody is ever asked “are you sure?”." gap="400">
      {KINDS.map(({ key, title, says }) => (
        <Words key={key} id={key} title={title} says={says} words={table[key]} />
      ))}
    </TitledCard>
  );
}

type Props = { id: string; title: string; says: string; words: Record<string, string[]> };

function Words({ id, title, says, words }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={`words-${id}`} onClick={() => setOpen(!isOpen)} accessibilityLabel={`${title}: the words`}>
          {isOpen ? "Hide the words" : "Show the words"}
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued">
        {says}
      </Text>
      <Collapsible id={`words-${id}`} open={isOpen}>
        <BlockStack gap="200">
          {Object.entries(words).map(([language, list]) => (
            <BlockStack gap="100" key={language}>
              <Text as="h4" variant="bodySm" tone="subdued">
                {language === "any" ? "Signs" : languageName(language)}
              </Text>
              <InlineStack gap="100">
                {list.map((word) => (
                  <Tag key={word}>{word}</Tag>
                ))}
              </InlineStack>
            </BlockStack>
          ))}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
