// How a text looks on somebody's phone, its parts, and what they cost.
import { BlockStack, Text } from "@shopify/polaris";
import type { MessageDefinition } from "#app/messages/message/message.ts";
import { PersonPicker } from "../../messages/person-picker.tsx";
import { PhonePreview } from "../../messages/phone-preview.tsx";
import { type PreviewState, useMessagePreview } from "../../messages/use-message-preview.ts";
import { useInEditor } from "../in-editor.ts";

export function TextPreview({ name, definition }: { name: string; definition: MessageDefinition }) {
  const { person } = useInEditor();
  const state = useMessagePreview(name, definition, person?.customerId ?? null);
  return <Previewed state={state} language={definition.language} media={definition.media} />;
}

export function Previewed({ state: { preview, shown, isOld, hasFailed }, language, media }: { state: PreviewState; language: string; media: string | null }) {
  const { words: { editor }, person, setPerson } = useInEditor();
  return (
    <BlockStack gap="300">
      <PersonPicker people={editor.people} chosen={person} onChange={setPerson} />
      <PhonePreview shown={shown} isOld={isOld && shown !== null} brand={editor.brand} media={media} language={language} />
      {preview?.isExampleCart ? <Text as="p" variant="bodySm" tone="subdued">The cart is an example: nobody has one while you write.</Text> : null}
      {hasFailed ? <Text as="p" tone="critical">The preview could not be made. It is tried again with your next change.</Text> : null}
    </BlockStack>
  );
}
