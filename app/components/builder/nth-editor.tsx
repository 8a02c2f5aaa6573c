// One particular order, item or refund: the first, the last, the 5th.
import { BlockStack, Text } from "@shopify/polaris";
import type { Nth } from "#app/segments/definition.ts";
import { OPERATORS } from "#app/segments/field.ts";
import { eventField } from "#app/segments/fields.ts";
import { problemAt } from "../problems-of.ts";
import { useEventFields, withValues } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import { KthInputs } from "./kth-inputs.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS } from "./measures.ts";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";
import { testOf } from "./test-choices.ts";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

export function NthEditor({ leaf, onChange, problems }: EditorProps<Nth>) {
  const { currency } = useShopWords();
  const field = eventField(leaf.event, leaf.field);
  const fields = useEventFields(leaf.event);
  const { one, many } = EVENTS[leaf.event];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        One {one}
      </Text>
      <Slots>
        <KthInputs label={`Which ${one}`} numberLabel="Number" k={leaf.k} onChange={(k) => onChange({ ...leaf, k })} error={problemAt(problems, ["k"])} />
        <Slot>
          <FieldSelect
            label="Has what"
            fields={fields}
            value={leaf.field}
            onChange={({ key, type }) => onChange({ ...leaf, field: key, test: testOf(OPERATORS[type][0] ?? "known") })}
            error={problemAt(problems, ["field"])}
          />
        </Slot>
        {field ? <TestEditor field={withValues(field)} test={leaf.test} onChange={(test) => onChange({ ...leaf, test })} problems={problems} path={["test"]} currency={currency} /> : null}
      </Slots>
      <Slots>
        <WindowEditor value={leaf.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...leaf, window })} problems={problems} path={["window"]} />
      </Slots>
      <FiltersEditor
        event={leaf.event}
        filters={leaf.where ?? []}
        onChange={(where) => onChange({ ...leaf, where })}
        problems={problems}
        path={["where"]}
        lead={`counting only ${many} where`}
        addLabel={`Only some ${many}`}
        any={{ value: leaf.whereAny ?? false, onChange: (whereAny) => onChange({ ...leaf, whereAny }) }}
      />
    </BlockStack>
  );
}
