// Their favourite: the value that most of their orders, items or money belongs to.
import { BlockStack, Text } from "@shopify/polaris";
import type { Top } from "#app/segments/definition.ts";
import { eventField } from "#app/segments/fields.ts";
import { OPERATORS } from "#app/segments/field.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { useEventFields } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS } from "./measures.ts";
import { useShopWords } from "./shop-words.ts";
import { FadingWords, PeriodInputs } from "./period-inputs.tsx";
import { Slot, Slots } from "./slot.tsx";
import { testOf } from "./test-choices.ts";
import { TestEditor } from "./test-editor.tsx";

const BY_ITEM = [["money", "by money"], ["quantity", "by quantity"], ["orders", "by number of orders"], ["count", "by number of items"]] as const;
const BY_OTHER = [["money", "by money"], ["quantity", "by quantity"], ["count", "by number"]] as const;

export function TopEditor({ leaf, onChange, problems }: EditorProps<Top>) {
  const { currency } = useShopWords();
  const { many } = EVENTS[leaf.event];
  const fields = useEventFields(leaf.event).filter(({ type }) => type === "text" || type === "enum" || type === "ref");
  const field = eventField(leaf.event, leaf.field) ?? fields[0];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Favourite among {many}
      </Text>
      <Slots>
        <Slot>
          <FieldSelect
            label="Favourite what"
            fields={fields}
            value={leaf.field}
            onChange={({ key, type }) => onChange({ ...leaf, field: key, test: testOf(OPERATORS[type][0] ?? "known") })}
            error={problemAt(problems, ["field"])}
          />
        </Slot>
        <Slot>
          <Choice label="Ranked by" choices={leaf.event === "item" ? BY_ITEM : BY_OTHER} value={leaf.of} onChange={(of) => onChange({ ...leaf, of })} error={problemAt(problems, ["of"])} />
        </Slot>
        {field ? <TestEditor field={field} test={leaf.test} onChange={(test) => onChange({ ...leaf, test })} problems={problems} path={["test"]} currency={currency} /> : null}
        <PeriodInputs leaf={leaf} onChange={onChange} problems={problems} />
      </Slots>
      <FadingWords halfLife={leaf.halfLife} />
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
