// The same question as a sentence and as text. All three views say the same; the conditions are where it is edited.
import { BlockStack, Box, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

export function WordsCard({ sentence, text }: { sentence: string; text: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          In words
        </Text>
        <Text as="p">{sentence}</Text>
        <TextForm text={text} />
      </BlockStack>
    </Card>
  );
}

function TextForm({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const shopify = useAppBridge();
  async function copy() {
    await navigator.clipboard.writeText(text);
    shopify.toast.show("Copied");
  }
  return (
    <>
      <InlineStack>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls="segment-text" onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide the text form" : "Show the text form"}
        </Button>
      </InlineStack>
      <Collapsible id="segment-text" open={isOpen}>
        <BlockStack gap="200">
          <Box background="bg-surface-secondary" borderRadius="200" padding="300">
            <pre style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere", fontFamily: "var(--p-font-family-mono)" }}>{text}</pre>
          </Box>
          <InlineStack>
            <Button onClick={() => void copy()}>Copy the text</Button>
          </InlineStack>
        </BlockStack>
      </Collapsible>
    </>
  );
}
