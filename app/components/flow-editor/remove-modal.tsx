// Taking a fork out: which of its ways stays, and what goes with the others.
import { BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { listWords } from "#app/segments/describe/words.ts";
import { wayLabel } from "./edit/outline.ts";
import { waysOf } from "./edit/place.ts";
import { lostWith } from "./edit/remove.ts";
import { useInEditor } from "./in-editor.ts";
import type { Commands } from "./use-commands.ts";

export function RemoveModal({ commands }: { commands: Commands }) {
  const { flow: { definition } } = useInEditor();
  const [kept, setKept] = useState("0");
  const step = definition.steps.find(({ id }) => id === commands.asked);
  if (!step) return null;
  const ways = waysOf(step);
  const lost = lostWith(definition, step, Number(kept));
  return (
    <Modal open onClose={() => commands.answer(null)} title={`Delete ${step.id}?`} primaryAction={{ content: "Delete", destructive: true, onAction: () => commands.answer(Number(kept)) }} secondaryActions={[{ content: "Cancel", onAction: () => commands.answer(null) }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <ChoiceList title="One of its ways stays" selected={[kept]} onChange={([chosen]) => setKept(chosen ?? kept)} choices={ways.map(({ way, to }, index) => ({ value: String(index), label: `${wayLabel(step, way)}: ${to === null ? "out of the flow" : `on with ${to}`}` }))} />
          <div role="status">
            <Text as="p" tone="subdued">
              {lost.length === 0 ? "No other step is deleted." : `${listWords(lost, "and")} ${lost.length === 1 ? "is" : "are"} deleted with it.`}
            </Text>
          </div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
