// What they get: a message as it is written, with what it says now.
import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { TOPIC_MAX } from "#app/messages/campaigns/campaign.ts";
import type { MessageDefinition } from "#app/messages/message/message.ts";
import { PhonePreview } from "../messages/phone-preview.tsx";
import { useMessagePreview } from "../messages/use-message-preview.ts";
import type { CardProps } from "./campaign-editor.tsx";

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
            <Shown key={chosen.id} name={chosen.name} definition={chosen.definition} brand={choices.brand} />
            <InlineStack gap="300">
              <Button variant="plain" url={`/app/messages/${chosen.id}`}>
                See it as one of your customers gets it
              </Button>
            </InlineStack>
          </>
        ) : null}
        <TextField label="Topic" value={draft.topic} onChange={(topic) => change({ topic })} autoComplete="off" maxLength={TOPIC_MAX} placeholder={chosen?.definition.topic ?? "None"} helpText="Whoever declined it on the preference page gets nothing. Empty: the message’s own." error={problemOf("definition", "topic")} />
      </BlockStack>
    </Card>
  );
}

/** As somebody gets it of whom nothing is known. */
function Shown({ name, definition, brand }: { name: string; definition: MessageDefinition; brand: string }) {
  const { shown, isOld } = useMessagePreview(name, definition, null);
  return <PhonePreview shown={shown} isOld={isOld && shown !== null} brand={brand} media={definition.media} language={definition.language} />;
}
