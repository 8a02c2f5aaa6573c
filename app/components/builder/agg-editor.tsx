// Something counted, summed or averaged over their orders, items or refunds.
import { BlockStack, Text } from "@shopify/polaris";
import type { Agg } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { useEventFields } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS, measureChoices, measuredFields, measuredWords, numberTest, withMeasure } from "./measures.ts";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

export function AggEditor({ leaf, onChange, problems }: EditorProps<Agg>) {
  const { currency } = useShopWords();
  const offered = useEventFields(leaf.event);
  const fields = measuredFields(leaf.event, leaf.measure, offered);
  const words = measuredWords(leaf.event, leaf.measure, leaf.field);
  const { many } = EVENTS[leaf.event];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title(leaf)}
      </Text>
      <Slots>
        <Slot>
          <Choice label="What is measured" choices={measureChoices(leaf.event)} value={leaf.measure} onChange={(measure) => onChange(withMeasure(leaf, measure, offered))} error={problemAt(problems, ["measure"])} />
        </Slot>
        {fields ? (
          <Slot size="wide">
            <FieldSelect label="Of what" fields={fields} value={leaf.field ?? ""} onChange={({ key }) => onChange({ ...leaf, field: key })} error={problemAt(problems, ["field"])} />
          </Slot>
        ) : null}
        <TestEditor
          field={words}
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

function title({ event }: Agg): string {
  const { many } = EVENTS[event];
  return many.charAt(0).toUpperCase() + many.slice(1);
}
