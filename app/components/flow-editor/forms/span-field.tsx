// A length of time: a number and its unit side by side.
import { BlockStack, Checkbox, InlineError, InlineGrid, Select, Text } from "@shopify/polaris";
import { useId } from "react";
import type { Span } from "#app/segments/shape.ts";
import { NumberInput } from "../../builder/number-input.tsx";

const UNITS = ["minute", "hour", "day", "week", "month", "year"] as const;

type Props = { label: string; value: Span; onChange: (span: Span) => void; error?: string | false; helpText?: string };

export function SpanField({ label, value, onChange, error = false, helpText }: Props) {
  const id = useId();
  return (
    <BlockStack gap="100">
      <div role="group" aria-labelledby={id}>
        <BlockStack gap="100">
          <Text as="p" id={id}>
            {label}
          </Text>
          <InlineGrid columns="1fr 1.4fr" gap="200">
            <NumberInput label="How many" value={value.n} isWhole min={1} onChange={(n) => onChange({ ...value, n })} error={Boolean(error) && " "} />
            <Select label="Unit of time" labelHidden options={UNITS.map((unit) => ({ value: unit, label: value.n === 1 ? unit : `${unit}s` }))} value={value.unit} onChange={(chosen) => onChange({ ...value, unit: UNITS.find((unit) => unit === chosen) ?? value.unit })} />
          </InlineGrid>
        </BlockStack>
      </div>
      {error ? <InlineError message={error} fieldID={id} /> : null}
      {helpText ? <Text as="p" tone="subdued">{helpText}</Text> : null}
    </BlockStack>
  );
}

/** One that may be left out: a box to tick, and below it how long. */
export function MaybeSpan({ label, spanLabel, value, usual, onChange, error = false }: { label: string; spanLabel: string; value: Span | null; usual: Span; onChange: (span: Span | null) => void; error?: string | false }) {
  return (
    <BlockStack gap="200">
      <Checkbox label={label} checked={value !== null} onChange={(isOn) => onChange(isOn ? usual : null)} />
      {value === null ? (error ? <InlineError message={error} fieldID={label} /> : null) : <SpanField label={spanLabel} value={value} onChange={onChange} error={error} />}
    </BlockStack>
  );
}
