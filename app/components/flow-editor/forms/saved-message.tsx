// One of the shop's messages: its newest version, whenever it goes.
import { BlockStack, Link, Select, Text } from "@shopify/polaris";
import type { FlowMessage } from "#app/flows/step.ts";
import { useInEditor } from "../in-editor.ts";
import { TextPreview } from "./text-preview.tsx";

type Saved = Extract<FlowMessage, { kind: "saved" }>;

export function SavedMessage({ message, set, error }: { message: Saved; set: (message: Saved) => void; error: string | false }) {
  const { words: { messages } } = useInEditor();
  const found = messages.find(({ id }) => id === message.id);
  const options = [...(found ? [] : [{ value: String(message.id), label: "A message that was deleted" }]), ...messages.map(({ id, name }) => ({ value: String(id), label: name }))];
  return (
    <BlockStack gap="300">
      <Select label="Message" options={options} value={String(message.id)} onChange={(id) => set({ ...message, id: Number(id), version: null })} error={error || (found ? false : "Choose a message.")} />
      {message.version === null ? null : (
        <Text as="p" tone="subdued">
          {`Version ${message.version} of it, whatever is changed later.`}
        </Text>
      )}
      {found ? <Link url={`/app/messages/${found.id}`}>Open the message</Link> : null}
      {found ? <TextPreview name={found.name} definition={found.definition} /> : null}
    </BlockStack>
  );
}
