// At least one value that passes by itself: a product bought three times, a vendor not bought from for 60 days.
import { BlockStack, Text } from "@shopify/polaris";
import { Measure, type Some } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { useEventFields } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS, measureChoices, measuredFields, measuredWords, numberTest } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

export function SomeEditor({ leaf, onChange, problems }: EditorProps<Some>) {
  const { currency } = useShopWords();
  const { many } = EVENTS[leaf.event];
  const groups = useEventFields(leaf.event).filter(({ type }) => type === "text" || type === "enum" || type === "ref");
  const fields = measuredFields(leaf.event, leaf.measure);
  const measureTo = (name: string) => {
    const { field: old, ...rest } = leaf;
    const measure = Measure.parse(name);
    const next = measuredFields(leaf.event, measure);
    onChange(next === null ? { ...rest, measure } : { ...rest, measure, field: (next.find(({ key }) => key === old) ?? next[0])?.key ?? "" });
  };
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        At least one value among {many}
      </Text>
      <Slots>
        <Slot>
          <FieldSelect label="At least one" fields={groups} value={leaf.by} onChange={({ key }) => onChange({ ...leaf, by: key })} error={problemAt(problems, ["by"])} />
        </Slot>
        <Slot>
          <Choice label="What is measured of it" choices={measureChoices(leaf.event)} value={leaf.measure} onChange={measureTo} error={problemAt(problems, ["measure"])} />
        </Slot>
        {fields === null ? null : (
          <Slot size="wide">
            <FieldSelect label="Of what" fields={fields} value={leaf.field ?? ""} onChange={({ key }) => onChange({ ...leaf, field: key })} error={problemAt(problems, ["field"])} />
          </Slot>
        )}
        <TestEditor
          field={measuredWords(leaf.event, leaf.measure, leaf.field)}
          test={leaf.test}
          onChange={(test) => {
            const number = numberTest(test);
            if (number) onChange({ ...leaf, test: number });
          }}
          problems={problems}
          path={["test"]}
          currency={currency}
        />
        <WindowEditor value={leaf.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...leaf, window })} problems={problems} path={["window"]} />
        <Slot size="small">
          <NumberInput label="Only what they bought at least so many times" prefix="min." value={leaf.atLeast ?? 1} isWhole min={0} onChange={(atLeast) => onChange({ ...leaf, atLeast })} error={problemAt(problems, ["atLeast"])} />
        </Slot>
      </Slots>
      <FiltersEditor
        event={leaf.event}
        filters={leaf.where ?? []}
        onChange={(where) => onChange({ ...leaf, where })}
        problems={problems}
        path={["where"]}
        lead={`only ${many} where`}
        addLabel={`Only some ${many}`}
        any={{ value: leaf.whereAny ?? false, onChange: (whereAny) => onChange({ ...leaf, whereAny }) }}
      />
    </BlockStack>
  );
}
