// The rules behind a derived field in words, and the numbers in them, which each condition may set for itself.
import { BlockStack, Button, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { problemAt } from "../problems-of.ts";
import type { Attr } from "#app/segments/definition.ts";
import type { DerivedField } from "#app/segments/fields/derived.ts";
import type { ScoreField } from "#app/segments/fields/score.ts";
import { isWhole, type Knob, numbersOf, ownNumbers } from "#app/segments/fields/knob.ts";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumberInput } from "./number-input.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { wrongNumbers } from "./unfinished.ts";
import { unitsOf } from "./units.ts";

type Props = EditorProps<Attr> & { field: DerivedField | ScoreField };

export function NumbersEditor({ field, leaf, onChange, problems }: Props) {
  const id = useId();
  // What is no number yet is asked for once it is to be saved; what cannot be meant is told at once.
  const wrong = wrongNumbers(leaf).filter(({ path: [, name] }) => !Number.isNaN(leaf.with?.[String(name)]));
  const isWrong = wrong.length > 0 || problems.some(({ path }) => path[0] === "with");
  const [isOpened, setOpened] = useState(leaf.with !== undefined);
  const isOpen = isOpened || isWrong;
  const knobs = Object.entries(field.knobs);
  const isOwn = ownNumbers(field.knobs, leaf.with) !== null;
  // While a number is being typed, or cannot be meant, the rules are said with the standard one.
  const said = Object.fromEntries(Object.entries(leaf.with ?? {}).filter(([name, value]) => !Number.isNaN(value) && !wrong.some(({ path }) => path[1] === name)));
  const { with: _, ...standard } = leaf;
  return (
    <BlockStack gap="200">
      <Text as="p" variant="bodySm" tone="subdued">
        {field.says(said)}
      </Text>
      {knobs.length === 0 ? null : (
        <>
          <InlineStack gap="300">
            <Button variant="plain" disclosure={isOpen ? "up" : "down"} onClick={() => setOpened(!isOpen)} ariaExpanded={isOpen} ariaControls={id} accessibilityLabel={`Change the numbers of “${field.label}”`}>
              Change these numbers
            </Button>
            {isOwn ? (
              <Button variant="plain" onClick={() => onChange(standard)} accessibilityLabel={`Use the standard numbers of “${field.label}”`}>
                Use the standard numbers
              </Button>
            ) : null}
          </InlineStack>
          <Collapsible id={id} open={isOpen}>
            <Slots>
              {knobs.map(([name, knob]) => (
                <NumberSlot key={name} name={name} knob={knob} field={field} leaf={leaf} onChange={onChange} problems={[...problems, ...wrong]} />
              ))}
            </Slots>
          </Collapsible>
        </>
      )}
    </BlockStack>
  );
}

function NumberSlot({ name, knob, field, leaf, onChange, problems }: Props & { name: string; knob: Knob }) {
  const { currency } = useShopWords();
  const units = knob.unit === "days" ? { suffix: "days" } : knob.unit === "percent" ? { suffix: "%" } : knob.unit === "money" ? unitsOf({ ...field, type: "money" }, currency) : {};
  function change(value: number) {
    const { with: own, ...rest } = leaf;
    const numbers = ownNumbers(field.knobs, { ...own, [name]: value });
    onChange(numbers === null ? rest : { ...rest, with: numbers });
  }
  return (
    <Slot size="wide">
      <NumberInput label={knob.label} {...units} value={numbersOf(field.knobs, leaf.with)[name] ?? knob.standard} onChange={change} error={problemAt(problems, ["with", name])} isWhole={isWhole(knob)} min={knob.min} isLabelled />
    </Slot>
  );
}
