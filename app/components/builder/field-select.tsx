// One field of an event, grouped as the catalogue groups them.
import { Select } from "@shopify/polaris";
import type { EventField } from "#app/segments/field.ts";

type Props = { label: string; fields: EventField[]; value: string; onChange: (field: EventField) => void; error?: string | false };

export function FieldSelect({ label, fields, value, onChange, error = false }: Props) {
  const groups = [...new Set(fields.map(({ group }) => group))];
  const options = groups.map((title) => ({
    title,
    options: fields.filter(({ group }) => group === title).map((field) => ({ value: field.key, label: field.label })),
  }));
  const isListed = fields.some(({ key }) => key === value);
  return (
    <Select
      label={label}
      labelHidden
      {...(isListed ? {} : { placeholder: value === "" ? "Choose" : value })}
      options={groups.length === 1 ? (options[0]?.options ?? []) : options}
      value={isListed ? value : ""}
      onChange={(key) => {
        const field = fields.find((candidate) => candidate.key === key);
        if (field) onChange(field);
      }}
      error={error}
    />
  );
}
