// What they get: a message as it is written, with what it says now.
import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { TOPIC_MAX } from "#app/messages/campaign.ts";
import type { CardProps } from "./campaign-editor.tsx";
import { WrittenText } from "./written-text.tsx";

export function MessageCard({ draft, change, problemOf, choices }: CardProps) {
  const { messages } = choices;
  const chosen = messages.find(({ id }) => id === draft.message);
  const options = [...(draft.message !== null && !chosen ? [{ value: String(draft.message), label: "A message that is gone" }] : []), ...messages.map(({ id, name }) => ({ value: String(id), label: name }))];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Message
        </Text>
        {messages.length === 0 && draft.message === null ? (
          <BlockStack gap="200" inlineAlign="start">
            <Text as="p" tone="subdued">
              There is no promotional message yet. Write one first; this page is here again afterwards.
            </Text>
            <Button url="/app/messages/new">Write a message</Button>
          </BlockStack>
        ) : (
          <Select label="Message" labelHidden placeholder="Choose a message" options={options} value={draft.message === null ? "" : String(draft.message)} onChange={(id) => change({ message: Number(id) })} error={problemOf("definition", "message")} />
        )}
        {chosen ? (
          <>
            <WrittenText text={chosen.text} />
            <InlineStack gap="300">
              <Button variant="plain" url={`/app/messages/${chosen.id}`}>
                See it on a customer’s phone
              </Button>
            </InlineStack>
          </>
        ) : null}
        <TextField label="Topic" value={draft.topic} onChange={(topic) => change({ topic })} autoComplete="off" maxLength={TOPIC_MAX} placeholder={chosen?.topic ?? "None"} helpText="Whoever declined it on the preference page gets nothing. Empty: the message’s own." error={problemOf("definition", "topic")} />
      </BlockStack>
    </Card>
  );
}
