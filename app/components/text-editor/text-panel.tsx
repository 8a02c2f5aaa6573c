// The text form as a place to work: the editor, what is wrong with it, and the ways in and out.
import { BlockStack, Box, Button, ButtonGroup, InlineError, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useState } from "react";
import type { Definition } from "#app/segments/definition.ts";
import { TextExchange } from "./text-exchange.tsx";
import { lineOf } from "./text-draft.ts";
import type { useText } from "./use-text.ts";

const CodeField = lazy(() => import("./code-field.tsx"));

const HINT = "segment-text-hint";
const PROBLEMS_MAX = 5;

type Props = { text: ReturnType<typeof useText>; definition: Definition; name: string };

export function TextPanel({ text, definition, name }: Props) {
  const [refused, setRefused] = useState<string | null>(null);
  const shown = [...(refused === null ? [] : [refused]), ...text.problems.slice(0, PROBLEMS_MAX).map((problem) => lineOf(text.text, problem))];
  function change(next: string) {
    setRefused(null);
    text.change(next);
  }
  return (
    <BlockStack gap="300">
      <Box borderWidth="025" borderColor={shown.length > 0 ? "border-critical" : "input-border"} borderRadius="200" overflowX="hidden" overflowY="hidden">
        <Suspense fallback={<Box padding="400" minHeight="13rem"><SkeletonBodyText lines={6} /></Box>}>
          <CodeField label="Conditions as text" describedBy={HINT} text={text.text} problems={text.problems} onChange={change} />
        </Suspense>
      </Box>
      <div role="status">
        <BlockStack gap="100">
          {shown.map((message) => (
            <InlineError key={message} message={message} fieldID="segment-text" />
          ))}
          {text.mistake === null ? null : (
            <Text as="p" tone="subdued">
              The count and the builder stay at the last conditions without a mistake.
            </Text>
          )}
        </BlockStack>
      </div>
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <ButtonGroup>
          <Button onClick={text.tidyUp} disabled={text.mistake !== null}>
            Tidy up
          </Button>
          <TextExchange text={text.text} definition={text.mistake === null ? definition : null} name={name} onText={change} onRefused={setRefused} />
        </ButtonGroup>
      </InlineStack>
      <div id={HINT}>
        <Text as="p" variant="bodySm" tone="subdued">
          Ctrl + Space shows what can be written; Tab leaves the field. Amounts are whole units of your currency. What stands after # is kept as a note.
        </Text>
      </div>
    </BlockStack>
  );
}
