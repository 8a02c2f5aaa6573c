// A select over a closed list of values, which hands back one of them and nothing else.
import { Select } from "@shopify/polaris";

type Props<Value extends string> = {
  label: string;
  choices: readonly (readonly [value: Value, label: string])[];
  value: Value;
  onChange: (value: Value) => void;
  error?: string | false;
};

export function Choice<Value extends string>({ label, choices, value, onChange, error = false }: Props<Value>) {
  return (
    <Select
      label={label}
      labelHidden
      options={choices.map(([option, words]) => ({ value: option, label: words }))}
      value={value}
      onChange={(chosen) => {
        const found = choices.find(([option]) => option === chosen);
        if (found) onChange(found[0]);
      }}
      error={error}
    />
  );
}
