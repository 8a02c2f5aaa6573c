// Which orders, items or refunds are meant: each line one filter.
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { PlusIcon, XIcon } from "@shopify/polaris-icons";
import type { Problem } from "#app/lib/problem.ts";
import { FILTERS_MAX, type EventKey, type Filter } from "#app/segments/definition.ts";
import { OPERATORS, type EventField } from "#app/segments/field.ts";
import { eventField } from "#app/segments/fields.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { useEventFields, withValues } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";
import { testOf } from "./test-choices.ts";

type Props = {
  event: EventKey;
  filters: Filter[];
  onChange: (filters: Filter[]) => void;
  problems: Problem[];
  path: Problem["path"];
  /** "where" or "and then one where". */
  lead: string;
  addLabel: string;
  any?: { value: boolean; onChange: (any: boolean) => void };
};

const JOINS = [["all", "all of these hold"], ["any", "any of these holds"]] as const;

export function FiltersEditor({ event, filters, onChange, problems, path, lead, addLabel, any }: Props) {
  const fields = useEventFields(event);
  const add = () => {
    const [field] = fields;
    if (field) onChange([...filters, filterOn(field)]);
  };
  return (
    <BlockStack gap="200">
      {any && filters.length > 1 ? (
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" tone="subdued">
            {lead}
          </Text>
          <Choice label="How the filters combine" choices={JOINS} value={any.value ? "any" : "all"} onChange={(join) => any.onChange(join === "any")} />
        </InlineStack>
      ) : filters.length > 0 ? (
        <Text as="span" tone="subdued">
          {lead}
        </Text>
      ) : null}
      {filters.map((filter, i) => (
        <FilterRow
          // A filter has no name of its own; the list only grows at its end or loses one.
          key={`${i} ${filter.field}`}
          event={event}
          filter={filter}
          fields={fields}
          onChange={(next) => onChange(filters.with(i, next))}
          onRemove={() => onChange(filters.toSpliced(i, 1))}
          problems={problems}
          path={[...path, i]}
        />
      ))}
      {filters.length < FILTERS_MAX ? (
        <InlineStack>
          <Button variant="plain" icon={PlusIcon} onClick={add}>
            {filters.length === 0 ? addLabel : "Add another filter"}
          </Button>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

type RowProps = {
  event: EventKey;
  filter: Filter;
  fields: EventField[];
  onChange: (filter: Filter) => void;
  onRemove: () => void;
  problems: Problem[];
  path: Problem["path"];
};

function FilterRow({ event, filter, fields, onChange, onRemove, problems, path }: RowProps) {
  const { currency } = useShopWords();
  const field = eventField(event, filter.field);
  return (
    <div style={{ display: "flex", gap: "var(--p-space-200)", alignItems: "flex-start" }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Slots>
          <Slot>
            <FieldSelect label="Filter by" fields={fields} value={filter.field} onChange={(next) => onChange(filterOn(next))} error={problemAt(problems, [...path, "field"])} />
          </Slot>
          {field ? (
            <TestEditor field={withValues(field)} test={filter.test} onChange={(test) => onChange({ ...filter, test })} problems={problems} path={[...path, "test"]} currency={currency} />
          ) : null}
        </Slots>
      </div>
      <Button variant="tertiary" icon={XIcon} accessibilityLabel={`Remove the filter ${field?.label ?? filter.field}`} onClick={onRemove} />
    </div>
  );
}

function filterOn(field: EventField): Filter {
  const [op = "known"] = OPERATORS[field.type];
  return { field: field.key, test: testOf(op) };
}
