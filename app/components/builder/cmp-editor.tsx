// Two numbers or dates of the same customer held against each other.
import { BlockStack, Text } from "@shopify/polaris";
import type { Cmp } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { ExpressionEditor } from "./expression-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumberInput } from "./number-input.tsx";
import { Slot, Slots } from "./slot.tsx";
import { COMPARISONS } from "./test-choices.ts";

export function CmpEditor({ leaf, onChange, problems }: EditorProps<Cmp>) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Compare two of their own numbers
      </Text>
      <ExpressionEditor label="First number" value={leaf.left} onChange={(left) => onChange({ ...leaf, left })} problems={problems} path={["left"]} />
      <Slots>
        <Slot>
          <Choice label="How to compare" choices={COMPARISONS} value={leaf.cmp} onChange={(cmp) => onChange({ ...leaf, cmp })} error={problemAt(problems, ["cmp"])} />
        </Slot>
        <Slot size="small">
          <NumberInput label="Times" suffix="×" value={leaf.factor ?? 1} onChange={(factor) => onChange({ ...leaf, factor })} error={problemAt(problems, ["factor"])} />
        </Slot>
      </Slots>
      <ExpressionEditor label="Second number" value={leaf.right} onChange={(right) => onChange({ ...leaf, right })} problems={problems} path={["right"]} />
      <Slots>
        <Slot size="small">
          <NumberInput label="Plus" prefix="plus" value={leaf.plus ?? 0} onChange={(plus) => onChange({ ...leaf, plus })} error={problemAt(problems, ["plus"])} />
        </Slot>
      </Slots>
    </BlockStack>
  );
}
