// One of what the shop has made and named: a segment, a list, a flow.
import { Select } from "@shopify/polaris";

type Props = {
  /** "Segment". */
  label: string;
  all: readonly { id: number; name: string }[];
  /** Where there is none to choose. */
  none: string;
  /** NaN: none is chosen yet. */
  value: number;
  onChange: (id: number) => void;
  error: string | false;
};

export function NamedPicker({ label, all, none, value, onChange, error }: Props) {
  const options = all.map(({ id, name }) => ({ value: String(id), label: name }));
  const isListed = Number.isNaN(value) || all.some(({ id }) => id === value);
  const what = label.toLowerCase();
  return (
    <Select
      label={label}
      labelHidden
      placeholder={options.length > 0 ? `Choose a ${what}` : none}
      options={isListed ? options : [{ value: String(value), label: `A ${what} that is gone` }, ...options]}
      value={Number.isNaN(value) ? "" : String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      error={error}
    />
  );
}
