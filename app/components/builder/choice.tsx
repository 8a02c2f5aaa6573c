// A select over a closed list of values, which hands back one of them and nothing else. A value that is
// not on the list, as text and JSON can write, is shown as it is: the first of the list would be a lie.
import { Select } from "@shopify/polaris";

type Props<Value extends string> = {
  label: string;
  choices: readonly (readonly [value: Value, label: string])[];
  value: Value;
  onChange: (value: Value) => void;
  error?: string | false;
};

export function Choice<Value extends string>({ label, choices, value, onChange, error = false }: Props<Value>) {
  const isListed = choices.some(([option]) => option === value);
  const listed = choices.map(([option, words]) => ({ value: option, label: words }));
  return (
    <Select
      label={label}
      labelHidden
      options={isListed ? listed : [{ value, label: value }, ...listed]}
      value={value}
      onChange={(chosen) => {
        const found = choices.find(([option]) => option === chosen);
        if (found) onChange(found[0]);
      }}
      error={error}
    />
  );
}
